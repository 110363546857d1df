public import Records

/// Several reports on one page: a list of them on top, then one below the other.
public final class PageBook: JointWriter {
  private let output: Output
  private var writers = 0
  private var last: PageWriter?

  /// A page holds whatever it is given.
  public var failure: Failure? { nil }

  /// - Parameters:
  ///   - title: the heading; the titles of the reports where there is none.
  ///   - titles: those of the reports, in the order in which they are written.
  ///   - sink: takes the bytes as they come.
  public init(title: String? = nil, of titles: [String], to sink: @escaping ([UInt8]) -> Void) {
    output = Output(sink)
    let heading = title ?? titles.joined(separator: ", ")
    output.write(PageWriter.head(heading, skipsTo: PageBook.key(1)))
    output.write(
      "<header><h1>\(HTML.escaped(heading))</h1></header>\n"
        + "<nav aria-label=\"Reports\"><ol class=\"contents\">")
    for (index, title) in titles.enumerated() {
      output.write("<li><a href=\"#\(PageBook.key(index + 1))\">\(HTML.escaped(title))</a></li>")
    }
    output.write("</ol></nav>\n")
  }

  /// A writer of the next report; it ends before another one begins.
  public func part(_ title: String) -> any RowWriter {
    writers += 1
    let writer = PageWriter(output, title: title, key: PageBook.key(writers))
    last = writer
    return writer
  }

  /// Ends the page.
  public func finish() {
    output.write(PageWriter.foot(asOf: last?.asOf))
    output.flush()
  }

  /// By this the elements of a report are called: names of its own, as the same claim may stand in
  /// several of them.
  private static func key(_ number: Int) -> String { "r\(number)" }
}
