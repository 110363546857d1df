internal import Documents
internal import Records

/// Rows as JSON: an array of objects or of rows, wherever in the document it stands, or one object
/// a line (NDJSON).
///
/// Objects within objects become columns of their own (`country.id`); lists stay JSON texts.
struct JSONRecords: Grid {
  let content: SourceContent
  let encoding: EncodingDetector.Decision
  let form: JSONElements.Form
  /// The path to the array: empty where the document is the array.
  let path: String
  private(set) var columns: [GridColumn] = []
  /// Rows are lists of cells, not objects.
  private(set) var areLists = false
  /// The first element holds the headings.
  private(set) var hasHeadings = false
  var about = GridDescription()
  /// Rows, cells that hold something, and of these, cells that are no lists.
  private(set) var counts = (rows: 0, filled: 0, scalars: 0)

  let mediaType: String
  let kind: SourceDescription.Kind? = nil

  var format: String { form == .lines ? "NDJSON" : "JSON" }

  /// Names the columns from all elements.
  ///
  /// - Throws: a `Failure` where the document is not JSON.
  init(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, _ form: JSONElements.Form,
    path: String
  ) throws(Failure) {
    self.content = content
    self.encoding = encoding
    self.form = form
    self.path = path
    mediaType = form == .lines ? "application/x-ndjson" : "application/json"
    var elements = try JSONElements(
      SourceText.stream(content, encoding), form, locator: content.source.locator)
    var names = JSONMembers()
    var width = 0
    var headings: [String] = []
    while try elements.next() {
      var cursor = elements.cursor
      switch cursor.kind() {
      case .object?:
        do throws(Failure) {
          try names.read(&cursor)
          counts.rows += 1
        } catch { if form != .lines { throw error } }
      case .array?:
        let cells = try JSONRecords.items(&cursor)
        if counts.rows == 0, width == 0, cells.allSatisfy(\.isString) {
          headings = cells.map(\.text)
        } else {
          counts.rows += 1
        }
        width = max(width, cells.count)
        counts.filled += cells.count
        counts.scalars += cells.count
      default: break
      }
    }
    if width > 0, names.names.isEmpty {
      areLists = true
      hasHeadings = !headings.isEmpty
      columns = (0..<width).map { GridColumn(heading: $0 < headings.count ? headings[$0] : "") }
    } else {
      columns = names.names.enumerated().map { index, name in
        GridColumn(heading: name, isText: names.isText(index))
      }
      counts.filled = names.filled
      counts.scalars = names.scalars
    }
    guard columns.count <= 30_000 else {
      throw Failure(
        .badData, "the objects have \(columns.count) different members: expected rows of one kind",
        at: Place(content.source.locator))
    }
  }

  /// The cells of a row that is a list.
  static func items(_ cursor: inout JSONCursor) throws(Failure) -> [(text: String, isString: Bool)]
  {
    var cells: [(text: String, isString: Bool)] = []
    cursor.open()
    while try cursor.item() {
      if cursor.kind() == .string {
        let range = try cursor.string()
        cells.append((cursor.text(range), true))
      } else {
        try cursor.skip()
        cells.append(("", false))
      }
    }
    return cells
  }

  func rows() throws(Failure) -> any GridRows {
    JSONRecordRows(
      try JSONElements(
        SourceText.stream(content, encoding), form, locator: content.source.locator), self)
  }
}

/// The members of objects by their names, those of objects within them by their paths.
struct JSONMembers {
  private(set) var names: [String] = []
  private var columns: [[UInt8]: Int] = [:]
  /// For each, values that are strings, and others.
  private var strings: [Int] = []
  private var others: [Int] = []
  private(set) var filled = 0
  private(set) var scalars = 0
  /// For each column, where its value stands in the element that was read last.
  private(set) var cells: [Int] = []
  private var next = 0

  init() {}

  init(_ columns: [GridColumn]) {
    for column in columns { _ = add(Array(column.heading.utf8)) }
  }

  private mutating func add(_ name: [UInt8]) -> Int {
    columns[name] = names.count
    names.append(String(decoding: name, as: UTF8.self))
    strings.append(0)
    others.append(0)
    cells.append(-1)
    return names.count - 1
  }

  /// Whether the values are strings throughout.
  func isText(_ column: Int) -> Bool { strings[column] > 0 && others[column] == 0 }

  /// Takes note of where the values of an object stand.
  mutating func read(_ cursor: inout JSONCursor) throws(Failure) {
    for index in cells.indices { cells[index] = -1 }
    next = 0
    try read(&cursor, prefix: [], depth: 0)
  }

  private static let deepest = 8

  private mutating func read(_ cursor: inout JSONCursor, prefix: [UInt8], depth: Int)
    throws(Failure)
  {
    cursor.open()
    while let range = try cursor.member() {
      let name = prefix + JSONCursor.unescaped(cursor.bytes[range])
      let kind = cursor.kind()
      if kind == .object, depth < JSONMembers.deepest {
        try read(&cursor, prefix: name + [UInt8(ascii: ".")], depth: depth + 1)
        continue
      }
      // Objects of one kind name their members in one order.
      let column: Int
      if next < names.count, names[next].utf8.elementsEqual(name) {
        column = next
      } else {
        column = columns[name] ?? add(name)
      }
      next = column + 1
      cells[column] = cursor.at
      let value = try cursor.skip()
      guard !cursor.holds(value, "null") else { continue }
      filled += 1
      if kind != .array { scalars += 1 }
      if kind == .string { strings[column] += 1 } else { others[column] += 1 }
    }
  }
}

/// The rows of records in JSON.
struct JSONRecordRows: GridRows {
  private var elements: JSONElements
  private let records: JSONRecords
  private var members: JSONMembers
  private var index = -1

  init(_ elements: JSONElements, _ records: JSONRecords) {
    self.elements = elements
    self.records = records
    members = JSONMembers(records.columns)
  }

  var place: GridPlace {
    let position = elements.place
    return GridPlace(
      path: records.form == .lines ? "line \(elements.line)" : records.path + "/\(index)",
      line: position.line, column: position.column)
  }

  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool {
    guard try elements.next() else { return false }
    index += 1
    var cursor = elements.cursor
    switch cursor.kind() {
    case .object? where !records.areLists:
      do throws(Failure) {
        try members.read(&cursor)
      } catch {
        guard records.form == .lines else { throw error }
        reject(&block, "not_json", error.message)
        return true
      }
      for at in members.cells.prefix(records.columns.count) {
        if at < 0 {
          block.append(cell: [])
        } else {
          cursor.at = at
          try block.append(value: &cursor)
        }
      }
      block.endRow(line: elements.line)
    case .array? where records.areLists:
      if index == 0, records.hasHeadings { return true }
      cursor.open()
      var count = 0
      while try cursor.item() {
        try block.append(value: &cursor)
        count += 1
      }
      while count < records.columns.count {
        block.append(cell: [])
        count += 1
      }
      block.endRow(line: elements.line)
    default: reject(&block, "not_an_object", "expected an object with the members of a row")
    }
    return true
  }

  private func reject(_ block: inout RowBlock, _ code: String, _ message: String) {
    let bytes = elements.cursor.bytes[elements.range]
    block.rejects.append(
      Reject(
        line: elements.line, code: code, message: message,
        raw: String(decoding: bytes.prefix(2000), as: UTF8.self)))
  }
}
