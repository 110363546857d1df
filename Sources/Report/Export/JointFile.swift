internal import Records
internal import Storage

/// One file of several items, written beside its place: a workbook with a sheet each, or a page of
/// reports.
final class JointFile: ReportPresenter {
  private let file: AtomicFile
  private let whole: any JointWriter
  private var part: (any RowWriter)?
  /// The columns of the last item with what their values are.
  private(set) var fields: [(name: String, type: ColumnType)] = []
  /// The rows of the last item.
  private(set) var rows = 0

  init(_ export: Export, at path: String) throws(Failure) {
    let file = try AtomicFile(path, gzip: export.isCompressed, isNoted: export.isNoted)
    self.file = file
    whole =
      export.format == .rows(.html)
      ? PageBook(title: export.title, of: export.items.map(\.title)) { file.write($0) }
      : Workbook { file.write($0) }
  }

  /// Adds an item.
  func add(_ selection: Selection, from connection: borrowing Connection) throws(Failure) {
    part = whole.part(selection.item.name)
    rows = 0
    try selection.run(on: connection, to: self)
    if let failure = whole.failure { throw failure }
  }

  /// Completes the file, which is then moved by who made the export.
  func finish() throws(Failure) -> AtomicFile {
    whole.finish()
    if let failure = whole.failure { throw failure }
    try file.seal()
    return file
  }

  func discard() { file.discard() }

  func begin(_ columns: [String]) {
    fields = columns.map { ($0, ColumnType()) }
    part?.begin(columns)
  }

  func row(_ values: [Value]) {
    for index in fields.indices { fields[index].type.add(values[index]) }
    rows += 1
    part?.row(values)
  }

  func end() { part?.end() }

  private var presenter: (any ReportPresenter)? { part as? any ReportPresenter }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    presenter?.present(report, parameters)
  }
  func gather(_ columns: [String]) { presenter?.gather(columns) }
  func gather(_ row: [Value]) { presenter?.gather(row) }
  func enclose(_ connection: borrowing Connection) throws(Failure) {
    try presenter?.enclose(connection)
  }
}
