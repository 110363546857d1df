internal import Documents
internal import Records

/// A table that does not stand as lines of text in its source: the reader of a statistical format
/// names its columns, says what it knows of them, and yields its rows.
///
/// The headings are on line 0 and rows are counted from 1, in the order of the source: what a table
/// calls a line is here an observation or a record of the document.
protocol Grid: Sendable {
  /// The format in a person's words.
  var format: String { get }
  /// Its media type.
  var mediaType: String { get }
  /// The columns, in the order of the cells of a row.
  var columns: [GridColumn] { get }
  /// Statistics where the format holds nothing else; `nil` leaves the decision to the layout.
  var kind: SourceDescription.Kind? { get }
  /// What the source says of itself.
  var about: GridDescription { get }
  /// The rows from the first one on.
  func rows() throws(Failure) -> any GridRows
}

/// What a source says of itself.
struct GridDescription: Equatable, Sendable {
  var title: String?
  /// What it measures, where that is not its title.
  var measure: String?
  var publisher: String?
  /// ISO 8601.
  var published: String?
}

/// One column of a grid.
struct GridColumn: Equatable, Sendable {
  var heading: String
  /// What it is, where the format says so.
  var role: TableLayout.Role?
  /// A dimension or an attribute: it may name the place, what is measured or the unit, and holds no
  /// figures.
  var isKey = false
  /// An attribute of single figures: what it says that is not known is no part of their key.
  var isNote = false
  /// The column with the labels of these codes.
  var labels: Int?
  /// Text, however numeric it looks.
  var isText = false
}

/// The columns of a grid while they are named: those of one key are one.
struct GridColumns {
  var columns: [GridColumn] = []
  private var known: [String: Int] = [:]

  /// The column of a key, where there is one.
  subscript(_ key: String) -> Int? { known[key] }

  /// The column of a key, made where it is not there yet.
  mutating func column(_ key: String, _ make: () -> GridColumn) -> Int {
    if let index = known[key] { return index }
    known[key] = columns.count
    columns.append(make())
    return columns.count - 1
  }
}

/// Rows that are read one after the other.
protocol GridRows {
  /// Appends the next row to a block; `false` where there is none.
  ///
  /// - Throws: a `Failure` where the source is not what its beginning promised.
  mutating func append(to block: inout RowBlock) throws(Failure) -> Bool
  /// Where the figure, or the record, of the last row stands.
  var place: GridPlace { get }
}

/// Where a row stands in a document.
public struct GridPlace: Equatable, Sendable {
  /// The path to it, in the terms of the format: for JSON a pointer (RFC 6901).
  public var path: String
  /// Physical line and column, from 1.
  public var line: Int
  /// In characters, from 1.
  public var column: Int

  /// The line and column of a byte of a text.
  static func at(_ offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    var (line, start) = (1, 0)
    for index in 0..<min(offset, bytes.count) where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    let characters = bytes[start..<max(start, min(offset, bytes.count))].count { $0 & 0xC0 != 0x80 }
    return (line, characters + 1)
  }
}

extension RowBlock {
  /// Appends a cell to the row that is being filled.
  mutating func append(cell: some Collection<UInt8>, isQuoted: Bool = false) {
    let start = bytes.count
    bytes.append(contentsOf: cell)
    close(from: start, isQuoted: isQuoted)
  }

  /// Appends what was added to the bytes from a position on as a cell.
  mutating func close(from start: Int, isQuoted: Bool = false) {
    fields.append(
      FieldBatch.Field(
        start: UInt32(start),
        length: UInt32(bytes.count - start) | (isQuoted ? RowBlock.quoted : 0)))
    bytes.append(0x09)
  }

  /// Ends the row that is being filled.
  mutating func endRow(line: Int) {
    let first = ends.last.map { Int($0) } ?? 0
    starts.append(first < fields.count ? fields[first].start : UInt32(bytes.count))
    stops.append(UInt32(max(0, bytes.count - 1)))
    ends.append(Int32(truncatingIfNeeded: fields.count))
    lines.append(UInt32(clamping: line))
  }
}

/// Fills blocks with the rows of a grid, the headings first.
struct GridBlocks {
  private let grid: any Grid
  private var rows: (any GridRows)?

  init(_ grid: any Grid) { self.grid = grid }

  /// Bytes that a block holds.
  private static let size = 1 << 18

  /// Reads the next rows into an empty block; `false` where there are none.
  mutating func next(into block: inout RowBlock) throws(Failure) -> Bool {
    block.bytes.removeAll(keepingCapacity: true)
    var rows: any GridRows
    if let begun = self.rows {
      rows = begun
      self.rows = nil
    } else {
      for column in grid.columns { block.append(cell: column.heading.utf8) }
      block.endRow(line: 0)
      rows = try grid.rows()
    }
    while block.bytes.count < GridBlocks.size {
      guard try rows.append(to: &block) else { break }
    }
    self.rows = rows
    return block.count > 0 || !block.rejects.isEmpty
  }
}

extension Grid {
  /// Where a row stands in the document; `nil` where there is no such row.
  func place(ofRow line: Int) throws(Failure) -> GridPlace? {
    var rows = try rows()
    var block = RowBlock()
    while try rows.append(to: &block) {
      if block.lines.last == UInt32(clamping: line) { return rows.place }
      block.removeAll()
      block.bytes.removeAll(keepingCapacity: true)
    }
    return nil
  }
}
