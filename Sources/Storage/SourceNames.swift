public import Records

/// Finds sources by what a person calls them: the locator, a path to the file, a pattern of
/// locators, or the file's base name.
public enum SourceNames {
  /// The locators that a name means.
  ///
  /// - Parameter kind: only sources read as this; any where it is `nil`.
  /// - Throws: a `Failure` of kind `noInput` where there is none, of kind `usage` where a base name
  ///   is that of several.
  public static func locators(
    _ name: String, kind: SourceDescription.Kind? = nil, what: String = "source",
    on connection: borrowing Connection
  ) throws(Failure) -> [String] {
    func find(_ condition: String, _ text: String) throws(Failure) -> [String] {
      try connection.rows(
        """
        SELECT DISTINCT locator FROM source
        WHERE \(condition) AND superseded_by IS NULL AND (?2 IS NULL OR kind = ?2) ORDER BY locator
        """, .text(text), Value(kind?.rawValue)
      ).compactMap { $0[0].text }
    }
    var names = Locators(warehouse: connection.path)
    for exact in [name, names.locator(of: name)] {
      let found = try find("locator = ?1", exact)
      if !found.isEmpty { return found }
    }
    if name.contains(where: { "*?[".contains($0) }) {
      let found = try find("locator GLOB ?1", name)
      if !found.isEmpty { return found }
    }
    let found = try find(
      "(substr(locator, -length(?1) - 1) IN ('/' || ?1, '#' || ?1))", name)
    if found.count == 1 { return found }
    if found.count > 1 {
      throw Failure(
        .usage,
        "\(found.count) sources have this name: give one of \(found.prefix(5).joined(separator: ", "))"
          + (found.count > 5 ? ", …" : ""), at: Place(name))
    }
    throw Failure(
      .noInput,
      "the warehouse holds no \(what) of this name: `tally sources` lists them, `tally ingest` reads one",
      at: Place(name))
  }
}
