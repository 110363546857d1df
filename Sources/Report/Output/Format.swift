/// How a result is written.
public enum Format: String, Sendable, CaseIterable {
  case table, csv, tsv, json, ndjson, markdown, html, xlsx

  /// The format that a file's extension names; `nil` where it names none.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    switch path[path.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "xlsx": self = .xlsx
    case "txt": self = .table
    default: return nil
    }
  }

  /// A writer in this format.
  ///
  /// - Parameters:
  ///   - layout: what else is said about how it is written.
  ///   - sink: takes the bytes as they come.
  public func writer(_ layout: Layout = Layout(), to sink: @escaping ([UInt8]) -> Void)
    -> any RowWriter
  {
    let output = Output(sink)
    return switch self {
    case .table where layout.draws: TerminalChart(output, layout: layout)
    case .table: TableWriter(output, width: layout.width)
    case .csv: DelimitedWriter(output, delimiter: UInt8(ascii: ","), layout: layout)
    case .tsv: DelimitedWriter(output, delimiter: UInt8(ascii: "\t"), layout: layout)
    case .json: JSONWriter(output, isArray: true, jsonColumns: layout.jsonColumns)
    case .ndjson: JSONWriter(output, isArray: false, jsonColumns: layout.jsonColumns)
    case .markdown: MarkdownWriter(output)
    case .html: PageWriter(output, title: layout.title)
    case .xlsx: SheetWriter(Workbook(sink), title: layout.title, isWhole: true)
    }
  }

  /// A writer in this format, with the heading of a page and the width of a screen.
  public func writer(title: String, width: Int? = nil, to sink: @escaping ([UInt8]) -> Void)
    -> any RowWriter
  {
    var layout = Layout()
    layout.title = title
    layout.width = width
    return writer(layout, to: sink)
  }
}

/// Gathers text and hands it on in blocks.
final class Output {
  private let sink: ([UInt8]) -> Void
  @exclusivity(unchecked) private var buffer: [UInt8] = []

  init(_ sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 15 { flush() }
  }

  func write(_ byte: UInt8) { buffer.append(byte) }

  func write(_ bytes: ArraySlice<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 15 { flush() }
  }

  func flush() {
    guard !buffer.isEmpty else { return }
    sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
