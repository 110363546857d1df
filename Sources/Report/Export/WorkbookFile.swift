internal import Records
internal import Storage

/// A workbook with one sheet an item, written beside its place.
final class WorkbookFile: ReportPresenter {
  private let file: AtomicFile
  private let workbook: Workbook
  private var sheet: (any RowWriter)?
  /// The columns of the last sheet with what their values are.
  private(set) var fields: [(name: String, type: ColumnType)] = []
  /// The rows of the last sheet.
  private(set) var rows = 0

  init(_ path: String, gzip: Bool, isNoted: Bool) throws(Failure) {
    let file = try AtomicFile(path, gzip: gzip, isNoted: isNoted)
    self.file = file
    workbook = Workbook { file.write($0) }
  }

  /// Adds an item as a sheet.
  func add(_ selection: Selection, from connection: borrowing Connection) throws(Failure) {
    sheet = workbook.sheet(selection.item.name)
    rows = 0
    try selection.run(on: connection, to: self)
    if let failure = workbook.failure { throw failure }
  }

  /// Completes the file, which is then moved by who made the export.
  func finish() throws(Failure) -> AtomicFile {
    workbook.finish()
    if let failure = workbook.failure { throw failure }
    try file.seal()
    return file
  }

  func discard() { file.discard() }

  func begin(_ columns: [String]) {
    fields = columns.map { ($0, ColumnType()) }
    sheet?.begin(columns)
  }

  func row(_ values: [Value]) {
    for index in fields.indices { fields[index].type.add(values[index]) }
    rows += 1
    sheet?.row(values)
  }

  func end() { sheet?.end() }

  private var presenter: (any ReportPresenter)? { sheet as? any ReportPresenter }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    presenter?.present(report, parameters)
  }
  func gather(_ columns: [String]) { presenter?.gather(columns) }
  func gather(_ row: [Value]) { presenter?.gather(row) }
  func enclose(_ connection: borrowing Connection) throws(Failure) {
    try presenter?.enclose(connection)
  }
}
