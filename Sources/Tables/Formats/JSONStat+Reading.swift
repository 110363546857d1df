internal import Documents
internal import Records

extension JSONStat {
  /// Reads the structure of a document; `nil` where it is no JSON-stat.
  ///
  /// - Throws: a `Failure` where it says that it is and is not, or where it holds no data.
  init?(_ bytes: [UInt8], locator: String) throws(Failure) {
    var cursor = JSONCursor(bytes, locator: locator)
    if cursor.kind() == .array {
      // A list of bundles, as some programs write versions before 2.0.
      var datasets: [Dataset] = []
      cursor.open()
      var index = 0
      while try cursor.item() {
        guard cursor.kind() == .object else { return nil }
        let members = try cursor.members()
        guard let found = try JSONStat.bundle(members, cursor, path: "/\(index)") else {
          return nil
        }
        datasets += found
        index += 1
      }
      guard !datasets.isEmpty else { return nil }
      self.init(bytes, locator: locator, datasets: datasets, label: nil)
      return
    }
    guard cursor.kind() == .object else { return nil }
    let root = try cursor.members()
    let kind = root["class"].map { JSONStat.text(cursor, $0) ?? "" }
    var datasets: [Dataset] = []
    var label: String?
    if root["dimension"] != nil, root["value"] != nil {
      datasets.append(try JSONStat.dataset(root, cursor, path: ""))
    } else if kind == "collection", root["version"] != nil || root["link"] != nil {
      label = root["label"].flatMap { JSONStat.text(cursor, $0) }
      try JSONStat.collect(root, cursor, path: "", &datasets, depth: 0)
      guard !datasets.isEmpty else {
        throw Failure(
          .badData,
          "this JSON-stat collection only tells where its datasets are: "
            + "fetch them and give the files",
          at: Place(locator))
      }
    } else if kind == "dimension", root["category"] != nil {
      throw Failure(
        .badData, "this JSON-stat document is a dimension without data: expected a dataset",
        at: Place(locator))
    } else {
      guard let found = try JSONStat.bundle(root, cursor, path: "") else { return nil }
      datasets = found
    }
    self.init(bytes, locator: locator, datasets: datasets, label: label)
  }

  /// Versions before 2.0: datasets by name; `nil` where these are none.
  private static func bundle(
    _ members: [String: Int], _ cursor: JSONCursor, path: String
  ) throws(Failure) -> [Dataset]? {
    var cursor = cursor
    var datasets: [Dataset] = []
    for (name, at) in members.sorted(by: { $0.value < $1.value }) {
      cursor.at = at
      guard cursor.kind() == .object else { return nil }
      let inner = try cursor.members()
      guard inner["dimension"] != nil, inner["value"] != nil else { return nil }
      datasets.append(try dataset(inner, cursor, path: path + "/" + name))
    }
    return datasets.isEmpty ? nil : datasets
  }

  private static func text(_ cursor: JSONCursor, _ at: Int) -> String? {
    var cursor = cursor
    cursor.at = at
    guard cursor.kind() == .string, let range = try? cursor.string() else { return nil }
    return cursor.text(range)
  }

  private static func tree(_ cursor: JSONCursor, _ at: Int?) throws(Failure) -> LooseJSON? {
    guard let at else { return nil }
    var cursor = cursor
    cursor.at = at
    return try cursor.tree()
  }

  /// The datasets among the items of a collection, and of collections among them.
  private static func collect(
    _ members: [String: Int], _ cursor: JSONCursor, path: String, _ datasets: inout [Dataset],
    depth: Int
  ) throws(Failure) {
    guard let link = members["link"], depth < 8 else { return }
    var cursor = cursor
    cursor.at = link
    guard let items = try cursor.members()["item"] else { return }
    cursor.at = items
    guard cursor.kind() == .array else { return }
    cursor.open()
    var index = 0
    while try cursor.item() {
      let start = cursor.at
      let inner = try cursor.members()
      let here = path + "/link/item/\(index)"
      if inner["dimension"] != nil, inner["value"] != nil {
        datasets.append(try dataset(inner, cursor, path: here))
      } else if !inner.isEmpty {
        try collect(inner, cursor, path: here, &datasets, depth: depth + 1)
      } else {
        cursor.at = start
        try cursor.skip()
      }
      index += 1
    }
  }

