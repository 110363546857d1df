internal import Check
internal import Records
internal import Report
internal import Storage

extension Site {
  /// Writes a warehouse as a site: every claim is set against the statistics, then every page
  /// written.
  ///
  /// - Parameter busy: how long to wait for another writer, in milliseconds.
  /// - Throws: a `Failure`; what was published is then as it was.
  func write(warehouse: String, busy: Int = 60_000) throws(Failure) -> SiteSummary {
    let connection = try Warehouse.openForReading(warehouse, busy: busy) {
      (connection) throws(Failure) in
      try SiteBuilder.prepare(connection)
    }
    let builder = try SiteBuilder(self, connection)
    do throws(Failure) {
      try Check.run(Check.Selection(), on: connection) { (finding) throws(Failure) in
        try builder.add(CheckedFigure(finding), connection)
      }
    } catch {
      builder.discard()
      throw error
    }
    return try builder.finish(connection)
  }
}

extension SiteSummary {
  /// What was written, in one line.
  func words(_ folder: String) -> String {
    isUnchanged
      ? "nothing is new: \(files) files in \(folder)"
      : "\(files) files in \(folder): \(written) written, \(files - written) as they were, \(removed) removed"
  }
}
