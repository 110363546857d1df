internal import Records
internal import Storage

/// Writes down what a new version of a table revised, so that no report has to set two versions side by side.
///
/// A series of the new version is compared with the one of the old that has the same labels as printed, period by
/// period; where a period stands more than once, the first with the first.
enum RevisionLoad {
  /// Compares the version that was loaded last with the one that it replaces.
  ///
  /// - Complexity: linear in the observations of both; one pair of series is held at a time.
  static func note(new: Int64, old: Int64, _ connection: borrowing Connection) throws(Failure) {
    let select = try connection.prepare(
      "SELECT observation_id, period_id, value FROM observation WHERE observation_id BETWEEN ? AND ?")
    let insert = try connection.prepare(
      "INSERT INTO revision (series_id, period_id, before, after, before_id, after_id) VALUES (?, ?, ?, ?, ?, ?)")
    let pairs = try connection.prepare(
      """
      SELECT a.series_id, b.series_id FROM series AS b
      JOIN series AS a ON a.indicator_text IS b.indicator_text AND a.place_text IS b.place_text
        AND a.unit_text IS b.unit_text AND a.dimensions IS b.dimensions
      WHERE b.source_id = ? AND a.source_id = ? ORDER BY b.series_id
      """)
    try pairs.bind(.integer(new), at: 1)
    try pairs.bind(.integer(old), at: 2)
    var (before, after) = (Series(), Series())
    while try pairs.step() {
      let series = pairs.integer(1)
      try before.read(pairs.integer(0), with: select)
      try after.read(series, with: select)
      for (index, match) in before.matches(in: after).enumerated() {
        let was = before.values[index]
        let now = match.map { after.values[$0] } ?? .null
        if was == now { continue }
        try insert.run(
          .integer(series), before.periods[index], was, now, .integer(before.identifiers[index]),
          match.map { .integer(after.identifiers[$0]) } ?? .null)
      }
    }
  }

  /// The observations of one series in their order.
  private struct Series {
    var identifiers: [Int64] = []
    var periods: [Value] = []
    var values: [Value] = []

    mutating func read(_ series: Int64, with select: borrowing Statement) throws(Failure) {
      identifiers.removeAll(keepingCapacity: true)
      periods.removeAll(keepingCapacity: true)
      values.removeAll(keepingCapacity: true)
      try select.bind(.integer(series << 24), at: 1)
      try select.bind(.integer(series << 24 | 0xFF_FFFF), at: 2)
      defer { select.reset() }
      while try select.step() {
        identifiers.append(select.integer(0))
        periods.append(select.value(1))
        values.append(select.value(2))
      }
    }

    /// For each observation, the place of the one of the same period in another series.
    func matches(in other: Series) -> [Int?] {
      // Nearly always the new version has the same periods in the same order, and perhaps more at the end.
      if other.periods.starts(with: periods) { return Array(periods.indices) }
      var places: [Int64?: [Int]] = [:]
      for (index, period) in other.periods.enumerated().reversed() { places[period.integer, default: []].append(index) }
      return periods.map { places[$0.integer]?.popLast() }
    }
  }
}
