internal import Storage

/// Hands rows to a writer as they come from the database, up to a limit, and counts them.
struct RowSink {
  /// Sees the rows as well, where there is one.
  let presenter: (any ReportPresenter)?
  /// What came of it.
  private(set) var outcome = Query.Outcome()

  /// The names of the columns.
  var columns: [String] = []

  private var hasBegun = false
  private let writer: any RowWriter
  private let blocks: (any BlockWriter)?
  private let limit: Int

  init(_ writer: any RowWriter, presenter: (any ReportPresenter)?, limit: Int?) {
    self.writer = writer
    self.presenter = presenter
    blocks = presenter == nil ? writer as? any BlockWriter : nil
    self.limit = limit ?? .max
  }

  /// Tells the names of the columns, once: with the first rows, as a statement that fails before it
  /// has any writes nothing; or at the end, where there were none.
  mutating func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    presenter?.gather(columns)
    writer.begin(columns)
  }

  /// The next rows; whether more are wanted.
  mutating func take(_ block: ResultBlock) -> Bool {
    begin()
    if let blocks, block.rows <= limit - outcome.rows {
      blocks.rows(block)
      outcome.rows += block.rows
      return true
    }
    var outcome = outcome
    block.forEach { row in
      outcome.isCut = outcome.rows >= limit
      if outcome.isCut { return false }
      presenter?.gather(row)
      writer.row(row)
      outcome.rows += 1
      return true
    }
    self.outcome = outcome
    return !outcome.isCut
  }
}
