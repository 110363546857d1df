internal import CSQLite
public import Records

/// What the figures of one table come to, kind by kind and period by period, while they pass by.
///
/// Of one kind are the series with the same indicator and unit, as known and as printed. Kinds and
/// periods span a rectangle of slots, so that a figure finds its own by two numbers; a table for
/// which the rectangle is too large has no summaries of periods.
public struct PeriodSummaries: Sendable {
  /// What a series has in common with others of its kind; numbers are 0 where there is none.
  public struct Kind: Hashable, Sendable {
    var indicator: Int64
    var indicatorText: String?
    var unit: Int64
    var unitText: String?

    /// A kind by its indicator and unit.
    public init(indicator: Int64, indicatorText: String?, unit: Int64, unitText: String?) {
      self.indicator = indicator
      self.indicatorText = indicatorText
      self.unit = unit
      self.unitText = unitText
    }
  }

  /// So many slots are held at most: 20 MB of them.
  private static let mostSlots = 1 << 19
  /// So many kinds are told apart at most.
  private static let mostKinds = 1 << 16

  private var kinds: [Kind: Int32] = [:]
  private var newest: (kind: Kind, number: Int32)?
  /// The kind of each series.
  private var kindOf: [Int32] = []
  /// The number of the first series of each kind.
  private var first: [Int64] = []
  private var slots: [FigureSum] = []
  /// The slots of one kind: figures without a period, then one for each period.
  private var stride = 1
  /// Whether they fit so far.
  private var isHeld = true
  /// How many observations passed by.
  private(set) var observations = 0

  /// Nothing yet.
  public init() {}

  /// Takes in the series that comes next, by its series_id.
  public mutating func begin(_ series: Int64, _ kind: Kind) {
    guard isHeld else { return }
    if let newest, newest.kind == kind {
      kindOf.append(newest.number)
      return
    }
    let number = kinds[kind] ?? Int32(first.count)
    if number == first.count {
      guard first.count < PeriodSummaries.mostKinds,
        (first.count + 1) * stride <= PeriodSummaries.mostSlots
      else { return giveUp() }
      kinds[kind] = number
      first.append(series)
      slots.append(contentsOf: repeatElement(FigureSum(), count: stride))
    }
    newest = (kind, number)
    kindOf.append(number)
  }

  /// Makes room for so many periods.
  public mutating func widen(to periods: Int) {
    guard isHeld, periods + 1 > stride else { return }
    let kinds = max(1, first.count)
    guard (periods + 1) * kinds <= PeriodSummaries.mostSlots else { return giveUp() }
    // Twice as many, where there is room: wide tables name their periods at once, long ones do not.
    let wider = max(periods + 1, min(stride * 2, PeriodSummaries.mostSlots / kinds))
    var moved = [FigureSum](repeating: FigureSum(), count: wider * first.count)
    for kind in first.indices {
      for slot in 0..<stride { moved[kind * wider + slot] = slots[kind * stride + slot] }
    }
    (slots, stride) = (moved, wider)
  }

  /// Takes in observations.
  public mutating func add(_ rows: [ObservationBatch.Row]) {
    observations += rows.count
    guard isHeld else { return }
    for row in rows { add(to: Int(kindOf[Int(row.series)]), period: row.period, row.value) }
  }

  /// Takes in an observation of the newest series; -1 for no period, NaN for a missing value.
  mutating func add(period: Int32, _ value: Double) {
    observations += 1
    guard isHeld, let kind = kindOf.last else { return }
    add(to: Int(kind), period: period, value)
  }

  @inline(__always)
  private mutating func add(to kind: Int, period: Int32, _ value: Double) {
    slots[kind * stride + Int(period) + 1].add(value)
  }

  private mutating func giveUp() {
    isHeld = false
    (kinds, newest, kindOf, first, slots) = ([:], nil, [], [], [])
  }

  // MARK: Into the table

  /// Inserts them, if they are shorter than the observations by far; whether they are.
  ///
  /// - Parameters:
  ///   - periods: the period_id of each period.
  ///   - least: how many times shorter they must be.
  func insert(
    periods: [Int64], least: Int, _ connection: borrowing Connection
  ) throws(Failure) -> Bool {
    guard isHeld else { return false }
    let filled = slots.count { $0.observations > 0 }
    guard filled > 0, filled * least <= observations else { return false }
    // In the order of the table, so that each row comes after the one before.
    let order = [-1] + periods.indices.sorted { periods[$0] < periods[$1] }
    var rows: [Row] = []
    rows.reserveCapacity(filled)
    for kind in first.indices {
      for period in order {
        let slot = slots[kind * stride + period + 1]
        guard slot.observations > 0 else { continue }
        let id = period < 0 ? 0 : periods[period]
        rows.append(Row(series: first[kind], period: id, sum: slot))
      }
    }
    let stream = try RowStream(connection, name: "incoming_summaries", columns: 7) { incoming in
      """
      INSERT INTO period_summary
        (series_id, period_id, observations, figures, total, lowest, highest)
      SELECT c0, c1, c2, c3, c4, c5, c6 FROM \(incoming)
      """
    }
    var outcome: Result<Void, Failure> = .success(())
    // Borrowed for the length of the one statement, which only reads.
    unsafe rows.withUnsafeMutableBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      do throws(Failure) {
        try unsafe stream.insert(rows: rows.count, context: base, column: writeSummary)
      } catch {
        outcome = .failure(error)
      }
    }
    try outcome.get()
    return true
  }

  fileprivate struct Row: Sendable {
    var series: Int64
    var period: Int64
    var sum: FigureSum
  }
}

/// Writes one value of a summary.
private let writeSummary:
  @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void = {
    result, raw, index, column in
    let row = unsafe raw.assumingMemoryBound(to: PeriodSummaries.Row.self) + index
    func real(_ value: Double) { if !value.isNaN { unsafe sqlite3_result_double(result, value) } }
    switch column {
    case 0: unsafe sqlite3_result_int64(result, row.pointee.series)
    case 1: unsafe sqlite3_result_int64(result, row.pointee.period)
    case 2: unsafe sqlite3_result_int64(result, Int64(row.pointee.sum.observations))
    case 3: unsafe sqlite3_result_int64(result, Int64(row.pointee.sum.figures))
    case 4: unsafe real(row.pointee.sum.total)
    case 5: unsafe real(row.pointee.sum.lowest)
    default: unsafe real(row.pointee.sum.highest)
    }
  }
