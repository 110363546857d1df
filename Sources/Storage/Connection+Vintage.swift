internal import Records
internal import Schema

extension Connection {
  /// Shows sources, and every view over them, as they were at an instant: what was loaded later is
  /// not there, and what was replaced later is still current.
  ///
  /// Temporary views of the same names take the place of the table `source` and of the views,
  /// because SQLite looks for a name among the temporary ones first; the file is not touched.
  /// Tables of records keep no vintages.
  ///
  /// - Parameter instant: in UTC, `YYYY-MM-DDThh:mm:ssZ`.
  func showVintage(of instant: String) throws(Failure) {
    let moment = "'" + instant.replacing("'", with: "''") + "'"
    let names = try rows("SELECT name FROM pragma_table_info('source')").compactMap { $0[0].text }
    // A view of the name stands for what a table of an older version lacks.
    let stored = try Set(
      rows("SELECT name FROM pragma_table_info('source', 'main')").compactMap { $0[0].text })
    let columns = names.map { name in
      switch name {
      case "superseded", "superseded_by":
        "CASE WHEN superseded <= \(moment) THEN \(name) END AS \(name)"
      default:
        stored.contains(name) ? Identifier.quoted(name) : "NULL AS \(Identifier.quoted(name))"
      }
    }
    try execute("DROP VIEW IF EXISTS temp.source")
    try execute(
      "CREATE TEMP VIEW source AS SELECT \(columns.joined(separator: ", ")) FROM main.source WHERE loaded <= \(moment)"
    )
    try shadowViews()
  }

  /// Puts temporary views of the same text in the place of the file's own: a view of the file itself
  /// sees only the file, these see temporary tables and views first.
  func shadowViews() throws(Failure) {
    for file in Schema.files(in: "views") {
      try execute(file.text.replacing("CREATE VIEW", with: "CREATE TEMP VIEW", maxReplacements: 1))
    }
  }
}
