internal import CSQLite
public import Records

/// Inserts blocks of observations.
public final class ObservationStream {
  private let stream: RowStream

  /// A stream into the table `observation`.
  public init(_ connection: borrowing Connection) throws(Failure) {
    stream = try RowStream(connection, name: "incoming_observations", columns: 9) { incoming in
      """
      INSERT INTO observation (observation_id, period_id, value, status, flag, decimals, line, "column", cell)
      SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM \(incoming)
      """
    }
  }

  @unsafe fileprivate struct Context {
    var bytes: UnsafePointer<UInt8>
    var rows: UnsafePointer<ObservationBatch.Row>
    var ids: UnsafePointer<Int64>
    var periods: UnsafePointer<Int64>
  }

  /// Inserts the rows of a batch.
  ///
  /// - Parameters:
  ///   - ids: the observation_id of each row.
  ///   - periods: the period_id of each period of the source, by its ordinal.
  public func insert(_ batch: borrowing ObservationBatch, ids: [Int64], periods: [Int64]) throws(Failure) {
    precondition(ids.count == batch.rows.count)
    guard !batch.rows.isEmpty else { return }
    let count = batch.rows.count
    // One element more, so that there is an address where a table names no period at all.
    let periods = periods + [0]
    let text = batch.bytes.isEmpty ? [0] : batch.bytes
    var outcome: Result<Void, Failure> = .success(())
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe batch.rows.withUnsafeBufferPointer { rows in
        unsafe ids.withUnsafeBufferPointer { ids in
          unsafe periods.withUnsafeBufferPointer { periods in
            guard let bytes = bytes.baseAddress, let rows = rows.baseAddress, let ids = ids.baseAddress,
              let periods = periods.baseAddress
            else { return }
            var context = unsafe Context(bytes: bytes, rows: rows, ids: ids, periods: periods)
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
    }
    try outcome.get()
  }
}

/// Writes one value of the current block.
private let writeObservation: @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void = {
  result, raw, index, column in
  let context = unsafe raw.assumingMemoryBound(to: ObservationStream.Context.self)
  let row = unsafe context.pointee.rows + index
  func text(_ start: UInt32, _ length: Int) {
    let start = unsafe UnsafeRawPointer(context.pointee.bytes + Int(start)).assumingMemoryBound(to: CChar.self)
    unsafe sqlite3_result_text(result, start, Int32(length), nil)
  }
  switch column {
  case 0: unsafe sqlite3_result_int64(result, context.pointee.ids[index])
  case 1:
    let period = unsafe row.pointee.period
    if period >= 0 { unsafe sqlite3_result_int64(result, context.pointee.periods[Int(period)]) }
  case 2:
    let value = unsafe row.pointee.value
    // SQLite stores a NaN as NULL, which is what a missing value is.
    if !value.isNaN { unsafe sqlite3_result_double(result, value) }
  case 3:
    unsafe statusText.withUnsafeBufferPointer { letters in
      unsafe sqlite3_result_text(result, letters.baseAddress.unsafelyUnwrapped + Int(row.pointee.status & 0x7F), 1, nil)
    }
  case 4:
    let length = unsafe Int(row.pointee.flagLength)
    if length > 0 { unsafe text(row.pointee.cellStart + row.pointee.cellLength, length) }
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
