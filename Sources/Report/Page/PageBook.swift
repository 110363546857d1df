public import Records
public import Storage

/// Several reports on one page: a list of them on top, then one below the other.
public final class PageBook {
  private let output: Output
  private let reports: [Report]
  private var written = 0
  private var asOf: String?

  /// - Parameters:
  ///   - reports: the reports, in the order in which they are written.
  ///   - sink: takes the bytes as they come.
  public init(_ reports: [Report], to sink: @escaping ([UInt8]) -> Void) {
    output = Output(sink)
    self.reports = reports
    let titles = reports.map { $0.title.isEmpty ? $0.name : $0.title }
    output.write(PageWriter.head(titles.joined(separator: ", "), skipsTo: PageBook.key(1)))
    output.write(
      "<header><h1>\(HTML.escaped(titles.joined(separator: ", ")))</h1></header>\n"
        + "<nav aria-label=\"Reports\"><ol class=\"contents\">")
    for (index, title) in titles.enumerated() {
      output.write("<li><a href=\"#\(PageBook.key(index + 1))\">\(HTML.escaped(title))</a></li>")
    }
    output.write("</ol></nav>\n")
  }

  /// Runs the next report and writes it.
  ///
  /// - Throws: a `Failure` as `Query.run` does.
  @discardableResult
  public func add(
    _ report: Report, parameters: [(name: String, value: String)],
    on connection: borrowing Connection
  ) throws(Failure) -> Query.Outcome {
    written += 1
    let writer = PageWriter(output, title: report.title, key: PageBook.key(written))
    let outcome = try Query.run(report, parameters: parameters, on: connection, to: writer)
    asOf = writer.asOf
    return outcome
  }

  /// Ends the page.
  public func end() {
    output.write(PageWriter.foot(asOf: asOf))
    output.flush()
  }

  /// By this the elements of a report are called: names of its own, as the same claim may stand in
  /// several of them.
  private static func key(_ number: Int) -> String { "r\(number)" }
}
