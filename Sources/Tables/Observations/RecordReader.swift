internal import Documents
public import Records
internal import Text

/// Reads the rows of a table that is not statistics, block by block, as they stand.
public struct RecordReader {
  private var rows: RowReader
  private let layout: TableLayout
  private var block = RowBlock()
  /// The columns of the table in SQL.
  public let columns: [RecordColumn]
  /// Where the rows went.
  public private(set) var accounting = Accounting()

  private var hasToldOfNames = false
  /// How many columns the part of the table has that is read, where it is fewer than all.
  private var partWidth: Int?
  /// Texts that stand for NULL.
  private let missing: Set<[UInt8]>
  private var cells: CellReader

  init(
    rows: RowReader, layout: TableLayout, columns: [RecordColumn], vocabulary: Vocabulary,
    missing: Set<String> = []
  ) {
    self.missing = Set(missing.map { Array($0.utf8) })
    cells = CellReader(vocabulary: vocabulary, missing: missing)
    self.rows = rows
    self.layout = layout
    self.columns = columns
  }

  /// What the cells of each column are, where that was counted.
  public var profiles: [ColumnProfile] { rows.profiler?.profiles ?? [] }

  /// Reads the next rows into a batch; `false` where there are none left.
  ///
  /// - Throws: a `Failure` where reading fails.
  public mutating func next(into batch: inout FieldBatch) throws(Failure) -> Bool {
    block.removeAll()
    // The batch's memory is used again for the next block.
    swap(&block.bytes, &batch.bytes)
    swap(&block.fields, &batch.fields)
    batch = FieldBatch(columns: columns.count)
    guard try rows.next(into: &block) else { return false }
    if let named = layout.namedColumns, !hasToldOfNames {
      // The rows are kept; which of their columns has no name is for a person to say.
      hasToldOfNames = true
      batch.rejects.append(
        Reject(
          line: layout.headingLines.last ?? 1, code: "unnamed_columns",
          message:
            "the headings name \(named) columns and the rows have \(columns.count): name every column",
          raw: layout.heading.joined(separator: ",")))
    }
    for reject in block.rejects {
      accounting.read += 1
      accounting.rejected += 1
      batch.rejects.append(reject)
    }
    let width = columns.count
    accounting.read += block.count
    batch.lines.reserveCapacity(block.count)
    let headings = headingsPrinted()
    // Fields of rows that are kept move down over those that are not.
    var kept = 0
    var start = 0
    for row in 0..<block.count {
      let end = Int(block.ends[row])
      let line = block.lines[row]
      let count = end - start
      if !headings.isEmpty, headings.contains(row) {
        accounting.pass("repeated_heading")
        start = end
        continue
      }
      if line >= UInt32(layout.firstLine), count == width,
        !(width == 1 && block.fields[start].length == 0)
      {
        if kept != start {
          for offset in 0..<width { block.fields[kept + offset] = block.fields[start + offset] }
        }
        kept += width
        batch.lines.append(line)
        accounting.stored += 1
      } else {
        if line >= UInt32(layout.firstLine), count > width, areEmpty(start + width..<end) {
          // Separators at the end of the row add cells that hold nothing.
          for offset in 0..<width { block.fields[kept + offset] = block.fields[start + offset] }
          kept += width
          batch.lines.append(line)
          accounting.stored += 1
        } else {
          passOrReject(row, start..<end, line, &batch)
        }
      }
      start = end
    }
    block.fields.removeLast(block.fields.count - kept)
    for index in block.fields.indices {
      let length = block.fields[index].length
      // An empty cell without quotes is NULL; with quotes it is an empty text.
      block.fields[index].length = length == 0 ? UInt32.max : length & ~RowBlock.quoted
    }
    nullNumbers()
    for column in columns.indices where !columns[column].isPlain { rewrite(column) }
    if !missing.isEmpty { nullMissing() }
    swap(&block.bytes, &batch.bytes)
    swap(&block.fields, &batch.fields)
    return true
  }

  /// A quoted empty cell in a column of numbers is NULL as well.
  private mutating func nullNumbers() {
    for (column, kind) in columns.enumerated() where kind.affinity != .text {
      var index = column
      while index < block.fields.count {
        if block.fields[index].length == 0 { block.fields[index].length = UInt32.max }
        index += columns.count
      }
    }
  }

  /// Writes the numbers of a column as SQL writes them; marks of missing ones are NULL.
  private mutating func rewrite(_ column: Int) {
    let style = layout.columns[column].style
    var index = column
    while index < block.fields.count {
      defer { index += columns.count }
      let field = block.fields[index]
      guard field.length != UInt32.max else { continue }
      let range = Int(field.start)..<Int(field.start + field.length)
      if isPlain(range, style) { continue }
      let bytes = Array(block.bytes[range])
      switch cells.read(bytes.span, style: style) {
      case .number(let number):
        let text =
          columns[column].affinity == .integer
            || number.value == number.value.rounded()
              && abs(number.value) < 1e15
          ? String(Int64(number.value)) : String(number.value)
        block.fields[index] = FieldBatch.Field(
          start: UInt32(block.bytes.count), length: UInt32(text.utf8.count))
        block.bytes += text.utf8
      default: block.fields[index].length = UInt32.max
      }
    }
  }

  /// Digits, with a minus sign before them, and a point among them where it is the decimal mark.
  private func isPlain(_ range: Range<Int>, _ style: NumberStyle) -> Bool {
    for at in range {
      let byte = block.bytes[at]
      if isDigit(byte) || byte == UInt8(ascii: "-") && at == range.lowerBound { continue }
      guard byte == UInt8(ascii: "."), style.decimal == byte else { return false }
    }
    return isDigit(block.bytes[range.upperBound - 1])
  }

