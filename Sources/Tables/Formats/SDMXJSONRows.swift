internal import Documents
internal import Records

/// The observations of an SDMX-JSON message, in its order.
struct SDMXJSONRows: GridRows {
  private let message: SDMXJSON
  private var next = 0
  private var series: JSONCursor?
  private var observations: JSONCursor?
  /// The cells of the row: what holds for the data set and the series stays.
  private var cells: [[UInt8]]
  private var groups = Groups()
  /// The number of the value of each dimension that is not the data set's, by its position in a
  /// key.
  private var key: [Int] = []
  private var seriesName: String?
  private var observationName = ""
  private var start = 0
  private var line = 0

  init(_ message: SDMXJSON) {
    self.message = message
    cells = message.columns.map { _ in [] }
  }

  private var structure: SDMXStructure { message.structures[message.dataSets[next - 1].structure] }
  private var targets: SDMXJSON.Targets { message.targets[message.dataSets[next - 1].structure] }

  var place: GridPlace {
    let position = GridPlace.at(start, in: message.bytes)
    return GridPlace(
      path: message.path + "/\(next - 1)" + (seriesName.map { "/series/\($0)" } ?? "")
        + "/observations/\(observationName)",
      line: position.line, column: position.column)
  }

  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool {
    while true {
      if var cursor = observations {
        observations = nil
        if let name = try cursor.member() {
          try read(observation: cursor.text(name), &cursor)
          observations = cursor
          line += 1
          for cell in cells { block.append(cell: cell) }
          block.endRow(line: line)
          return true
        }
        continue
      }
      if var cursor = series {
        series = nil
        if let name = try cursor.member() {
          try read(series: cursor.text(name), &cursor)
          series = cursor
        }
        continue
      }
      guard next < message.dataSets.count else { return false }
      next += 1
      try openDataSet()
    }
  }

  // MARK: Levels

  private mutating func openDataSet() throws(Failure) {
    var cursor = JSONCursor(message.bytes, locator: message.locator)
    cursor.at = message.dataSets[next - 1].at
    let members = try cursor.members()
    cells = message.columns.map { _ in [] }
    let (structure, targets) = (structure, targets)
    for (component, target) in zip(structure.dimensions.dataSet, targets.dimensions.dataSet) {
      if !component.codes.isEmpty { put(component, target, 0) }
    }
    key = Array(
      repeating: 0,
      count: structure.dimensions.series.count + structure.dimensions.observation.count)
    if let at = members["attributes"] {
      cursor.at = at
      try put(attributes: &cursor, structure.attributes.dataSet, targets.attributes.dataSet)
    }
    groups = Groups()
    if let at = members["dimensionGroupAttributes"] {
      cursor.at = at
      try groups.read(cursor.tree())
    }
    if let at = members["observations"] {
      cursor.at = at
      if cursor.kind() == .object {
        cursor.open()
        observations = cursor
        seriesName = nil
      }
    }
    if let at = members["series"] {
      cursor.at = at
      if cursor.kind() == .object {
        cursor.open()
        series = cursor
      }
    }
  }

  private mutating func read(series name: String, _ cursor: inout JSONCursor) throws(Failure) {
    seriesName = name
    let (structure, targets) = (structure, targets)
    try put(
      key: name, structure.dimensions.series, targets.dimensions.series, from: 0, cursor)
    for target in targets.attributes.series { clear(target) }
    let members = try cursor.members()
    var inner = cursor
    if let at = members["attributes"] {
      inner.at = at
      try put(attributes: &inner, structure.attributes.series, targets.attributes.series)
    }
    guard let at = members["observations"] else { return }
    inner.at = at
    guard inner.kind() == .object else { return }
    inner.open()
    observations = inner
  }

  private mutating func read(observation name: String, _ cursor: inout JSONCursor) throws(Failure) {
    observationName = name
    let (structure, targets) = (structure, targets)
    try put(
      key: name, structure.dimensions.observation, targets.dimensions.observation,
      from: structure.dimensions.series.count, cursor)
    for target in targets.attributes.observation { clear(target) }
    for column in targets.measures { cells[column] = [] }
    putGroups()
    _ = cursor.peek()
    start = cursor.at
    guard cursor.kind() == .array else {
      let range = try cursor.skip()
      if !cursor.holds(range, "null") { cells[targets.measures[0]] = Array(cursor.bytes[range]) }
      return
    }
    cursor.open()
    var index = 0
    while try cursor.item() {
      if index < targets.measures.count {
        cells[targets.measures[index]] = Array(try cursor.cell().text)
      } else if index - targets.measures.count < structure.attributes.observation.count {
        let at = index - targets.measures.count
        try put(
          attribute: &cursor, structure.attributes.observation[at],
          targets.attributes.observation[at])
      } else {
        try cursor.skip()
      }
      index += 1
    }
  }

