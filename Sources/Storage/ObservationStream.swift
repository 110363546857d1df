internal import CSQLite
public import Records

/// Inserts blocks of observations.
///
/// Observations are stored in the order of their series. A table that is written series by series
/// goes straight to its place; the blocks of one that is not, such as a table that is written
/// period by period, are put aside in a temporary table and sorted at the end: writing them where
/// they belong would touch every page of the table for every block.
public final class ObservationStream {
  private let direct: RowStream
  private var aside: RowStream?
  private var lastSeries: Int32 = -1

  /// A stream into the table `observation`.
  public init(_ connection: borrowing Connection) throws(Failure) {
    direct = try ObservationStream.stream(
      connection, into: "observation", name: "incoming_observations")
  }

  private static let columns =
    #"observation_id, period_id, value, status, flag, decimals, line, "column", cell"#

  private static func stream(
    _ connection: borrowing Connection, into table: String, name: String
  ) throws(Failure) -> RowStream {
    try RowStream(connection, name: name, columns: 9) { incoming in
      "INSERT INTO \(table) (\(columns)) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM \(incoming)"
    }
  }

  /// Where a block goes: straight to its place while no series comes back after another one.
  private func stream(
    for batch: borrowing ObservationBatch, _ connection: borrowing Connection
  ) throws(Failure) -> RowStream {
    if let aside { return aside }
    var (last, returns) = (lastSeries, 0)
    for row in batch.rows where row.series != last {
      if row.series < last { returns += 1 }
      last = row.series
    }
    lastSeries = max(last, lastSeries)
    // A few may come back, and a small table is sorted in memory by writing it.
    guard returns > ObservationStream.returnsToSort else { return direct }
    try connection.execute(
      """
      DROP TABLE IF EXISTS temp.observation_aside;
      CREATE TEMP TABLE observation_aside AS SELECT \(ObservationStream.columns) FROM main.observation WHERE 0;
      """)
    let aside = try ObservationStream.stream(
      connection, into: "temp.observation_aside", name: "aside_observations")
    self.aside = aside
    return aside
  }

  private static let returnsToSort = 256

  /// Puts what lies aside in its place.
  public func finish(_ connection: borrowing Connection) throws(Failure) {
    guard aside != nil else { return }
    try connection.execute(
      """
      INSERT INTO main.observation (\(ObservationStream.columns))
        SELECT \(ObservationStream.columns) FROM temp.observation_aside ORDER BY observation_id;
      DELETE FROM temp.observation_aside;
      """)
    aside = nil
  }

  @unsafe fileprivate struct Context {
    var bytes: UnsafePointer<UInt8>
    var rows: UnsafePointer<ObservationBatch.Row>
    var firstSeries: Int64
    var periods: UnsafePointer<Int64>
    /// The rows go straight to their place.
    var isDirect: Bool
  }

  /// Inserts the rows of a batch.
  ///
  /// - Parameters:
  ///   - firstSeries: the series_id of the source's first series.
  ///   - periods: the period_id of each period of the source, by its ordinal.
  public func insert(
    _ batch: borrowing ObservationBatch, firstSeries: Int64, periods: [Int64],
    _ connection: borrowing Connection
  ) throws(Failure) {
    guard !batch.rows.isEmpty else { return }
    let stream = try stream(for: batch, connection)
    let isDirect = aside == nil
    let count = batch.rows.count
    // One element more, so that there is an address where a table names no period at all.
    let periods = periods + [0]
    let text = batch.bytes.isEmpty ? [0] : batch.bytes
    var outcome: Result<Void, Failure> = .success(())
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe batch.rows.withUnsafeBufferPointer { rows in
        unsafe periods.withUnsafeBufferPointer { periods in
          guard let bytes = bytes.baseAddress, let rows = rows.baseAddress,
            let periods = periods.baseAddress
          else { return }
          var context = unsafe Context(
            bytes: bytes, rows: rows, firstSeries: firstSeries, periods: periods, isDirect: isDirect
          )
          unsafe withUnsafeMutablePointer(to: &context) { context in
            do throws(Failure) {
              try unsafe stream.insert(rows: count, context: context, column: writeObservation)
            } catch {
              outcome = .failure(error)
            }
          }
        }
      }
    }
    try outcome.get()
  }
}

/// Writes one value of the current block.
private let writeObservation:
  @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void = {
    result, raw, index, column in
    let context = unsafe raw.assumingMemoryBound(to: ObservationStream.Context.self)
    let row = unsafe context.pointee.rows + index
    func text(_ start: UInt32, _ length: Int) {
      let start = unsafe UnsafeRawPointer(context.pointee.bytes + Int(start)).assumingMemoryBound(
        to: CChar.self)
      unsafe sqlite3_result_text(result, start, Int32(length), nil)
    }
    switch column {
    case 0:
      // NULL: SQLite takes the number after the largest there is, which is this one, and need not
      // search for its place.
      if unsafe context.pointee.isDirect && row.pointee.isLast { return }
      let series = unsafe context.pointee.firstSeries + Int64(row.pointee.series)
      unsafe sqlite3_result_int64(result, series << 24 | Int64(row.pointee.ordinal))
    case 1:
      let period = unsafe row.pointee.period
      if period >= 0 { unsafe sqlite3_result_int64(result, context.pointee.periods[Int(period)]) }
    case 2:
      let value = unsafe row.pointee.value
      // SQLite stores a NaN as NULL, which is what a missing value is.
      if !value.isNaN { unsafe sqlite3_result_double(result, value) }
    case 3:
      unsafe statusText.withUnsafeBufferPointer { letters in
        unsafe sqlite3_result_text(
          result, letters.baseAddress.unsafelyUnwrapped + Int(row.pointee.status & 0x7F), 1, nil)
      }
    case 4:
      let length = unsafe Int(row.pointee.flagLength)
      if length > 0 { unsafe text(row.pointee.flagStart, length) }
    case 5:
      let decimals = unsafe row.pointee.decimals
      if decimals != 255 { unsafe sqlite3_result_int64(result, Int64(decimals)) }
    case 6: unsafe sqlite3_result_int64(result, Int64(row.pointee.line))
    case 7: unsafe sqlite3_result_int64(result, Int64(row.pointee.column))
    default: unsafe text(row.pointee.cellStart, Int(row.pointee.cellLength))
    }
  }

/// One letter for each ASCII code, at an address that stays: it is never written.
private let statusText: [CChar] = (0..<128).map { CChar($0) }