  private static func dataset(
    _ members: [String: Int], _ cursor: JSONCursor, path: String
  ) throws(Failure) -> Dataset {
    var dataset = Dataset(path: path)
    dataset.label = members["label"].flatMap { text(cursor, $0) }
    dataset.source = members["source"].flatMap { text(cursor, $0) }
    dataset.updated = members["updated"].flatMap { text(cursor, $0) }
    dataset.value = members["value"] ?? 0
    dataset.status = members["status"]
    let dimension = try tree(cursor, members["dimension"])
    func list(_ name: String) throws(Failure) -> [LooseJSON]? {
      if let own = try tree(cursor, members[name]) { return own.items }
      return dimension?[name]?.items
    }
    guard case .object(let all)? = dimension, let ids = try list("id") else {
      throw Failure(
        .badData, "this JSON-stat dataset has no id: expected the list of its dimensions",
        at: Place(cursor.locator))
    }
    let sizes = try list("size")?.map { Int($0.literal ?? "") ?? -1 } ?? []
    let roles = try tree(cursor, members["role"]) ?? dimension?["role"]
    let byName = Dictionary(all.map { ($0.name, $0.value) }) { first, _ in first }
    for (index, id) in ids.enumerated() {
      guard let id = id.string, let found = byName[id] else {
        throw Failure(
          .badData,
          "this JSON-stat dataset does not describe its dimension \(id.string ?? "\(index)")",
          at: Place(cursor.locator))
      }
      let role = ["time", "geo", "metric"].first { name in
        roles?[name]?.items?.contains { $0.string == id } ?? false
      }
      let read = Dimension(id, found, role)
      guard index >= sizes.count || sizes[index] == read.codes.count else {
        throw Failure(
          .badData,
          "the dimension \(id) has \(read.codes.count) categories and size says \(sizes[index])",
          at: Place(cursor.locator))
      }
      dataset.dimensions.append(read)
    }
    return dataset
  }
}

extension JSONStat.Dimension {
  /// Reads a dimension and its categories in their order.
  init(_ id: String, _ json: LooseJSON, _ role: String?) {
    self.id = id
    label = json["label"]?.string
    self.role = role
    let category = json["category"]
    var names: [String: String] = [:]
    var order: [String] = []
    for (code, value) in category?["label"]?.members ?? [] {
      names[code] = value.string
      order.append(code)
    }
    switch category?["index"] {
    case .array(let items)?: order = items.compactMap { $0.string ?? $0.literal }
    case .object(let members)?:
      order = members.map { ($0.name, Int($0.value.literal ?? "") ?? 0) }
        .sorted { $0.1 < $1.1 }.map(\.0)
    default: break
    }
    codes = order
    labels = order.map { names[$0] ?? $0 }
    units = []
    multipliers = []
    guard case .object(let members)? = category?["unit"], !members.isEmpty else { return }
    let byCode = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    let texts = order.map { code -> String in
      let unit = byCode[code]
      return ["label", "base", "symbol"].lazy.compactMap { unit?[$0]?.string }
        .first { !$0.isEmpty } ?? ""
    }
    if texts.contains(where: { !$0.isEmpty }) { units = texts }
    let powers = order.map { JSONStat.Dimension.power(byCode[$0]?["multiplier"]) }
    if powers.contains(where: { !$0.isEmpty }) { multipliers = powers }
  }

  /// A power of ten; a factor such as 1000 becomes one.
  private static func power(_ json: LooseJSON?) -> String {
    guard let text = json?.literal ?? json?.string, let number = Int(text) else { return "" }
    guard number >= 100 else { return text }
    let digits = String(number)
    return digits.dropFirst().allSatisfy { $0 == "0" } && digits.first == "1"
      ? String(digits.count - 1) : text
  }
}

extension LooseJSON {
  /// The items of an array.
  var items: [LooseJSON]? { if case .array(let items) = self { items } else { nil } }
  /// The members of an object, in their order.
  var members: [(name: String, value: LooseJSON)]? {
    if case .object(let members) = self { members } else { nil }
  }
  /// A number or a word, as written.
  var literal: String? { if case .literal(let text) = self { text } else { nil } }
}
