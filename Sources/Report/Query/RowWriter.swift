public import Records
public import Storage

/// Takes the rows of a result.
public protocol RowWriter: AnyObject {
  /// Before the first row: the names of the columns.
  func begin(_ columns: [String])
  /// The next row.
  func row(_ values: [Value])
  /// After the last row.
  func end()
}

/// A writer that takes rows as they come from the database: faster than one by one.
protocol BlockWriter: RowWriter {
  /// The next rows.
  func rows(_ block: ResultBlock)
}

/// A writer of a format that cannot hold everything.
public protocol LimitedWriter: RowWriter {
  /// What it could not hold; `nil` while all is well.
  var failure: Failure? { get }
}

/// One file of several results, one after the other.
public protocol JointWriter: AnyObject {
  /// A writer of the rows of the next result, which ends before another one begins.
  func part(_ title: String) -> any RowWriter
  /// After the last result.
  func finish()
  /// What it could not hold; `nil` while all is well.
  var failure: Failure? { get }
}

/// A writer that shows more of a report than its rows: what was asked, a chart, the articles behind
/// it.
protocol ReportPresenter: RowWriter {
  /// Before everything else, where the rows are a report's: the report and what was asked of it.
  func present(_ report: Report, _ parameters: [(name: String, value: String)])
  /// The columns and rows as the statement gives them, before they are turned; each row comes here
  /// before it is written.
  func gather(_ columns: [String])
  func gather(_ row: [Value])
  /// After the last row: what else is needed from the warehouse.
  func enclose(_ connection: borrowing Connection) throws(Failure)
}

extension ReportPresenter {
  func gather(_ columns: [String]) {}
  func gather(_ row: [Value]) {}
  func enclose(_ connection: borrowing Connection) throws(Failure) {}
}
