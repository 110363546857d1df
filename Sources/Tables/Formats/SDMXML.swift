internal import Documents
internal import Records

/// SDMX-ML data (https://sdmx.org/standards-2/): generic and structure-specific messages of version
/// 2.1, generic and compact ones of 2.0.
struct SDMXML: Grid {
  let content: SourceContent
  let encoding: EncodingDetector.Decision
  private(set) var columns: [GridColumn] = []
  private(set) var about = GridDescription()
  /// The column of each key and attribute.
  private(set) var targets: [String: Int] = [:]
  /// What groups say of the series that they hold for.
  private(set) var groups = SDMXGroups()

  /// The elements that messages with data consist of.
  static let roots: Set = [
    "GenericData", "GenericTimeSeriesData", "StructureSpecificData",
    "StructureSpecificTimeSeriesData", "CompactData", "MessageGroup",
  ]

  let format = "SDMX-ML"
  let mediaType = "application/xml"
  let kind: SourceDescription.Kind? = .observations

  /// Names the columns from the whole message.
  ///
  /// - Throws: a `Failure` where it is not well formed, or holds no observations.
  init(_ content: SourceContent, _ encoding: EncodingDetector.Decision) throws(Failure) {
    self.content = content
    self.encoding = encoding
    let reader = try reader()
    var seriesNames: [String] = []
    var known: Set<String> = []
    var notes: [String] = []
    var flat: [String] = []
    var last = -1
    while let observation = try reader.next() {
      if observation.seriesNumber != last {
        last = observation.seriesNumber
        for (name, _) in observation.series where known.insert(name).inserted {
          seriesNames.append(name)
        }
      }
      for (name, _) in observation.keys where known.insert(name).inserted { flat.append(name) }
      for (name, _) in observation.attributes where known.insert(name).inserted {
        if observation.isFlat { flat.append(name) } else { notes.append(name) }
      }
    }
    guard last >= 0 else {
      throw Failure(
        .badData, "this SDMX message holds no observations: expected a data message",
        at: Place(content.source.locator))
    }
    about = reader.about
    groups = SDMXGroups(reader.groups, series: Set(seriesNames))
    for name in seriesNames { add(name, isKey: true) }
    for name in groups.names where known.insert(name).inserted { add(name, isKey: true) }
    for name in flat { add(name, isKey: true) }
    targets["OBS_VALUE"] = columns.count
    columns.append(GridColumn(heading: "OBS_VALUE", role: .value))
    for name in notes { add(name, isKey: false) }
  }

  private mutating func add(_ name: String, isKey: Bool) {
    targets[name] = columns.count
    columns.append(
      GridColumn(
        heading: name, role: name == "TIME_PERIOD" ? .period : nil, isKey: true, isNote: !isKey))
  }

  func reader() throws(Failure) -> SDMXMLReader {
    SDMXMLReader(
      try XMLStream(
        SourceText.stream(content, encoding), locator: content.source.locator))
  }

  func rows() throws(Failure) -> any GridRows { SDMXMLRows(self, try reader()) }
}

/// What groups say, found by the values that their series have in common.
struct SDMXGroups: Sendable {
  /// Attributes that groups give, in the order in which they first do.
  private(set) var names: [String] = []
  private var byNames: [(names: [String], attributes: [[String]: [SDMXMLReader.Pair]])] = []

  init() {}

  /// - Parameter series: the names of what series say: where a group does not tell its key from its
  ///   attributes, these are the key.
  init(_ groups: [SDMXMLReader.Group], series: Set<String>) {
    for group in groups {
      let key = group.key.filter { series.contains($0.name) }.sorted { $0.name < $1.name }
      let attributes = group.attributes + group.key.filter { !series.contains($0.name) }
      guard !attributes.isEmpty else { continue }
      for (name, _) in attributes where !names.contains(name) { names.append(name) }
      let keyNames = key.map(\.name)
      let values = key.map(\.value)
      if let index = byNames.firstIndex(where: { $0.names == keyNames }) {
        byNames[index].attributes[values, default: []] += attributes
      } else {
        byNames.append((keyNames, [values: attributes]))
      }
    }
  }

  /// What holds for a series by its keys.
  func attributes(of series: [SDMXMLReader.Pair]) -> [SDMXMLReader.Pair] {
    guard !byNames.isEmpty else { return [] }
    return byNames.flatMap { group -> [SDMXMLReader.Pair] in
      var values: [String] = []
      for name in group.names {
        guard let value = series.value(name) else { return [] }
        values.append(value)
      }
      return group.attributes[values] ?? []
    }
  }
}

/// The observations of an SDMX-ML message as rows.
struct SDMXMLRows: GridRows {
  private let message: SDMXML
  private let reader: SDMXMLReader
  private var cells: [String]
  private var changed: [Int] = []
  private var series = -1
  private var line = 0
  private var last = SDMXMLReader.Observation()

  init(_ message: SDMXML, _ reader: SDMXMLReader) {
    self.message = message
    self.reader = reader
    cells = message.columns.map { _ in "" }
  }

  var place: GridPlace { GridPlace(path: last.path, line: last.line, column: last.column) }

  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool {
    guard let observation = try reader.next() else { return false }
    if observation.seriesNumber != series {
      series = observation.seriesNumber
      cells = message.columns.map { _ in "" }
      changed = []
      // What is said more closely counts: of the series rather than of its group.
      let all = message.groups.attributes(of: observation.series) + observation.series
      for (name, value) in all { if let column = message.targets[name] { cells[column] = value } }
    }
    for column in changed { cells[column] = "" }
    changed = []
    for (name, value) in observation.keys + observation.attributes {
      guard let column = message.targets[name] else { continue }
      cells[column] = value
      changed.append(column)
    }
    if let value = observation.value, let column = message.targets["OBS_VALUE"] {
      cells[column] = value
      changed.append(column)
    }
    line += 1
    last = observation
    for cell in cells { block.append(cell: cell.utf8) }
    block.endRow(line: line)
    return true
  }
}
