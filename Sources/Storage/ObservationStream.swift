internal import CSQLite
public import Records

/// Inserts blocks of observations.
///
/// Observations are stored in the order of their series. The rows of a table that is written series
/// by series go straight to their place; those of one that is not, such as a table that is written
/// period by period, are put aside and sorted, and stored at the end: writing them where they belong
/// would touch every page of the table for every block. Small tables go through a virtual table,
/// larger ones as images that SQLite copies.
public final class ObservationStream {
  private let direct: RowStream
  private var image: ObservationImage?
  private var isImageRefused = false
  /// What holds the rows that are put aside; at first all, as long as they fit its memory: whether a
  /// table comes series by series shows where the first series comes back.
  private var sorter: ObservationSorter?
  private var isUndecided = true
  /// The highest series so far.
  private var lastSeries: Int32 = -1
  private var rows = 0

  /// A stream into the table `observation`.
  public init(_ connection: borrowing Connection) throws(Failure) {
    let columns = #"observation_id, period_id, value, status, flag, decimals, line, "column", cell"#
    direct = try RowStream(connection, name: "incoming_observations", columns: 9) { incoming in
      "INSERT INTO observation (\(columns)) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM \(incoming)"
    }
  }

  /// A table of up to so many rows is not worth an image.
  private static let fewRows = 4096
  /// A few rows of a block may go back to an earlier series; a block is sorted at once.
  private static let returnsToSort = 256

  /// Goes over to images, and to sorting, where the rows so far ask for it.
  private func prepare(
    for batch: borrowing ObservationBatch, _ connection: borrowing Connection
  ) throws(Failure) {
    // Rows whose series is not the newest one: their place lies among those that were read before.
    var (highest, returns) = (lastSeries, 0)
    for row in batch.rows {
      if row.series < highest { returns += 1 } else { highest = row.series }
    }
    lastSeries = highest
    rows += batch.rows.count
    guard rows > ObservationStream.fewRows else { return }
    let isScattered = returns > ObservationStream.returnsToSort
    if image == nil, !isImageRefused {
      image = try ObservationImage(connection)
      isImageRefused = image == nil
    }
    guard let image else { return }
    if isScattered {
      isUndecided = false
      if sorter == nil { try image.flush(connection) }
    }
    if sorter == nil, isUndecided || isScattered {
      sorter = ObservationSorter(for: connection.path)
    }
  }

  /// Stores what was put aside in its order.
  private func drain(
    _ sorter: ObservationSorter, into image: ObservationImage, _ connection: borrowing Connection
  ) throws(Failure) {
    // What it hands over lies still for the call.
    unsafe try sorter.finish { (key, record, length) throws(Failure) in
      if image.image.isFull { try image.flush(connection) }
      let added = unsafe image.image.append(row: key, record: record, length)
      guard added else { throw Failure(.bug, "a record grew while it was sorted") }
    }
  }

  /// Puts what waits and what lies aside in its place.
  public func finish(_ connection: borrowing Connection) throws(Failure) {
    guard let image else { return }
    if let sorter {
      try drain(sorter, into: image, connection)
      self.sorter = nil
    }
    try image.flush(connection)
  }

  /// The numbers of the rows of a batch in their order.
  private static func order(_ batch: borrowing ObservationBatch) -> [Int]? {
    func key(_ row: ObservationBatch.Row) -> UInt64 {
      UInt64(UInt32(bitPattern: row.series)) << 32 | UInt64(row.ordinal)
    }
    var last: UInt64 = 0
    var isOrdered = true
    for (index, row) in batch.rows.enumerated() {
      let next = key(row)
      if index > 0, next <= last {
        isOrdered = false
        break
      }
      last = next
    }
    guard !isOrdered else { return nil }
    let keys = batch.rows.map { key($0) }
    return keys.indices.sorted { keys[$0] < keys[$1] }
  }

  /// Puts the rows of a batch into the image or aside; the rows that are too long for a page.
  private func append(
    _ batch: borrowing ObservationBatch, to image: ObservationImage, firstSeries: Int64,
    periods: [Int64], _ connection: borrowing Connection
  ) throws(Failure) -> [Int] {
    let order = sorter == nil ? ObservationStream.order(batch) : nil
    var long: [Int] = []
    let first = UInt64(firstSeries)
    for step in 0..<batch.rows.count {
      let index = order?[step] ?? step
      let row = batch.rows[index]
      let key = (first + UInt64(row.series)) << 24 | UInt64(row.ordinal)
      // The bytes are borrowed for the call; where texts lie in them is checked.
      let isShort = unsafe batch.bytes.withUnsafeBufferPointer {
        unsafe image.encode(row, $0, periods: periods)
      }
      if isUndecided, let sorter, isShort, sorter.isFull(before: image.length) {
        try drain(sorter, into: image, connection)
        self.sorter = nil
        isUndecided = false
      }
      if !isShort {
        long.append(index)
      } else if let sorter {
        try image.append(key, to: sorter)
      } else {
        if image.image.isFull || key <= image.image.lastRow { try image.flush(connection) }
        image.append(key)
      }
    }
    return long
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
    try prepare(for: batch, connection)
    if let image {
      for row in try append(
        batch, to: image, firstSeries: firstSeries, periods: periods, connection)
      {
        try insert(batch, row..<row + 1, firstSeries, periods, isDirect: false)
      }
    } else {
      try insert(batch, 0..<batch.rows.count, firstSeries, periods, isDirect: true)
    }
  }

  /// Inserts rows one by one through the virtual table.
  private func insert(
    _ batch: borrowing ObservationBatch, _ range: Range<Int>, _ firstSeries: Int64,
    _ periods: [Int64], isDirect: Bool
  ) throws(Failure) {
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
            bytes: bytes, rows: rows + range.lowerBound, firstSeries: firstSeries, periods: periods,
            isDirect: isDirect
          )
          unsafe withUnsafeMutablePointer(to: &context) { context in
            do throws(Failure) {
              try unsafe direct.insert(
                rows: range.count, context: context, column: writeObservation)
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
