/// What the first bytes of a text tell of it where it is XML: its first element.
package struct XMLRoot: Equatable, Sendable {
  /// The name without its prefix.
  package var name: String
  /// The name has a prefix.
  package var hasPrefix: Bool
  /// It has a declaration (`<?xml version="1.0"?>`).
  package var isDeclared = false
  /// Its tag declares a namespace, or the document its type.
  package var hasNamespace = false

  /// Looks at the first bytes of a text; `nil` where they open no element.
  package init?(_ head: [UInt8]) {
    var text = String(decoding: head.prefix(1 << 14), as: UTF8.self)[...].drop { $0.isWhitespace }
    var isDeclared = false
    var hasType = false
    while true {
      let rest: Substring?
      if text.hasPrefix("<?") {
        isDeclared = isDeclared || text.hasPrefix("<?xml")
        rest = text.firstRange(of: "?>").map { text[$0.upperBound...] }
      } else if text.hasPrefix("<!--") {
        rest = text.firstRange(of: "-->").map { text[$0.upperBound...] }
      } else if text.hasPrefix("<!") {
        hasType = true
        var depth = 0
        let end = text.firstIndex { character in
          if character == "[" { depth += 1 }
          if character == "]" { depth -= 1 }
          return character == ">" && depth == 0
        }
        rest = end.map { text[text.index(after: $0)...] }
      } else {
        break
      }
      guard let rest else { return nil }
      text = rest.drop { $0.isWhitespace }
    }
    guard text.first == "<", let end = text.firstIndex(of: ">") else { return nil }
    let tag = text[text.index(after: text.startIndex)..<end]
    let name = tag.prefix { $0.isLetter || $0.isNumber || ":_-.".contains($0) }
    guard let first = name.first, first.isLetter || first == "_" else { return nil }
    let parts = name.split(separator: ":", maxSplits: 1)
    self.name = String(parts.last ?? "")
    hasPrefix = parts.count > 1
    self.isDeclared = isDeclared
    hasNamespace = hasType || tag.contains("xmlns")
  }
}