  // MARK: Cells

  private mutating func put(_ component: SDMXComponent, _ target: SDMXJSON.Target, _ index: Int) {
    cells[target.code] = Array(component.codes[index].utf8)
    if let label = target.label { cells[label] = Array(component.labels[index].utf8) }
  }

  private mutating func clear(_ target: SDMXJSON.Target) {
    cells[target.code] = []
    if let label = target.label { cells[label] = [] }
  }

  /// The values of dimensions by a key such as `0:12:3`.
  private mutating func put(
    key name: String, _ components: [SDMXComponent], _ targets: [SDMXJSON.Target], from first: Int,
    _ cursor: JSONCursor
  ) throws(Failure) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == components.count else {
      throw Failure(
        .badData,
        "the key \(name) has \(parts.count) parts and there are \(components.count) dimensions",
        at: Place(message.locator))
    }
    for (index, part) in parts.enumerated() {
      guard let number = Int(part), components[index].codes.indices.contains(number) else {
        throw Failure(
          .badData,
          "the key \(name) names a value that the dimension \(components[index].id) has not",
          at: Place(message.locator))
      }
      put(components[index], targets[index], number)
      key[first + index] = number
    }
  }

  private mutating func put(
    attributes cursor: inout JSONCursor, _ components: [SDMXComponent],
    _ targets: [SDMXJSON.Target]
  ) throws(Failure) {
    guard cursor.kind() == .array else { return }
    cursor.open()
    var index = 0
    while try cursor.item() {
      if index < components.count {
        try put(attribute: &cursor, components[index], targets[index])
      } else {
        try cursor.skip()
      }
      index += 1
    }
  }

  /// An attribute: the number of one of its values, or its value.
  private mutating func put(
    attribute cursor: inout JSONCursor, _ component: SDMXComponent, _ target: SDMXJSON.Target
  ) throws(Failure) {
    let isNumber = cursor.kind() == .literal
    let text = Array(try cursor.cell().text)
    if isNumber, !component.codes.isEmpty, let index = Int(String(decoding: text, as: UTF8.self)),
      component.codes.indices.contains(index)
    {
      put(component, target, index)
    } else {
      clear(target)
      cells[target.code] = text
    }
  }

  /// What holds for the group of series that the row belongs to.
  private mutating func putGroups() {
    guard !groups.isEmpty else { return }
    let (components, targets) = (structure.groups, targets.groups)
    for target in targets { clear(target) }
    for values in groups.values(of: key) {
      for (index, value) in values.enumerated() where index < components.count {
        guard let text = value.literal ?? value.string else { continue }
        if value.literal != nil, let number = Int(text),
          components[index].codes.indices.contains(number)
        {
          put(components[index], targets[index], number)
        } else {
          cells[targets[index].code] = Array(text.utf8)
        }
      }
    }
  }

  /// Attributes by the part of the key that they hold for: `0:::` is every series whose first
  /// dimension has its first value.
  private struct Groups {
    private var byMask: [(positions: [Int], values: [[Int]: [LooseJSON]])] = []

    var isEmpty: Bool { byMask.isEmpty }

    mutating func read(_ json: LooseJSON) {
      for (name, value) in json.members ?? [] {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        let positions = parts.indices.filter { Int(parts[$0]) != nil }
        let key = positions.compactMap { Int(parts[$0]) }
        if let index = byMask.firstIndex(where: { $0.positions == positions }) {
          byMask[index].values[key] = value.items
        } else {
          byMask.append((positions, [key: value.items ?? []]))
        }
      }
    }

    func values(of key: [Int]) -> [[LooseJSON]] {
      byMask.compactMap { mask in
        guard mask.positions.allSatisfy({ $0 < key.count }) else { return nil }
        return mask.values[mask.positions.map { key[$0] }]
      }
    }
  }
}
