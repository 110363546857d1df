/// Which columns of a table depend on which, by the rows of its head.
///
/// A column determines another where each of its labels stands with one label of the other only.
/// What was counted is remembered; one relation belongs to one thread.
final class ColumnRelation {
  private let rows: [TableHead.Row]
  private var dependences: [Int: Double] = [:]
  private var known: [Int: Set<String>] = [:]

  init(_ rows: some Sequence<TableHead.Row>) { self.rows = Array(rows.prefix(600)) }

  /// The share of the labels of one column that stand with one label of another only; blank cells
  /// say nothing.
  func dependence(of other: Int, on column: Int) -> Double {
    if let found = dependences[column << 20 | other] { return found }
    var seen: [String: String] = [:]
    var broken: Set<String> = []
    for row in rows {
      let (key, value) = (row.cell(column), row.cell(other))
      guard !key.isEmpty, !value.isEmpty else { continue }
      if seen[key, default: value] != value { broken.insert(key) }
      seen[key] = value
    }
    let found = seen.isEmpty ? 0 : 1 - Double(broken.count) / Double(seen.count)
    dependences[column << 20 | other] = found
    return found
  }

  /// Whether one column determines another, a few labels that several things share left aside.
  func determines(_ column: Int, _ other: Int) -> Bool {
    dependence(of: other, on: column) >= 0.95
  }

  /// Whether one column is finer than another: it determines the other for most of its labels, as
  /// names of counties do for states, and is not determined.
  func isFiner(_ column: Int, than other: Int) -> Bool {
    let (own, others) = (labels(column).count, labels(other).count)
    if others == 1, own > 1 { return true }
    return own > others && dependence(of: other, on: column) >= 0.7
      && dependence(of: column, on: other) < 0.7
  }

  /// Whether each of two columns determines the other, as a code and its label do.
  func correspond(_ column: Int, _ other: Int) -> Bool {
    determines(column, other) && determines(other, column)
  }

  /// The distinct labels of a column.
  func labels(_ column: Int) -> Set<String> {
    if let found = known[column] { return found }
    var labels: Set<String> = []
    for row in rows where !row.cell(column).isEmpty { labels.insert(row.cell(column)) }
    known[column] = labels
    return labels
  }
}