  private func areEmpty(_ fields: Range<Int>) -> Bool {
    fields.allSatisfy { block.length($0) == 0 }
  }

  /// The rows that print the headings once more, with which another part of the table begins.
  ///
  /// Where it has fewer columns, its rows are filled up.
  private mutating func headingsPrinted() -> Set<Int> {
    let headings = layout.heading.map { Array($0.utf8) }
    var found: Set<Int> = []
    guard let name = headings.first else { return found }
    var start = 0
    for row in 0..<block.count {
      let length = block.fields[start].length & ~RowBlock.quoted
      start = Int(block.ends[row])
      if length == UInt32(name.count), block.lines[row] >= UInt32(layout.firstLine),
        isHeading(block.fields(of: row), headings)
      {
        found.insert(row)
      }
    }
    guard partWidth != nil || found.contains(where: { block.fields(of: $0).count < columns.count })
    else { return found }
    var fields: [FieldBatch.Field] = []
    var ends: [Int32] = []
    for row in 0..<block.count {
      let own = block.fields(of: row)
      fields += block.fields[own]
      if found.contains(row) {
        partWidth = own.count < columns.count ? own.count : nil
      } else if own.count == partWidth {
        fields += Array(
          repeating: FieldBatch.Field(start: 0, length: 0), count: columns.count - own.count)
      }
      ends.append(Int32(fields.count))
    }
    (block.fields, block.ends) = (fields, ends)
    return found
  }

  /// Whether a row prints the headings once more, or as many of them as it has columns.
  private func isHeading(_ fields: Range<Int>, _ headings: [[UInt8]]) -> Bool {
    guard headings.count > 1, let first = fields.first, let name = headings.first, !name.isEmpty,
      block.length(first) == name.count, block.bytes[block.range(first)].elementsEqual(name)
    else { return false }
    let count = min(fields.count, headings.count)
    return count > 1 && count * 2 > headings.count
      && zip(fields, headings).allSatisfy { field, name in
        block.bytes[block.range(field)].elementsEqual(name)
      }
  }

  private mutating func nullMissing() {
    for index in block.fields.indices where block.fields[index].length != UInt32.max {
      let start = Int(block.fields[index].start)
      if missing.contains(Array(block.bytes[start..<start + Int(block.fields[index].length)])) {
        block.fields[index].length = UInt32.max
      }
    }
  }

  private mutating func passOrReject(
    _ row: Int, _ fields: Range<Int>, _ line: UInt32, _ batch: inout FieldBatch
  ) {
    let isBlank = !fields.contains { block.length($0) > 0 }
    if line < UInt32(layout.firstLine) {
      accounting.pass(
        isBlank ? "blank" : layout.headingLines.contains(Int(line)) ? "heading" : "preamble")
    } else if isBlank, fields.count == 1 {
      accounting.pass("blank")
    } else if block.bytes[Int(block.starts[row])] == UInt8(ascii: "#") {
      accounting.pass("comment")
    } else {
      accounting.rejected += 1
      batch.rejects.append(
        Reject(
          line: Int(line), code: "ragged_row",
          message: "expected \(columns.count) cells, found \(fields.count)",
          raw: block.raw(row)))
    }
  }
}

extension RecordColumn {
  /// The columns of a table: a name in SQL for each heading, and the type that fits all of its
  /// cells.
  static func columns(_ layout: TableLayout, _ profiles: [ColumnProfile]) -> [RecordColumn] {
    var taken: Set<String> = ["source_id", "source_line"]
    return layout.columns.indices.map { index in
      let heading = index < layout.names.count ? layout.names[index] : ""
      let style = layout.columns[index].style
      var name = identifier(heading)
      if name.isEmpty { name = "column_\(index + 1)" }
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)_\(number)"
        number += 1
      }
      let profile = index < profiles.count ? profiles[index] : ColumnProfile()
      let affinity = layout.columns[index].isText ? .text : affinity(profile, style)
      return RecordColumn(
        name: candidate, heading: heading, affinity: affinity,
        isPlain: affinity == .text || profile.convertible + profile.missing == 0)
    }
  }

  /// Letters and digits in lower case, anything else as one underscore.
  static func identifier(_ text: some StringProtocol) -> String {
    var name = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    if name.first?.isNumber ?? false { name = "_" + name }
    return name
  }

  private static func affinity(_ profile: ColumnProfile, _ style: NumberStyle) -> Affinity {
    guard profile.codes == 0 else { return .text }
    // Marks of missing numbers among numbers are NULL.
    let filled = profile.filled - profile.missing
    guard filled > 0 else { return .text }
    if profile.plainIntegers == filled { return .integer }
    if profile.plainIntegers + profile.plainReals == filled { return .real }
    let isComma = style.decimal == NumberStyle.comma.decimal
    let (decimals, others) =
      isComma
      ? (
        profile.decimalComma + profile.ambiguousComma, profile.decimalPoint + profile.groupingComma
      )
      : (
        profile.decimalPoint + profile.ambiguousPoint, profile.decimalComma + profile.groupingPoint
      )
    let marks =
      decimals + profile.groupingComma + profile.groupingPoint + profile.ambiguousComma
      + profile.ambiguousPoint
    guard profile.plainIntegers + profile.plainReals + profile.convertible == filled, others == 0,
      profile.trailingMinus == 0 || style.trailsMinus, profile.spaced == 0 || decimals > 0,
      // Codes such as “12E4” look like numbers with an exponent: something must show that they are.
      profile.plainIntegers + profile.plainReals + marks > 0
    else { return .text }
    return decimals > 0 ? .real : .integer
  }
}
