internal import Records
internal import Schema
internal import Storage

/// How far figures of an indicator are usually revised: learnt from the versions of tables that the
/// warehouse has seen, else from `Schema/check/revisions.csv`.
struct Revisions {
  /// How far a figure may move.
  struct Usual: Sendable {
    /// As a share of a level; `nil` where only points are known.
    var share: Double?
    /// In percentage points, for rates; `nil` where only a share is known.
    var points: Double?
    /// Where this is known from, in words.
    var origin: String
  }

  /// From how many revised figures on the warehouse's own experience counts.
  static let enough = 20
  /// The share of revised figures that moved by no more than what is usual.
  static let quantile = 0.95

  private var listed: [String: Usual] = [:]
  private var learnt: [Int64: Usual] = [:]
  private let terms: [Int64: Terms.Indicator]

  init(_ connection: borrowing Connection, _ terms: Terms) throws(Failure) {
    self.terms = terms.indicators
    let lines = (Schema.file("check/revisions.csv")?.text ?? "").split(separator: "\n").dropFirst()
    for line in lines {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count >= 3 else { continue }
      listed[String(cells[0])] = Usual(
        share: Double(cells[1]).map { $0 / 100 }, points: Double(cells[2]),
        origin: "such figures are usually revised")
    }
    var moves: [Int64: [(share: Double, points: Double)]] = [:]
    for row in try connection.rows(
      """
      SELECT r.indicator_id, v.before, v.after FROM revision AS v JOIN series AS r ON r.series_id = v.series_id
      WHERE r.indicator_id IS NOT NULL AND v.before IS NOT NULL AND v.after IS NOT NULL AND v.before <> 0
        AND v.before <> v.after
      """)
    {
      guard let id = row[0].integer, let before = row[1].number, let after = row[2].number else {
        continue
      }
      let move = abs(after - before)
      moves[id, default: []].append((move / abs(before), move))
    }
    for (id, list) in moves where list.count >= Revisions.enough {
      func usual(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * Revisions.quantile))]
      }
      learnt[id] = Usual(
        share: usual(list.map(\.share)), points: usual(list.map(\.points)),
        origin: "\(list.count) revisions in this warehouse")
    }
  }

  /// How far a value of an indicator may have moved.
  ///
  /// - Parameters:
  ///   - isChange: whether the value is a change or a rate of change, in percent.
  ///   - isPercent: whether the value is in percent.
  func margin(_ indicator: Int64, value: Double, isChange: Bool, isPercent: Bool) -> (
    size: Double, origin: String
  ) {
    let general = listed[""] ?? Usual(share: 0.05, points: 0.3, origin: "")
    let own = learnt[indicator] ?? terms[indicator].flatMap { listed[$0.code] }
    let origin = own?.origin ?? general.origin
    let share = abs(value) * (own?.share ?? general.share ?? 0)
    let points = own?.points ?? general.points ?? 0
    if isChange { return (points, origin) }
    guard isPercent else { return (share, origin) }
    guard let own else { return (max(share, points), origin) }
    return (own.points ?? share, origin)
  }
}
