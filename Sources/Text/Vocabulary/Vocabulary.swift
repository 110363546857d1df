public import Records
internal import Schema

/// What Tally knows about places, money, units, indicators and words, read from the CSVs of
/// `Schema/vocabulary`.
///
/// The columns are described in `Schema/vocabulary/README.md`. All names are compiled into one
/// `Matcher`, which serves both prose (the longest name at a token) and tables (a label that is a
/// name as a whole).
public struct Vocabulary: Sendable {
  /// A reference area.
  public struct Place: Sendable {
    /// ISO 3166-1 alpha-3, ISO 3166-2, or our own.
    public let code: String
    /// What kind of area it is: `country`, `province`, `cluster` and others.
    public let kind: String
    /// The usual English name.
    public let name: String
    /// How many people live there, about; 0 where that is not known.
    public let population: Double
    /// The index of the area that contains it.
    public package(set) var parent: Int?
    /// The indices of its members, for a group or cluster.
    public package(set) var parts: [Int] = []
  }

  /// Something that is measured.
  public struct Indicator: Sendable {
    /// Short code: `GDP`, `RD_INTENSITY`.
    public let code: String
    /// English name.
    public let name: String
    /// What dimension its values have: `currency`, `count`, `ratio` and others.
    public let dimension: String
    /// The usual unit, UCUM or ISO 4217; empty where there is none.
    public let unit: String
    /// Whether it is a stock, a flow, a ratio, an index or a price.
    public let stockFlow: String
    /// How it adds up over places: `sum`, `mean`, `none`.
    public let aggregation: String
    /// The index of the indicator that it is a part, rate or growth of.
    public package(set) var parent: Int?
    /// The index of the indicator that is its growth.
    package var growth: Int?
  }

  /// A unit of measure, or a currency.
  public struct Unit: Sendable {
    /// UCUM or ISO 4217; `%`, `pp`, `1`.
    public let code: String
    /// English name, singular.
    public let name: String
    /// English name, plural.
    public let plural: String
    /// What it measures: `length`, `currency` and others.
    public let dimension: String
    /// The factor to the dimension's base unit; 1 for currencies.
    public let factor: Double
    /// The offset to the dimension's base unit.
    public let offset: Double
    /// Decimals of a currency.
    public let minorUnits: Int?

    /// The dimension of the parts of a currency.
    package static let subunit = "subunit"
  }

  /// A word or letter for a number.
  public struct Numeral: Sendable {
    /// BCP 47.
    public let language: String
    /// What kind of number word it is: `cardinal`, `scale`, `glued`, `fraction` and others.
    public let kind: String
    /// Its value.
    public let value: Double
    /// The upper end, for vague words (`dozens`).
    public let high: Double?
  }

  /// Every table by name, those without a type here included.
  public let tables: [String: VocabularyTable]
  /// Places; names refer to them by index.
  public private(set) var places: [Place] = []
  /// Indicators.
  public private(set) var indicators: [Indicator] = []
  /// Units and, after them, currencies.
  public private(set) var units: [Unit] = []
  /// Number words.
  public private(set) var numerals: [Numeral] = []
  /// A hash over all content, in hexadecimal: equal for equal vocabularies.
  public var fingerprint: String {
    Vocabulary.fingerprint(tables.sorted { $0.key < $1.key }.lazy.map(\.value.bytes))
  }
  /// The same over what was added to the vocabulary that ships; empty where nothing was.
  public private(set) var additionsFingerprint = ""

