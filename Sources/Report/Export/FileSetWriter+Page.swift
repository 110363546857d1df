internal import Records
internal import Storage

/// A page of a report keeps its heading, its chart and its articles when it is exported to one
/// file.
extension FileSetWriter: ReportPresenter {
  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    presented = (report, parameters)
  }

  func gather(_ columns: [String]) { gathered.begin(columns) }

  func gather(_ row: [Value]) {
    // Rows that are turned come before there is a file.
    if let page {
      page.gather(row)
    } else if presented?.report.chart != nil || presented?.report.pivot != nil {
      gathered.add(row)
    }
  }

  func enclose(_ connection: borrowing Connection) throws(Failure) { try page?.enclose(connection) }

  /// Hands a new page what came before it.
  func introduce(_ rows: any RowWriter) {
    guard keys.isEmpty, let page = rows as? any ReportPresenter else { return }
    if let presented { page.present(presented.report, presented.parameters) }
    page.gather(gathered.columns)
    for row in gathered.rows { page.gather(row) }
    self.page = page
  }
}
