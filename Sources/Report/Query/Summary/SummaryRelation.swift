internal import Storage

/// A table or view whose figures have summaries: which of its columns the summaries have, and how
/// they are put in its place.
///
/// The columns that count and sum up have names that no statement uses.
struct SummaryRelation {
  /// What one row of the summaries is.
  enum Level: Equatable {
    /// A series.
    case series
    /// The series of one kind in one period.
    case period
  }

  /// A column of the relation, and what it is in the summaries.
  struct Column {
    var name: String
    /// The expression; its tables are called by the letters of `ofSeries` and `ofPeriods`.
    var expression: String
    /// Where it is the same for all rows of a summary.
    var levels: [Level]
    /// The join that it needs.
    var join: String?
  }

  /// Its name.
  let name: String
  /// The columns that summaries have.
  let columns: [Column]
  /// All other columns.
  let others: Set<String>

  // What counts and sums up, if it is asked for.
  static let observations = "tally:observations"
  static let figures = "tally:figures"
  static let total = "tally:total"
  static let lowest = "tally:lowest"
  static let highest = "tally:highest"

  /// The view `observations`: its rows have a value, and are of current sources.
  static let view = SummaryRelation(
    name: "observations",
    columns: ["locator", "title", "publisher", "published"].map {
      Column(name: $0, expression: "s.\($0)", levels: [.series, .period])
    } + [
      Column(
        name: "unit", expression: "u.code", levels: [.series, .period],
        join: "LEFT JOIN unit AS u ON u.unit_id = r.unit_id"),
      Column(name: "unit_text", expression: "r.unit_text", levels: [.series, .period]),
      Column(
        name: "indicator_code", expression: "i.code", levels: [.series, .period],
        join: SummaryRelation.indicator),
      Column(
        name: "indicator", expression: "i.name", levels: [.series, .period],
        join: SummaryRelation.indicator),
      Column(name: "indicator_text", expression: "r.indicator_text", levels: [.series, .period]),
      Column(
        name: "place_code", expression: "p.code", levels: [.series], join: SummaryRelation.place),
      Column(name: "place", expression: "p.name", levels: [.series], join: SummaryRelation.place),
      Column(name: "place_text", expression: "r.place_text", levels: [.series]),
      Column(name: "dimensions", expression: "r.dimensions", levels: [.series]),
      Column(name: "series_id", expression: "r.series_id", levels: [.series]),
      Column(
        name: "period", expression: "t.period", levels: [.period], join: SummaryRelation.period),
      Column(
        name: "frequency", expression: "t.frequency", levels: [.period],
        join: SummaryRelation.period),
    ],
    others: [
      "observation_id", "line", "column", "cell", "value", "status", "flag", "decimals",
    ])

  /// The table `observation`: all versions, missing values included.
  static let table = SummaryRelation(
    name: "observation",
    columns: [
      Column(
        name: "period_id", expression: "CAST(NULLIF(o.period_id, 0) AS INTEGER)",
        levels: [.period])
    ],
    others: [
      "observation_id", "value", "status", "flag", "decimals", "line", "column", "cell", "rowid",
      "oid", "_rowid_",
    ])

  private static let indicator = "LEFT JOIN indicator AS i ON i.indicator_id = r.indicator_id"
  private static let place = "LEFT JOIN place AS p ON p.place_id = r.place_id"
  private static let period = "LEFT JOIN period AS t ON t.period_id = o.period_id"

  /// Its columns.
  func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// Whether its rows have a value.
  var hasValues: Bool { name == SummaryRelation.view.name }

  /// What a statement needs.
  struct Need {
    /// Columns of the relation.
    var columns: Set<String>
    /// Whether it counts or sums up by one of the columns that do.
    var sums: (String) -> Bool
  }

  /// The rows of summaries that stand for its rows, with what is needed of each: what is not costs
  /// as much as what is.
  func subquery(_ level: Level, _ need: Need) -> String {
    let chosen = columns.filter { need.columns.contains($0.name) }
    var joins: [String] = []
    for join in chosen.compactMap(\.join) where !joins.contains(join) { joins.append(join) }
    return switch level {
    case .series: ofSeries(need, joins)
    case .period: ofPeriods(need, joins)
    }
  }

  private func select(
    _ need: Need, observations: String, figures: String, total: String, lowest: String,
    highest: String
  ) -> String {
    let list = columns.filter { need.columns.contains($0.name) }.map {
      "\($0.expression) AS \"\($0.name)\""
    }
    let sums = [
      (observations, SummaryRelation.observations), (figures, SummaryRelation.figures),
      (total, SummaryRelation.total), (lowest, SummaryRelation.lowest),
      (highest, SummaryRelation.highest),
    ].filter { need.sums($0.1) }.map { "\($0) AS \"\($1)\"" }
    return "SELECT " + (list + sums).joined(separator: ", ")
  }

  private func ofSeries(_ need: Need, _ joins: [String]) -> String {
    let select = select(
      need, observations: hasValues ? "r.figures" : "r.observations", figures: "r.figures",
      total: "r.total", lowest: "COALESCE(r.lowest, r.total)",
      highest: "COALESCE(r.highest, r.total)")
    guard hasValues else { return select + " FROM main.series AS r WHERE r.observations > 0" }
    let from = [
      " FROM series AS r JOIN source AS s ON s.source_id = r.source_id AND s.superseded_by IS NULL"
    ]
    return select + (from + joins).joined(separator: " ") + " WHERE r.figures > 0"
  }

  /// Sources without summaries give their observations, each a summary of itself.
  private func ofPeriods(_ need: Need, _ joins: [String]) -> String {
    let kept = select(
      need, observations: hasValues ? "o.figures" : "o.observations", figures: "o.figures",
      total: "o.total", lowest: "o.lowest", highest: "o.highest")
    let read = select(
      need, observations: "1", figures: hasValues ? "1" : "o.value IS NOT NULL", total: "o.value",
      lowest: "o.value", highest: "o.value")
    guard hasValues else {
      return """
        \(kept) FROM main.period_summary AS o UNION ALL \(read) FROM main.source AS s \
        JOIN main.series AS r ON r.source_id = s.source_id \
        JOIN main.observation AS o ON \(Summaries.range) WHERE s.summarised IS NOT 1
        """
    }
    let joins = joins.map { " " + $0 }.joined()
    return """
      \(kept) FROM source AS s JOIN series AS r ON r.source_id = s.source_id \
      JOIN period_summary AS o ON o.series_id = r.series_id\(joins) \
      WHERE s.superseded_by IS NULL AND s.summarised = 1 AND o.figures > 0 \
      UNION ALL \(read) FROM source AS s JOIN series AS r ON r.source_id = s.source_id \
      JOIN observation AS o ON \(Summaries.range)\(joins) \
      WHERE s.superseded_by IS NULL AND s.summarised IS NOT 1 AND o.value IS NOT NULL
      """
  }
}