  private static func fingerprint(_ texts: some Sequence<[UInt8]>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in texts {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    return String(hash, radix: 16)
  }

  /// Places by a hash of their code.
  private(set) var placeIndex = KeyTable<Int32>(none: -1, capacity: 1 << 14)
  package private(set) var indicatorIndex: [String: Int] = [:]
  package private(set) var unitIndex: [String: Int] = [:]
  /// The words of time axes, by which `PeriodLabelReader` reads them.
  package private(set) var periodWords: [String: PeriodLabelReader.Word] = [:]
  /// Words before what a figure is divided by (`je`, `pour`), and before the scale that ends a heading
  /// (`in`): in lower case.
  package private(set) var perWords: Set<String> = []
  package private(set) var scaleWords: Set<String> = []
  /// The length in bytes of the longest mark in a table, and of the longest in which there is a
  /// digit.
  package private(set) var longestMark = (any: 0, withDigit: 0)
  /// All names, compiled.
  package private(set) var matcher = Matcher()

  /// The index of a place by its code.
  public func place(code: String) -> Int? { place(Array(code.utf8)[...]) }

  /// The index of a place by the bytes of its code.
  private func place(_ code: ArraySlice<UInt8>) -> Int? {
    let place = placeIndex[Vocabulary.key(code)]
    return place < 0 ? nil : Int(place)
  }

  private static func key(_ code: ArraySlice<UInt8>) -> UInt64 {
    var hash = TokenHash()
    for byte in code { hash.add(byte) }
    return hash.value
  }
  /// The index of an indicator by its code.
  public func indicator(code: String) -> Int? { indicatorIndex[code] }
  /// The index of a unit or currency by its code.
  public func unit(code: String) -> Int? { unitIndex[code] }

  /// Rows that extend one of the vocabulary's tables.
  public struct Addition: Sendable {
    /// The table that it extends, such as `place_names`.
    public let table: String
    /// The CSV, header included.
    public let content: [UInt8]
    /// Where it came from, for error messages.
    public let locator: String

    /// An addition to a table that is known.
    public init(table: String, content: [UInt8], locator: String) {
      self.table = table
      self.content = content
      self.locator = locator
    }

    /// An addition whose header row says which table it extends.
    ///
    /// - Throws: a `Failure` of kind `badData` where no table has these columns.
    public init(content: [UInt8], locator: String) throws(Failure) {
      let given = try VocabularyTable(name: "", csv: content, locator: locator)
      var known: [String] = []
      for file in Schema.files(in: "vocabulary") {
        let header = file.text.prefix { !$0.isNewline }.split(
          separator: ",", omittingEmptySubsequences: false)
        // Rows of an older version lack the columns that were added since, which are the last.
        if header.map(String.init) == given.columns
          || given.columns == ["code", "kind", "name", "parent"] && file.name == "places"
        {
          self.init(table: file.name, content: content, locator: locator)
          return
        }
        known.append("\(file.name): \(header.joined(separator: ","))")
      }
      throw Failure(
        .badData,
        "no vocabulary table has the columns \(given.columns.joined(separator: ",")); expected one of \(known.joined(separator: "; "))",
        at: Records.Place(locator, line: 1))
    }
  }

  /// The vocabulary that ships with Tally, read once.
  public static let shipped = Result { () throws(Failure) -> Vocabulary in try Vocabulary() }

  /// The vocabulary that ships with Tally, extended.
  ///
  /// - Throws: a `Failure` of kind `badData` where a row is malformed or names a code that there is
  ///   not.
  public init(additions: [Addition] = []) throws(Failure) {
    var tables: [String: VocabularyTable] = [:]
    for file in Schema.files(in: "vocabulary") {
      tables[file.name] = try VocabularyTable(
        name: file.name, csv: file.array, locator: "Schema/" + file.path)
    }
    for addition in additions {
      let table = try VocabularyTable(
        name: addition.table, csv: addition.content, locator: addition.locator)
      guard let known = tables[addition.table]?.columns, known.starts(with: table.columns) else {
        throw Failure(
          .badData, "no vocabulary table \(addition.table) has these columns",
          at: Records.Place(addition.locator, line: 1))
      }
      tables[addition.table]?.append(table)
    }
    self.tables = tables
    if !additions.isEmpty {
      additionsFingerprint = Vocabulary.fingerprint(
        additions.map { Array($0.table.utf8) + $0.content })
    }
    try readEntries()
    try readNames()
    periodWords = PeriodLabelReader.words(of: self)
    for cells in rows("headers") {
      if cells["role"] == "PER" { perWords.insert(cells["name"]) }
      if cells["role"] == "SCALE" { scaleWords.insert(cells["name"]) }
    }
    longestMark = Vocabulary.longest(rows("marks").map { $0["name"] })
  }
}

// MARK: - Reading the tables

extension Vocabulary {
  /// Cells of a row by column name.
  package struct Cells {
    package let table: VocabularyTable
    package let row: Int

    package subscript(_ column: String) -> String {
      table.column(column).map { table.cell(row, $0) } ?? ""
    }
    /// A number; `fallback` where the cell is empty or not a number.
    package func number(_ column: String, _ fallback: Double) -> Double {
      Double(self[column]) ?? fallback
    }
  }

