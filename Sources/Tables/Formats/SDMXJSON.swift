internal import Documents
internal import Records

/// SDMX-JSON data messages, 1.0 and 2.0
/// (https://github.com/sdmx-twg/sdmx-json/tree/master/data-message).
struct SDMXJSON: Grid {
  let bytes: [UInt8]
  let locator: String
  let structures: [SDMXStructure]
  /// Where each data set starts, and its structure.
  let dataSets: [(at: Int, structure: Int)]
  let columns: [GridColumn]
  /// The columns of each structure's components, by component and level.
  let targets: [Targets]
  let about: GridDescription
  /// The path to the data sets.
  let path: String

  let format = "SDMX-JSON"
  let mediaType = "application/json"
  let kind: SourceDescription.Kind? = .observations

  /// The columns of a component: of its labels, where there is one, and of its codes.
  typealias Target = (label: Int?, code: Int)

  /// The columns of a structure.
  struct Targets: Sendable {
    var dimensions = Levels()
    var attributes = Levels()
    var groups: [Target] = []
    var measures: [Int] = []
    struct Levels: Sendable {
      var dataSet: [Target] = []
      var series: [Target] = []
      var observation: [Target] = []
    }
  }

  /// Reads the structure of a message; `nil` where it is no SDMX-JSON.
  ///
  /// - Throws: a `Failure` where it has no data.
  init?(_ bytes: [UInt8], locator: String) throws(Failure) {
    var cursor = JSONCursor(bytes, locator: locator)
    guard cursor.kind() == .object else { return nil }
    let root = try cursor.members()
    var message = root
    var path = ""
    if let data = root["data"] {
      cursor.at = data
      message = try cursor.members()
      path = "/data"
    }
    // Version 1.0 keeps one structure beside the data, or within them.
    let structureAt =
      message["structures"] ?? message["structure"] ?? root["structures"] ?? root["structure"]
    guard let list = message["dataSets"], let structureAt else { return nil }
    cursor.at = structureAt
    let structure = try cursor.tree()
    let structures = (structure.items ?? [structure]).map(SDMXStructure.init)
    guard structures.contains(where: { !$0.dimensions.isEmpty }) else { return nil }
    var dataSets: [(at: Int, structure: Int)] = []
    cursor.at = list
    guard cursor.kind() == .array else { return nil }
    cursor.open()
    while try cursor.item() {
      let start = cursor.at
      let members = try cursor.members()
      if members.isEmpty, cursor.at == start { try cursor.skip() }
      var number = 0
      if let at = members["structure"] {
        var inner = cursor
        inner.at = at
        number = try inner.tree().literal.flatMap { Int($0) } ?? 0
      }
      guard structures.indices.contains(number) else {
        throw Failure(
          .badData, "a data set names the structure \(number) and there are \(structures.count)",
          at: Place(locator))
      }
      dataSets.append((start, number))
    }
    self.bytes = bytes
    self.locator = locator
    self.structures = structures
    self.dataSets = dataSets
    self.path = path + "/dataSets"
    var made = SDMXColumns()
    targets = structures.map { made.add($0) }
    columns = made.columns
    var about = GridDescription(title: structures.first?.name)
    if let at = root["header"] ?? root["meta"] {
      cursor.at = at
      let header = try cursor.tree()
      about.published = header["prepared"]?.string.map { String($0.prefix(10)) }
      about.publisher = header["sender"].flatMap {
        SDMXComponent.text($0, "name") ?? $0["id"]?.string
      }
    }
    self.about = about
  }

  func rows() throws(Failure) -> any GridRows { SDMXJSONRows(self) }
}

extension SDMXStructure.Levels {
  var isEmpty: Bool { dataSet.isEmpty && series.isEmpty && observation.isEmpty }
}

/// The columns of all structures of a message: those of one component are one.
struct SDMXColumns {
  private var made = GridColumns()
  var columns: [GridColumn] { made.columns }

  private mutating func add(_ component: SDMXComponent, isNote: Bool = false) -> SDMXJSON.Target {
    let role: TableLayout.Role? = component.isTime ? .period : nil
    var label: Int?
    if component.hasLabels, !component.isTime {
      label = made.column(component.id + "\u{0}label") {
        GridColumn(heading: component.name ?? component.id, isKey: true, isNote: isNote)
      }
    }
    let code = made.column(component.id) {
      GridColumn(heading: component.id, role: role, isKey: true, isNote: isNote, labels: label)
    }
    return (label, code)
  }

  /// Adds the columns of a structure that are not there yet.
  mutating func add(_ structure: SDMXStructure) -> SDMXJSON.Targets {
    var targets = SDMXJSON.Targets()
    targets.dimensions.dataSet = structure.dimensions.dataSet.map { add($0) }
    targets.dimensions.series = structure.dimensions.series.map { add($0) }
    targets.dimensions.observation = structure.dimensions.observation.map { add($0) }
    if structure.measures.count > 1 {
      targets.measures = structure.measures.map { measure in
        made.column(measure.id) {
          GridColumn(heading: measure.name ?? measure.id, role: .value)
        }
      }
    } else {
      targets.measures = [
        made.column("OBS_VALUE") { GridColumn(heading: "OBS_VALUE", role: .value) }
      ]
    }
    targets.attributes.dataSet = structure.attributes.dataSet.map { add($0) }
    targets.groups = structure.groups.map { add($0) }
    targets.attributes.series = structure.attributes.series.map { add($0) }
    targets.attributes.observation = structure.attributes.observation.map { add($0, isNote: true) }
    return targets
  }
}
