internal import CSQLite
public import Records

/// Inserts the series of a table, all of them at once when everything is known of them.
public struct SeriesStream: Sendable {
  /// A text among the bytes of all; `nil` as a negative length.
  struct Text: Sendable {
    var start: UInt32 = 0
    var length: Int32 = -1
  }

  /// A series while its observations pass by.
  struct Row: Sendable {
    var indicator: Int64
    var place: Int64
    var unit: Int64
    var multiplier: Double
    var indicatorText: Text
    var placeText: Text
    var unitText: Text
    var dimensions: Text
  }

  /// What its observations say of a series.
  public struct Summary: Sendable {
    /// SDMX CL_FREQ, an ASCII letter; 0 where no period is known.
    public var frequency: UInt8 = 0
    /// The period_id of the earliest; 0 where none is known.
    public var first: Int64 = 0
    /// The period_id of the latest with a value.
    public var last: Int64 = 0
    /// Its value; NaN where there is none.
    public var lastValue = Double.nan
    /// The value before that.
    public var previousValue = Double.nan
    /// What all of its values come to.
    public var sum = FigureSum()

    /// Nothing known.
    public init() {}
  }

  private var rows: [Row] = []
  private var bytes: [UInt8] = []

  /// No series yet.
  public init() {}

  /// How many there are.
  public var count: Int { rows.count }

  /// Adds a series; numbers of entries are 0 where there is none.
  public mutating func add(
    _ description: borrowing SeriesDescription, indicator: Int64?, place: Int64?, unit: Int64?
  ) {
    let row = Row(
      indicator: indicator ?? 0, place: place ?? 0, unit: unit ?? 0,
      multiplier: description.multiplier, indicatorText: text(description.indicatorText),
      placeText: text(description.placeText), unitText: text(description.unitText),
      dimensions: object(description.dimensions))
    rows.append(row)
  }

  private mutating func text(_ text: String?) -> Text {
    guard let text else { return Text() }
    let start = bytes.count
    bytes += text.utf8
    return Text(start: UInt32(start), length: Int32(bytes.count - start))
  }

  /// Dimensions as a JSON object of texts, in the given order; nothing where there are none.
  private mutating func object(_ dimensions: [SeriesDescription.Dimension]) -> Text {
    guard !dimensions.isEmpty else { return Text() }
    let start = bytes.count
    for (index, dimension) in dimensions.enumerated() {
      bytes.append(index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
      quote(dimension.name)
      bytes.append(UInt8(ascii: ":"))
      quote(dimension.value)
    }
    bytes.append(UInt8(ascii: "}"))
    return Text(start: UInt32(start), length: Int32(bytes.count - start))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: { JSONText.isEscaped($0) }) {
      JSONText.escape(Array(text.utf8)[...], into: &bytes)
    } else {
      bytes += text.utf8
    }
    bytes.append(UInt8(ascii: "\""))
  }

  // MARK: Into the table

  /// So many series are inserted by one statement.
  private static let block = 4096

  @unsafe fileprivate struct Context {
    var rows: UnsafePointer<Row>
    var summaries: UnsafePointer<Summary>
    var bytes: UnsafePointer<UInt8>
    var first: Int64
    var source: Int64
  }

  /// Inserts all of them.
  ///
  /// - Parameters:
  ///   - first: the series_id of the first.
  ///   - source: the source_id of all.
  ///   - summary: what is known of a series once all observations have passed by.
  public func insert(
    first: Int64, source: Int64, _ connection: borrowing Connection,
    summary: (Int) -> Summary
  ) throws(Failure) {
    guard !rows.isEmpty else { return }
    let stream = try RowStream(connection, name: "incoming_series", columns: 20) { incoming in
      """
      INSERT INTO series (series_id, source_id, indicator_id, indicator_text, place_id, place_text, unit_id, unit_text,
        multiplier, dimensions, frequency, observations, first_period_id, last_period_id, last_value, previous_value,
        figures, total, lowest, highest)
      SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19 FROM \(incoming)
      """
    }
    let texts = bytes.isEmpty ? [0] : bytes
    var outcome: Result<Void, Failure> = .success(())
    for start in stride(from: 0, to: rows.count, by: SeriesStream.block) {
      let summaries = (start..<min(start + SeriesStream.block, rows.count)).map(summary)
      // The arrays are borrowed for the length of the one statement.
      unsafe texts.withUnsafeBufferPointer { bytes in
        unsafe rows.withUnsafeBufferPointer { rows in
          unsafe summaries.withUnsafeBufferPointer { summaries in
            guard let base = rows.baseAddress, let bytes = bytes.baseAddress,
              let known = summaries.baseAddress
            else { return }
            var context = unsafe Context(
              rows: base + start, summaries: known, bytes: bytes, first: first + Int64(start),
              source: source)
            unsafe withUnsafeMutablePointer(to: &context) { context in
              do throws(Failure) {
                try unsafe stream.insert(
                  rows: summaries.count, context: context, column: writeSeries)
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
}

/// Writes one value of a series.
private let writeSeries:
  @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void = {
    result, raw, index, column in
    let context = unsafe raw.assumingMemoryBound(to: SeriesStream.Context.self)
    let row = unsafe context.pointee.rows + index
    let summary = unsafe context.pointee.summaries + index
    func number(_ value: Int64) { if value != 0 { unsafe sqlite3_result_int64(result, value) } }
    func real(_ value: Double) { if !value.isNaN { unsafe sqlite3_result_double(result, value) } }
    func text(_ text: SeriesStream.Text) {
      guard text.length >= 0 else { return }
      let start = unsafe UnsafeRawPointer(context.pointee.bytes + Int(text.start))
        .assumingMemoryBound(to: CChar.self)
      unsafe sqlite3_result_text(result, start, text.length, nil)
    }
    switch column {
    case 0: unsafe sqlite3_result_int64(result, context.pointee.first + Int64(index))
    case 1: unsafe sqlite3_result_int64(result, context.pointee.source)
    case 2: unsafe number(row.pointee.indicator)
    case 3: unsafe text(row.pointee.indicatorText)
    case 4: unsafe number(row.pointee.place)
    case 5: unsafe text(row.pointee.placeText)
    case 6: unsafe number(row.pointee.unit)
    case 7: unsafe text(row.pointee.unitText)
    case 8: unsafe real(row.pointee.multiplier)
    case 9: unsafe text(row.pointee.dimensions)
    case 10:
      let letter = unsafe summary.pointee.frequency
      guard letter != 0 else { return }
      unsafe letters.withUnsafeBufferPointer { letters in
        unsafe sqlite3_result_text(
          result, letters.baseAddress.unsafelyUnwrapped + Int(letter & 0x7F), 1, nil)
      }
    case 11: unsafe sqlite3_result_int64(result, Int64(summary.pointee.sum.observations))
    case 12: unsafe number(summary.pointee.first)
    case 13: unsafe number(summary.pointee.last)
    case 14: unsafe real(summary.pointee.lastValue)
    case 15: unsafe real(summary.pointee.previousValue)
    case 16: unsafe sqlite3_result_int64(result, Int64(summary.pointee.sum.figures))
    case 17: unsafe real(summary.pointee.sum.total)
    default:
      // Of one figure the sum says all.
      let sum = unsafe summary.pointee.sum
      if sum.figures > 1 { real(column == 18 ? sum.lowest : sum.highest) }
    }
  }

/// One letter for each ASCII code, at an address that stays: it is never written.
private let letters: [CChar] = (0..<128).map { CChar($0) }
