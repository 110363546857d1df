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
}
