internal import Records
internal import Storage

/// Writes the rows of one item to a file, or to one file for each value of the columns that it is
/// partitioned by.
///
/// Rows come ordered by those columns, so that one file is open at a time. A row writer cannot
/// throw: the first failure is kept, later rows are passed over, and `finish` throws it.
final class FileSetWriter: RowWriter {
  /// A file that is complete, but not in its place.
  struct Written {
    var entry: Manifest.File
    /// Holds the lock on the temporary file; `nil` where it lies in a folder that only this process
    /// knows.
    var file: AtomicFile?
  }

  private let export: Export
  private let selection: Selection
  /// The folder that paths are relative to.
  private let folder: String
  /// The folder is known to this process alone: files get their final names in it.
  private let isScratch: Bool
  /// The path of a file, relative to the folder, without the folders of its partition.
  private let name: String

  private(set) var written: [Written] = []
  /// The columns in the files, with what their values are.
  private(set) var fields: [(name: String, type: ColumnType)] = []

  private var kept: [Int] = []
  private(set) var keys: [Int] = []
  private var current: (file: AtomicFile, rows: any RowWriter, entry: Manifest.File)?
  private var currentKey: [Value]?
  private var failure: Failure?

  /// The report whose rows these are, and what was asked of it.
  var presented: (report: Report, parameters: [(name: String, value: String)])?
  /// Rows for a chart that came before there was a page.
  var gathered = ChartRows()
  /// The page that is being written.
  var page: (any ReportPresenter)?

  init(_ export: Export, _ selection: Selection, name: String, in folder: String, isScratch: Bool) {
    self.export = export
    self.selection = selection
    self.name = name
    self.folder = folder
    self.isScratch = isScratch
  }

  func begin(_ columns: [String]) {
    keys = export.partition.compactMap { columns.firstIndex(of: $0) }
    kept = columns.indices.filter { !keys.contains($0) }
    fields = kept.map { (columns[$0], ColumnType()) }
    if keys.isEmpty { open([]) }
  }

  func row(_ values: [Value]) {
    guard failure == nil else { return }
    if !keys.isEmpty {
      let key = keys.map { values[$0] }
      if key != currentKey {
        close()
        currentKey = key
        open(key)
      }
    }
    for (index, column) in kept.enumerated() { fields[index].type.add(values[column]) }
    current?.rows.row(keys.isEmpty ? values : kept.map { values[$0] })
    current?.entry.rows += 1
  }

  func end() { close() }

  /// Throws what failed while rows were written.
  func finish() throws(Failure) {
    if let failure { throw failure }
  }

  /// Removes what was written.
  func discard() {
    current?.file.discard()
    for file in written { file.file?.discard() }
  }

  private func open(_ key: [Value]) {
    guard failure == nil else { return }
    let partition = zip(export.partition, key).map { (column: $0, value: Cell.text($1)) }
    let relative = (partition.map { FileSetWriter.folder($0.column, $0.value) } + [name]).joined(
      separator: "/")
    let path = folder + "/" + relative
    do throws(Failure) {
      try FilePath.makeFolder(FilePath.split(path).folder)
      let file = try AtomicFile(
        path, gzip: export.isCompressed, isNoted: !isScratch && export.isNoted)
      let format: Format = if case .rows(let format) = export.format { format } else { .csv }
      var layout = export.layout
      layout.title = export.title ?? selection.item.name
      let rows = format.writer(layout) { file.write($0) }
      introduce(rows)
      rows.begin(fields.map(\.name))
      current = (
        file, rows, Manifest.File(table: selection.item.name, path: relative, partition: partition)
      )
    } catch {
      failure = error
    }
  }

  private func close() {
    guard let (file, rows, written) = current else { return }
    var entry = written
    current = nil
    rows.end()
    do throws(Failure) {
      if let failure = (rows as? any LimitedWriter)?.failure { throw failure }
      try file.seal()
      entry.bytes = file.bytes
      entry.sha256 = file.sha256
      if isScratch { try file.publish() }
      self.written.append(Written(entry: entry, file: isScratch ? nil : file))
    } catch {
      failure = error
    }
  }

  /// A folder of a partition as Hive names it: `place_code=CHN`, with what file systems or readers
  /// would take for something else as `%XX`.
  static func folder(_ column: String, _ value: String?) -> String {
    guard let value, !value.isEmpty else { return column + "=__HIVE_DEFAULT_PARTITION__" }
    let special = "\"#%'*/:=?\\{}[]^".unicodeScalars
    let text = value.unicodeScalars.map { scalar in
      let isPlain = scalar.value >= 0x20 && scalar.value != 0x7F && !special.contains(scalar)
      guard isPlain else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "%" + String(repeating: "0", count: 2 - digits.count) + digits
      }
      return String(scalar)
    }.joined()
    return column + "=" + text
  }
}
