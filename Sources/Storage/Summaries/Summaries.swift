public import Records

/// What figures come to, kept with them: of each series in `series`, and of the series of one kind
/// in each period in `period_summary`.
///
/// The first is there for every series. The second is kept for the sources that say so
/// (`source.summarised` is 1); whoever asks reads the observations of the others.
public enum Summaries {
  /// Summaries of periods are kept where they are at least so many times fewer than the
  /// observations: their rows are about as long, and writing and storing them stays below a
  /// sixteenth of what the observations cost.
  public static let least = 16

  /// Writes the summaries of a table that was read, and notes of its source how many observations
  /// it has and whether it has summaries.
  ///
  /// A source may hold several tables: it has summaries of periods where all of them have.
  ///
  /// - Parameter periods: the period_id of each period.
  public static func keep(
    _ summaries: PeriodSummaries, periods: [Int64], of source: Int64, least: Int = least,
    _ connection: borrowing Connection
  ) throws(Failure) {
    let before = try connection.value(
      "SELECT summarised FROM source WHERE source_id = ?", .integer(source))
    var isKept = false
    if before != .integer(0) {
      isKept = try summaries.insert(periods: periods, least: least, connection)
    }
    if !isKept, before == .integer(1) { try clear(source, connection) }
    try connection.run(
      "UPDATE source SET observed = coalesce(observed, 0) + ?, summarised = ? WHERE source_id = ?",
      .integer(Int64(summaries.observations)), .integer(isKept ? 1 : 0), .integer(source))
  }

  /// Removes the summaries of periods of a source, before its series are removed.
  public static func clear(
    _ source: Int64, _ connection: borrowing Connection
  ) throws(Failure) {
    try connection.run(
      """
      DELETE FROM period_summary
      WHERE series_id IN (SELECT series_id FROM series WHERE source_id = ?)
      """, .integer(source))
  }

  // MARK: From what is stored

  /// Writes the summaries of sources that were loaded before there were any.
  static func complete(_ connection: borrowing Connection) throws(Failure) {
    let sources = try connection.rows(
      "SELECT source_id FROM source WHERE kind = 'observations' AND summarised IS NULL")
    for row in sources {
      if let source = row[0].integer { try fill(source, connection) }
    }
  }

  /// Writes the summaries of a source anew, from its observations.
  ///
  /// - Complexity: linear in the observations; memory as while a table is loaded.
  public static func fill(
    _ source: Int64, least: Int = least, _ connection: borrowing Connection
  ) throws(Failure) {
    try clear(source, connection)
    try connection.run(
      "UPDATE source SET observed = NULL, summarised = NULL WHERE source_id = ?",
      .integer(source))
    let select = try connection.prepare(
      """
      SELECT series_id, indicator_id, indicator_text, unit_id, unit_text FROM series
      WHERE source_id = ? AND series_id > ? ORDER BY series_id LIMIT 1000
      """)
    var filling = Filling(
      read: try connection.prepare(
        "SELECT period_id, value FROM observation WHERE observation_id BETWEEN ? AND ?"),
      update: try connection.prepare(
        "UPDATE series SET figures = ?, total = ?, lowest = ?, highest = ? WHERE series_id = ?"))
    var last: Int64 = 0
    while true {
      // What is walked through must not change meanwhile: a thousand series at a time.
      var series: [(id: Int64, kind: PeriodSummaries.Kind)] = []
      try select.bind(.integer(source), at: 1)
      try select.bind(.integer(last), at: 2)
      while try select.step() {
        let kind = PeriodSummaries.Kind(
          indicator: select.integer(1), indicatorText: select.text(2), unit: select.integer(3),
          unitText: select.text(4))
        series.append((select.integer(0), kind))
      }
      select.reset()
      for (id, kind) in series { try filling.take(id, kind) }
      guard let newest = series.last else { break }
      last = newest.id
    }
    try keep(
      filling.summaries, periods: filling.periods, of: source, least: least, connection)
  }

  /// A source whose series are summed up one after the other.
  private struct Filling: ~Copyable {
    let read: Statement
    let update: Statement
    var summaries = PeriodSummaries()
    var periods: [Int64] = []
    private var ordinals: [Int64: Int32] = [:]

    init(read: consuming Statement, update: consuming Statement) {
      self.read = read
      self.update = update
    }

    mutating func take(_ series: Int64, _ kind: PeriodSummaries.Kind) throws(Failure) {
      summaries.begin(series, kind)
      var sum = FigureSum()
      try read.bind(.integer(series << 24), at: 1)
      try read.bind(.integer(series << 24 | 0xFF_FFFF), at: 2)
      while try read.step() {
        let value = read.isNull(1) ? Double.nan : read.real(1)
        let period = read.isNull(0) ? -1 : ordinal(read.integer(0))
        sum.add(value)
        summaries.add(period: period, value)
      }
      read.reset()
      func real(_ value: Double, _ least: Int32) -> Value {
        sum.figures < least ? .null : .real(value)
      }
      try update.run(
        .integer(Int64(sum.figures)), real(sum.total, 1), real(sum.lowest, 2),
        real(sum.highest, 2), .integer(series))
    }

    private mutating func ordinal(_ period: Int64) -> Int32 {
      if let known = ordinals[period] { return known }
      let next = Int32(periods.count)
      ordinals[period] = next
      periods.append(period)
      summaries.widen(to: periods.count)
      return next
    }
  }
}
