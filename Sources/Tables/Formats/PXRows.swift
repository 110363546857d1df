internal import Documents
internal import Records

/// The cells of a PX file's cube, one observation a row.
struct PXRows: GridRows {
  private let file: PXFile
  private var at: Int
  private var index = 0
  private var start = 0
  private let count: Int
  private var strides: [(step: Int, count: Int)] = []
  /// Which value each column takes.
  private var sources: [(dimension: Int, isLabel: Bool)]
  /// In a file with keys: the keys of the row that is read, and how far into it.
  private var keyed: [Int] = []
  private var left = 0
  private let codes: [[String: Int]]
  private var line = 0

  init(_ file: PXFile) {
    self.file = file
    at = file.data
    var step = 1
    for dimension in file.dimensions.reversed() {
      strides.insert((step, dimension.labels.count), at: 0)
      step = step.multipliedReportingOverflow(by: dimension.labels.count).partialValue
    }
    count = step
    sources = file.columns.map { _ in (-1, false) }
    for (index, dimension) in file.dimensions.enumerated() {
      if let label = dimension.label { sources[label] = (index, true) }
      sources[dimension.code] = (index, false)
    }
    codes =
      file.hasKeys
      ? file.dimensions.map { dimension in
        var known: [String: Int] = [:]
        for (index, code) in dimension.codes.enumerated() { known[code] = index }
        for (index, label) in dimension.labels.enumerated() {
          known[label] = known[label] ?? index
        }
        return known
      } : []
  }

  var place: GridPlace {
    let position = GridPlace.at(start, in: file.bytes)
    return GridPlace(path: "DATA value \(line)", line: position.line, column: position.column)
  }

  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool {
    if file.hasKeys, left == 0, try !readKeys() { return false }
    guard let range = value() else {
      guard file.hasKeys || index == count else {
        throw Failure(
          .badData, "the cube has \(count) cells and DATA \(index) values", at: Place(file.locator))
      }
      return false
    }
    guard file.hasKeys || index < count else {
      throw Failure(
        .badData, "DATA has more values than the \(count) cells of the cube",
        at: Place(file.locator))
    }
    start = range.lowerBound
    if file.hasKeys { left -= 1 }
    let row = index
    index += 1
    line += 1
    for (column, source) in sources.enumerated() {
      if source.dimension >= 0 {
        let dimension = file.dimensions[source.dimension]
        let at = position(source.dimension, row)
        block.append(cell: (source.isLabel ? dimension.labels : dimension.codes)[at].utf8)
      } else if let units = file.units, column == units.column {
        let at = units.dimension < 0 ? 0 : position(units.dimension, row)
        block.append(cell: units.texts[at].utf8)
      } else {
        block.append(cell: file.bytes[range])
      }
    }
    block.endRow(line: line)
    return true
  }

  private func position(_ dimension: Int, _ row: Int) -> Int {
    if file.hasKeys, dimension < file.stubs { return keyed[dimension] }
    return row / strides[dimension].step % strides[dimension].count
  }

  /// The next value, without its quotes; `nil` at the end.
  private mutating func value() -> Range<Int>? {
    let bytes = file.bytes
    while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: ",") { at += 1 }
    guard at < bytes.count, bytes[at] != UInt8(ascii: ";") else { return nil }
    let start = at
    if bytes[at] == UInt8(ascii: "\"") {
      at += 1
      while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
      at += 1
      return start + 1..<min(at - 1, bytes.count)
    }
    while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ","),
      bytes[at] != UInt8(ascii: ";")
    { at += 1 }
    return start..<at
  }

  /// The keys before the figures of a row; `false` at the end.
  private mutating func readKeys() throws(Failure) -> Bool {
    keyed = []
    for dimension in 0..<file.stubs {
      guard let range = value() else {
        guard dimension == 0 else {
          throw Failure(.badData, "DATA ends within the keys of a row", at: Place(file.locator))
        }
        return false
      }
      let key = String(decoding: file.bytes[range], as: UTF8.self)
      guard let index = codes[dimension][key] else {
        let place = GridPlace.at(range.lowerBound, in: file.bytes)
        throw Failure(
          .badData, "“\(key)” is no value of \(file.dimensions[dimension].name)",
          at: Place(file.locator, line: place.line, column: place.column))
      }
      keyed.append(index)
    }
    left = file.dimensions[file.stubs...].reduce(1) { $0 * $1.labels.count }
    index = 0
    return left > 0
  }
}
