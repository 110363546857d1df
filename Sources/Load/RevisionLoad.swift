internal import Records
internal import Storage

/// Writes down what a new version of a table revised, so that no report has to set two versions
/// side by side.
///
/// A series of the new version is compared with the one of the old that has the same labels as
/// printed, period by period; where a period stands more than once, the first with the first.
enum RevisionLoad {
  /// Compares the version that was loaded last with the one that it replaces.
  ///
  /// - Complexity: linear in the observations of both; the labels of the old series and one pair of
  ///   series are held.
  static func note(new: Int64, old: Int64, _ connection: borrowing Connection) throws(Failure) {
    let select = try connection.prepare(
      "SELECT observation_id, period_id, value FROM observation WHERE observation_id BETWEEN ? AND ?"
    )
    let insert = try connection.prepare(
      "INSERT INTO revision (series_id, period_id, before, after, before_id, after_id) VALUES (?, ?, ?, ?, ?, ?)"
    )
    let labelled = try connection.prepare(
      """
      SELECT series_id, indicator_text, place_text, unit_text, dimensions FROM series WHERE source_id = ?
      ORDER BY series_id
      """)
    var olds: [[String?]: Int64] = [:]
    try labelled.bind(.integer(old), at: 1)
    while try labelled.step() { olds[(1...4).map { labelled.text($0) }] = labelled.integer(0) }
    labelled.reset()
    try labelled.bind(.integer(new), at: 1)
    var (before, after) = (Series(), Series())
    while try labelled.step() {
      guard let replaced = olds[(1...4).map { labelled.text($0) }] else { continue }
      let series = labelled.integer(0)
      try before.read(replaced, with: select)
      try after.read(series, with: select)
      let matches = before.matches(in: after)
      for index in before.values.indices {
        let match = matches.map { $0[index] } ?? index
        let was = before.values[index]
        let now = match < 0 ? .nan : after.values[match]
        if was == now || was.isNaN && now.isNaN { continue }
        let period = before.periods[index]
        try insert.run(
          .integer(series), period == Series.noPeriod ? .null : .integer(period),
          was.isNaN ? .null : .real(was),
          now.isNaN ? .null : .real(now), .integer(before.identifiers[index]),
          match < 0 ? .null : .integer(after.identifiers[match]))
      }
    }
  }

  /// The observations of one series in their order; a missing value is not a number.
  private struct Series {
    var identifiers: [Int64] = []
    var periods: [Int64] = []
    var values: [Double] = []

    /// Stands for a period that the table does not name.
    static let noPeriod: Int64 = -1

    mutating func read(_ series: Int64, with select: borrowing Statement) throws(Failure) {
      identifiers.removeAll(keepingCapacity: true)
      periods.removeAll(keepingCapacity: true)
      values.removeAll(keepingCapacity: true)
      try select.bind(.integer(series << 24), at: 1)
      try select.bind(.integer(series << 24 | 0xFF_FFFF), at: 2)
      defer { select.reset() }
      while try select.step() {
        identifiers.append(select.integer(0))
        periods.append(select.isNull(1) ? Series.noPeriod : select.integer(1))
        values.append(select.isNull(2) ? .nan : select.real(2))
      }
    }

    /// For each observation, the place of the one of the same period in another series, below zero
    /// where there is none; `nil` where all of them stand at their own place.
    func matches(in other: Series) -> [Int]? {
      // Nearly always the new version has the same periods in the same order, and perhaps more at
      // the end.
      if other.periods.starts(with: periods) { return nil }
      var places: [Int64: [Int]] = [:]
      for (index, period) in other.periods.enumerated().reversed() {
        places[period, default: []].append(index)
      }
      return periods.map { places[$0]?.popLast() ?? -1 }
    }
  }
}
