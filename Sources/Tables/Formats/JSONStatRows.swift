internal import Documents
internal import Records

/// The cells of JSON-stat cubes, one observation a row, in the order of their values.
struct JSONStatRows: GridRows {
  private let stat: JSONStat
  /// The dataset whose values are read; -1 before the first.
  private var dataset = -1
  private var cells: [[[UInt8]]] = []
  private var index = 0
  private var shape = CubeShape()
  private var values: Values
  private var statuses: Values?
  private var line = 0
  private var start = 0
  /// Which cell of the row goes into each column; -1 for none.
  private var sources: [Source] = []

  /// What a column holds.
  private enum Source {
    case none
    case dataset
    case label(Int)
    case code(Int)
    case unit(Int)
    case multiplier(Int)
    case value
    case status
  }

  init(_ stat: JSONStat) {
    self.stat = stat
    values = Values(JSONCursor(stat.bytes, locator: stat.locator))
  }

  var place: GridPlace {
    let position = GridPlace.at(start, in: stat.bytes)
    let path = stat.datasets.indices.contains(dataset) ? stat.datasets[dataset].path : ""
    return GridPlace(
      path: path + "/value/\(index - 1)", line: position.line, column: position.column)
  }

  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool {
    while true {
      guard dataset >= 0, index < shape.count else {
        try values.checkEnd(shape.count)
        guard try open() else { return false }
        continue
      }
      try values.move(to: index)
      try statuses?.move(to: index)
      index += 1
      // Sparse cubes hold what is there, and why something is not.
      if values.isSparse, !values.isHere, !(statuses?.isHere ?? false) { continue }
      line += 1
      start = values.start
      try append(row: index - 1, to: &block)
      return true
    }
  }

  private mutating func append(row: Int, to block: inout RowBlock) throws(Failure) {
    for source in sources {
      switch source {
      case .none: block.append(cell: [])
      case .dataset:
        block.append(cell: (stat.datasets[dataset].label ?? "dataset \(dataset + 1)").utf8)
      case .label(let at):
        block.append(
          cell: stat.datasets[dataset].dimensions[at].labels[shape.position(at, of: row)].utf8)
      case .code(let at):
        block.append(
          cell: stat.datasets[dataset].dimensions[at].codes[shape.position(at, of: row)].utf8)
      case .unit(let at):
        block.append(
          cell: stat.datasets[dataset].dimensions[at].units[shape.position(at, of: row)].utf8)
      case .multiplier(let at):
        block.append(
          cell: stat.datasets[dataset].dimensions[at].multipliers[shape.position(at, of: row)].utf8)
      case .value: try values.append(to: &block)
      case .status:
        if statuses == nil { block.append(cell: []) } else { try statuses?.append(to: &block) }
      }
    }
    block.endRow(line: line)
  }

  /// Goes on to the next dataset.
  private mutating func open() throws(Failure) -> Bool {
    dataset += 1
    guard dataset < stat.datasets.count else {
      dataset = stat.datasets.count
      (index, shape) = (0, CubeShape())
      return false
    }
    let cube = stat.datasets[dataset]
    let targets = stat.targets[dataset]
    shape = try CubeShape(cube.dimensions.map(\.codes.count), locator: stat.locator)
    index = 0
    sources = stat.columns.map { _ in Source.none }
    if let column = targets.dataset { sources[column] = .dataset }
    for (at, target) in targets.dimensions.enumerated() {
      if let label = target.label, cube.dimensions[at].hasLabels { sources[label] = .label(at) }
      sources[target.code] = .code(at)
      if let unit = targets.unit, !cube.dimensions[at].units.isEmpty { sources[unit] = .unit(at) }
      if let multiplier = targets.multiplier, !cube.dimensions[at].multipliers.isEmpty {
        sources[multiplier] = .multiplier(at)
      }
    }
    sources[targets.value] = .value
    if let status = targets.status { sources[status] = .status }
    var cursor = JSONCursor(stat.bytes, locator: stat.locator)
    cursor.at = cube.value
    values = Values(cursor)
    try values.open()
    statuses = nil
    if let status = cube.status {
      cursor.at = status
      statuses = Values(cursor)
      try statuses?.open()
    }
    // A sparse cube is walked by what it holds: its size may be beyond all bounds.
    if values.isSparse, shape.count > 1 << 28 {
      throw Failure(
        .badData, "a cube of \(shape.count) cells is larger than any that is read",
        at: Place(stat.locator))
    }
    return true
  }
}

extension JSONStatRows {
  /// Values or statuses of a cube: a list with one for each cell, an object with those that are
  /// there, or one text for all.
  struct Values {
    private var cursor: JSONCursor
    private var form = Form.list
    /// Of the sparse ones, by index, in that order.
    private var sparse: [(index: Int, at: Int)] = []
    private var next = 0
    private var read = 0
    private(set) var isHere = false
    /// Where the value starts.
    private(set) var start = 0

    private enum Form { case list, sparse, shared }

    init(_ cursor: JSONCursor) { self.cursor = cursor }

    var isSparse: Bool { form == .sparse }

    mutating func open() throws(Failure) {
      switch cursor.kind() {
      case .array?:
        form = .list
        cursor.open()
      case .object?:
        form = .sparse
        cursor.open()
        while let name = try cursor.member() {
          guard let index = Int(cursor.text(name)) else {
            throw cursor.fault("expected the number of a cell")
          }
          _ = cursor.peek()
          sparse.append((index, cursor.at))
          try cursor.skip()
        }
        sparse.sort { $0.index < $1.index }
      default:
        form = .shared
        start = cursor.at
      }
    }

    /// Moves to the value of a cell; those before it were moved to.
    mutating func move(to index: Int) throws(Failure) {
      switch form {
      case .list:
        isHere = try cursor.item()
        guard isHere else {
          throw Failure(
            .badData, "the cube has more cells than the \(read) values that are here",
            at: Place(cursor.locator))
        }
        read += 1
        start = cursor.at
        let range = try cursor.skip()
        if cursor.holds(range, "null") { isHere = false }
      case .sparse:
        isHere = next < sparse.count && sparse[next].index == index
        if isHere {
          start = sparse[next].at
          next += 1
        }
      case .shared: isHere = true
      }
    }

    mutating func append(to block: inout RowBlock) throws(Failure) {
      guard isHere else { return block.append(cell: []) }
      var cursor = cursor
      cursor.at = start
      try block.append(value: &cursor)
    }

    /// Whether all values belonged to cells.
    mutating func checkEnd(_ count: Int) throws(Failure) {
      guard count > 0 else { return }
      if form == .list, try cursor.item() {
        throw Failure(
          .badData, "there are more values than the \(count) cells of the cube",
          at: Place(cursor.locator))
      }
      guard form != .sparse || next == sparse.count else {
        throw Failure(
          .badData, "a value has the number \(sparse[next].index) and the cube \(count) cells",
          at: Place(cursor.locator))
      }
    }
  }
}
