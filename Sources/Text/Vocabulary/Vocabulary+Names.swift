/// The names of the vocabulary's entries, as their tables list them.
extension Vocabulary {
  /// What has names.
  public enum Named: String, Sendable, CaseIterable {
    case places, indicators
  }

  /// One name.
  public struct Name: Equatable, Sendable {
    /// The code of what it names.
    public let code: String
    /// BCP 47.
    public let language: String
    /// How it is written: name, alias, abbreviation, demonym, code.
    public let kind: String
    /// As written.
    public let name: String
  }

  /// Every name in the order of the vocabulary.
  public func names(of named: Named) -> [Name] {
    rows(named == .places ? "place_names" : "indicator_names").map {
      Name(code: $0["code"], language: $0["language"], kind: $0["kind"], name: $0["name"])
    }
  }

  /// The codes among the names of places, with the code of the place.
  package var placeCodes: [(code: String, name: String)] {
    guard let table = tables["place_names"], let code = table.column("code"),
      let kind = table.column("kind"), let name = table.column("name")
    else { return [] }
    return (0..<table.count).lazy
      .filter { table.bytes[table.range($0, kind)].elementsEqual("code".utf8) }
      .map { (table.cell($0, code), table.cell($0, name)) }
  }
}