  /// The rows of a table, none where the vocabulary has no such table.
  package func rows(_ name: String) -> some Sequence<Cells> {
    let table = tables[name]
    return (0..<(table?.count ?? 0)).lazy.compactMap { row in
      table.map { Cells(table: $0, row: row) }
    }
  }

  private mutating func readEntries() throws(Failure) {
    try readPlaces()
    for cells in rows("place_parts") {
      let whole = try index(place(code: cells["whole"]), cells["whole"], "place", "place_parts")
      let part = try index(place(code: cells["part"]), cells["part"], "place", "place_parts")
      places[whole].parts.append(part)
    }
    for cells in rows("indicators") where indicatorIndex[cells["code"]] == nil {
      indicatorIndex[cells["code"]] = indicators.count
      indicators.append(
        Indicator(
          code: cells["code"], name: cells["name"], dimension: cells["dimension"],
          unit: cells["unit"],
          stockFlow: cells["stock_flow"], aggregation: cells["aggregation"]))
    }
    for cells in rows("indicators") where !cells["parent"].isEmpty {
      guard let child = indicatorIndex[cells["code"]] else { continue }
      let parent = try index(
        cells["parent"], in: indicatorIndex, of: "indicator", table: "indicators")
      indicators[child].parent = parent
      if indicators[child].code == indicators[parent].code + "_GROWTH" {
        indicators[parent].growth = child
      }
    }
    for cells in rows("units") where unitIndex[cells["code"]] == nil {
      unitIndex[cells["code"]] = units.count
      units.append(
        Unit(
          code: cells["code"], name: cells["name"], plural: cells["plural"],
          dimension: cells["dimension"],
          factor: cells.number("factor", 1), offset: cells.number("offset", 0), minorUnits: nil))
    }
    for cells in rows("currencies") where unitIndex[cells["code"]] == nil {
      unitIndex[cells["code"]] = units.count
      units.append(
        Unit(
          code: cells["code"], name: cells["name"], plural: cells["plural"], dimension: "currency",
          factor: 1,
          offset: 0, minorUnits: Int(cells["minor_units"])))
    }
    readSubunits()
  }

  private mutating func readPlaces() throws(Failure) {
    guard let rows = tables["places"], let code = rows.column("code"),
      let kind = rows.column("kind"), let name = rows.column("name"),
      let parent = rows.column("parent"), let population = rows.column("population")
    else { return }
    places.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      let key = Vocabulary.key(rows.bytes[rows.range(row, code)])
      guard placeIndex[key] < 0 else { continue }
      placeIndex[key] = Int32(places.count)
      places.append(
        Place(
          code: rows.cell(row, code), kind: rows.cell(row, kind), name: rows.cell(row, name),
          population: Double(rows.number(row, population) ?? 0)))
    }
    for row in 0..<rows.count where !rows.range(row, parent).isEmpty {
      guard let child = place(rows.bytes[rows.range(row, code)]) else { continue }
      places[child].parent = try index(
        place(rows.bytes[rows.range(row, parent)]), rows.cell(row, parent), "place", "places")
    }
  }

  /// Cents, pence, fen: parts of a currency, coded as UCUM writes parts, a prefix before the ISO
  /// 4217 code: `cUSD`, `dCNY`.
  ///
  /// A part bears the first of its English names.
  private mutating func readSubunits() {
    let prefixes = [0.1: "d", 0.01: "c", 0.001: "m"]
    for cells in rows("currency_names") where cells["kind"] == "minor" && cells["language"] == "en"
    {
      let factor = cells.number("factor", 1)
      guard let prefix = prefixes[factor], unitIndex[cells["code"]] != nil,
        unitIndex[prefix + cells["code"]] == nil
      else { continue }
      unitIndex[prefix + cells["code"]] = units.count
      units.append(
        Unit(
          code: prefix + cells["code"], name: cells["name"], plural: cells["name"],
          dimension: Unit.subunit, factor: factor, offset: 0, minorUnits: nil))
    }
  }

  private func index(_ code: String, in index: [String: Int], of what: String, table: String)
    throws(Failure) -> Int
  {
    try self.index(index[code], code, what, table)
  }

