internal import Text

/// What a page says about its article in JSON-LD with the terms of schema.org.
struct LinkedData {
  var headline: String?
  var publisher: String?
  var published: String?
  var language: String?
  /// The text of the article.
  var body: String?

  /// Reads the scripts of a page; what is no JSON is passed over.
  init(_ tree: PageTree) {
    var roots: [LooseJSON] = []
    for (index, node) in tree.nodes.enumerated() where node.tag == .script {
      guard let type = tree.attribute(.type, of: index),
        type.lowercased().hasPrefix("application/ld+json")
      else {
        continue
      }
      let content = tree.bytes(below: index)
      // Some pages wrap the script in a comment.
      guard
        let start = content.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
        )
      else {
        continue
      }
      if let value = LooseJSON(Array(content[start...])) { roots.append(value) }
    }
    let objects = LinkedData.objects(in: roots)
    for object in objects where LinkedData.isArticle(object) {
      headline = headline ?? LinkedData.text(object["headline"]) ?? LinkedData.text(object["name"])
      published =
        published ?? LinkedData.text(object["datePublished"])
        ?? LinkedData.text(object["dateCreated"])
      publisher = publisher ?? LinkedData.name(object["publisher"], objects)
      language = language ?? LinkedData.text(object["inLanguage"])
      body = body ?? LinkedData.text(object["articleBody"])
    }
  }

  /// Every object, those inside others included, in the order in which they stand.
  private static func objects(in roots: [LooseJSON]) -> [LooseJSON] {
    var found: [LooseJSON] = []
    var waiting = Array(roots.reversed())
    while let value = waiting.popLast() {
      switch value {
      case .object(let members):
        found.append(value)
        waiting += members.reversed().map(\.value)
      case .array(let values): waiting += values.reversed()
      case .null, .string, .literal: break
      }
    }
    return found
  }

  /// `NewsArticle`, `BlogPosting`, `Report` and the other subtypes of schema.org's `Article`.
  private static func isArticle(_ object: LooseJSON) -> Bool {
    let types: [String] =
      switch object["@type"] {
      case .string(let type): [type]
      case .array(let values): values.compactMap(\.string)
      default: []
      }
    return types.contains {
      $0.hasSuffix("Article") || $0.hasSuffix("BlogPosting") || $0.hasSuffix("Report")
    }
  }

  private static func text(_ value: LooseJSON?) -> String? {
    guard let text = value?.string?.trimmed, !text.isEmpty else { return nil }
    return PageText.unescaped(text)
  }

  /// The name of an organisation, which may stand elsewhere under its `@id`.
  private static func name(_ value: LooseJSON?, _ objects: [LooseJSON]) -> String? {
    guard let value else { return nil }
    if case .array(let values) = value { return values.lazy.compactMap { name($0, objects) }.first }
    if case .string(let text) = value {
      return text.hasPrefix("http") ? nil : PageText.unescaped(text)
    }
    if let name = text(value["name"]) { return name }
    guard let id = value["@id"]?.string else { return nil }
    return objects.lazy.filter { $0["@id"]?.string == id }.compactMap { text($0["name"]) }.first
  }
}
