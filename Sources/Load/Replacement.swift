internal import Records
internal import Storage

/// The source of another name of which a file is a new version.
struct Replacement: Sendable {
  var locator: String
  /// The table that holds its records, without `record_`.
  var table: String?

  /// The source that a person names; `nil` where the file took its place before.
  ///
  /// - Throws: a `Failure` of kind `usage` or `noInput` where there is no such source, or several.
  init?(_ name: String, by locator: String, _ connection: borrowing Connection) throws(Failure) {
    var names = Locators(warehouse: connection.path)
    for old in [name, names.locator(of: name)] {
      let newer = try connection.value(
        """
        SELECT b.locator FROM source AS a JOIN source AS b ON b.source_id = a.superseded_by
        WHERE a.locator = ? AND b.locator <> a.locator ORDER BY a.source_id DESC LIMIT 1
        """, .text(old)
      ).text
      if newer == locator { return nil }
    }
    let found: [String]
    do throws(Failure) {
      found = try SourceNames.locators(name, on: connection)
    } catch {
      var failure = error
      failure.message = "--replaces: \(error.message)"
      if error.kind == .noInput {
        let known = try connection.rows("SELECT locator FROM source WHERE superseded_by IS NULL")
        failure.message =
          "--replaces: the warehouse holds no source of this name"
          + Suggestion.text(name, known.compactMap { $0[0].text })
          + ": `tally sources` lists them"
      }
      throw failure
    }
    guard found.count == 1, found[0] != locator else {
      throw Failure(
        .usage,
        found.count == 1
          ? "--replaces: this is the source itself: its new bytes are a new version anyway"
          : "--replaces: \(found.count) sources fit: give the name of one", at: Place(name))
    }
    self.locator = found[0]
    let table = try connection.value(
      "SELECT name FROM record_set WHERE locator = ? LIMIT 1", .text(found[0])
    ).text
    self.table = table.map { String($0.dropFirst("record_".count)) }
  }
}