  private func index(
    _ found: Int?, _ code: @autoclosure () -> String, _ what: String, _ table: String
  ) throws(Failure) -> Int {
    guard let found else {
      throw Failure(
        .badData, "there is no \(what) with the code \(code())", at: Records.Place(table + ".csv"))
    }
    return found
  }

  private mutating func readNames() throws(Failure) {
    var matcher = Matcher()
    let named = tables.values.filter { $0.column("name") != nil }
    matcher.reserve(names: named.reduce(0) { $0 + $1.count })
    addPlaces(to: &matcher)
    for (target, indicator) in indicators.enumerated() {
      matcher.add(indicator.name, .init(kind: .indicator, form: .name, target: target))
      matcher.add(indicator.code, .init(kind: .indicator, form: .code, target: target))
    }
    for (target, unit) in units.enumerated() where unit.dimension != Unit.subunit {
      let currency = unit.dimension == "currency"
      matcher.add(unit.name, .init(kind: .unit, form: .name, target: target))
      matcher.add(unit.plural, .init(kind: .unit, form: .plural, target: target))
      matcher.add(
        unit.code, .init(kind: .unit, form: currency ? .abbreviation : .code, target: target))
    }
    try addNames("place_names", .place, to: &matcher) { place($0) }
    try addNames("indicator_names", .indicator, to: &matcher) {
      indicatorIndex[String(decoding: $0, as: UTF8.self)]
    }
    try addNames("unit_names", .unit, to: &matcher) {
      unitIndex[String(decoding: $0, as: UTF8.self)]
    }
    try addNames("currency_names", .unit, to: &matcher) {
      unitIndex[String(decoding: $0, as: UTF8.self)]
    }
    for cells in rows("numerals") {
      let target = numerals.count
      numerals.append(
        Numeral(
          language: cells["language"], kind: cells["kind"], value: cells.number("value", 0),
          high: Double(cells["high"])))
      let form: Matcher.Form = cells["kind"] == "glued" ? .glued : .name
      matcher.add(cells["name"], .init(kind: .numeral, form: form, target: target))
    }
    for (kind, name) in Matcher.wordTables {
      guard let table = tables[name], let column = table.column("name") else { continue }
      for row in 0..<table.count {
        matcher.add(
          table.bytes, table.range(row, column), .init(kind: kind, form: .name, target: row))
      }
    }
    matcher.compile()
    self.matcher = matcher
  }

  private func addNames(
    _ table: String, _ kind: Matcher.Kind, to matcher: inout Matcher,
    _ find: (ArraySlice<UInt8>) -> Int?
  ) throws(Failure) {
    guard let rows = tables[table], let code = rows.column("code"), let form = rows.column("kind"),
      let name = rows.column("name"), let rank = rows.column("rank")
    else { return }
    let factor = rows.column("factor")
    let needs = rows.column("needs")
    for row in 0..<rows.count {
      let target = try index(
        find(rows.bytes[rows.range(row, code)]), rows.cell(row, code), table, table)
      var entry = Matcher.Entry(
        kind: kind, form: Matcher.Form(named: rows.cell(row, form)), target: target,
        factor: factor.flatMap { Double(rows.cell(row, $0)) } ?? 1,
        rank: rows.number(row, rank) ?? 1)
      if let needs { entry.needs = Matcher.Needs(named: rows.bytes[rows.range(row, needs)]) }
      matcher.add(rows.bytes, rows.range(row, name), entry)
    }
  }

  /// Each place's own name, which needs what its row says; codes are looked up by themselves.
  private func addPlaces(to matcher: inout Matcher) {
    guard let rows = tables["places"], let code = rows.column("code"),
      let name = rows.column("name"), let rank = rows.column("rank"),
      let needs = rows.column("needs")
    else { return }
    for row in 0..<rows.count {
      guard let target = place(rows.bytes[rows.range(row, code)]) else { continue }
      var entry = Matcher.Entry(
        kind: .place, form: .name, target: target, rank: rows.number(row, rank) ?? 1)
      entry.needs = Matcher.Needs(named: rows.bytes[rows.range(row, needs)])
      matcher.add(rows.bytes, rows.range(row, name), entry)
    }
  }
}
