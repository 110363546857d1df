internal import Records
internal import Storage

/// The warehouse's vocabulary in memory: places, indicators, units and formulas by identifier.
struct Terms {
  /// A reference area.
  struct Place {
    var code: String
    var kind: String
    var name: String
    var parent: Int64?
    var parts: [Int64] = []
  }

  /// What is measured.
  struct Indicator {
    var code: String
    var name: String
    var dimension: String
    var unit: String
    var stockFlow: String
    var aggregation: String
    var parent: Int64?
  }

  /// How an indicator follows from others.
  struct Formula {
    var operation: String
    var left: Int64
    var right: Int64?
  }

  /// A unit of measure or a currency.
  struct Unit {
    var dimension: String
    var factor: Double?
    var offset: Double
  }

  private(set) var places: [Int64: Place] = [:]
  private(set) var indicators: [Int64: Indicator] = [:]
  private(set) var formulas: [Int64: [Formula]] = [:]
  private(set) var units: [String: Unit] = [:]
  /// Indicators by their names in lower case; a name that two indicators share is left out.
  private(set) var indicatorNames: [String: Int64] = [:]
  /// The same names, to be found in a text.
  private(set) var names = NameBook()
  /// What a place lies in and what lies in it.
  private(set) var children: [Int64: [Int64]] = [:]
  /// Names of places that are adjectives, in lower case.
  private(set) var demonyms: Set<String> = []
  /// Places and indicators by their codes.
  private(set) var placeCodes: [String: Int64] = [:]
  private(set) var indicatorCodes: [String: Int64] = [:]

  init(_ connection: borrowing Connection) throws(Failure) {
    for row in try connection.rows("SELECT place_id, code, kind, name, parent_id FROM place") {
      places[row[0].integer ?? 0] = Place(
        code: row[1].text ?? "", kind: row[2].text ?? "", name: row[3].text ?? "",
        parent: row[4].integer)
    }
    for row in try connection.rows(
      "SELECT whole_id, part_id FROM place_part ORDER BY whole_id, part_id")
    {
      places[row[0].integer ?? 0]?.parts.append(row[1].integer ?? 0)
    }
    for row in try connection.rows(
      "SELECT indicator_id, code, name, dimension, unit, stock_flow, aggregation, parent_id FROM indicator"
    ) {
      indicators[row[0].integer ?? 0] = Indicator(
        code: row[1].text ?? "", name: row[2].text ?? "", dimension: row[3].text ?? "",
        unit: row[4].text ?? "",
        stockFlow: row[5].text ?? "", aggregation: row[6].text ?? "", parent: row[7].integer)
    }
    for row in try connection.rows(
      "SELECT indicator_id, operation, left_id, right_id FROM indicator_formula ORDER BY indicator_id, operation, left_id"
    ) {
      formulas[row[0].integer ?? 0, default: []].append(
        Formula(operation: row[1].text ?? "", left: row[2].integer ?? 0, right: row[3].integer))
    }
    var shared: Set<String> = []
    for row in try connection.rows(
      "SELECT indicator_id, name FROM indicator UNION SELECT indicator_id, name FROM indicator_name WHERE kind <> 'code'"
    ) {
      let name = (row[1].text ?? "").lowercased()
      if let known = indicatorNames[name], known != row[0].integer { shared.insert(name) }
      indicatorNames[name] = row[0].integer
    }
    for name in shared { indicatorNames[name] = nil }
    for (name, id) in indicatorNames.sorted(by: { $0.key < $1.key }) { names.add(name, id) }
    for (id, indicator) in indicators { indicatorCodes[indicator.code] = id }
    for (id, place) in places {
      placeCodes[place.code] = id
      if let parent = place.parent { children[parent, default: []].append(id) }
    }
    for row in try connection.rows(
      "SELECT name FROM place_name WHERE kind = 'demonym' AND name NOT IN (SELECT name FROM place)")
    {
      demonyms.insert((row[0].text ?? "").lowercased())
    }
    for row in try connection.rows("SELECT code, dimension, factor, \"offset\" FROM unit") {
      units[row[0].text ?? ""] = Unit(
        dimension: row[1].text ?? "", factor: row[2].number, offset: row[3].number ?? 0)
    }
  }

  /// The area and those that contain it, the smallest first.
  func lineage(_ place: Int64) -> [Int64] {
    var line: [Int64] = []
    var next: Int64? = place
    while let current = next, !line.contains(current) {
      line.append(current)
      next = places[current]?.parent
    }
    return line
  }
}
