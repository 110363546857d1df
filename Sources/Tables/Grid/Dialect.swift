internal import Documents
internal import Text

/// How the cells of a table are written: CSV in the sense of RFC 4180, with the delimiters that are
/// in use.
public struct Dialect: Equatable, Sendable {
  /// The byte between two cells.
  public var delimiter: UInt8
  /// The byte around a cell that holds delimiters or line ends; doubled within.
  public var quote: UInt8

  /// A blank follows each delimiter and belongs to it: `a, "b, c", d`.
  public var skipsBlanks: Bool

  /// A dialect with a delimiter.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""),
    skipsBlanks: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.skipsBlanks = skipsBlanks
  }

  /// The delimiters that are tried, the most frequent first.
  static let delimiters: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// The delimiter in a person's words.
  public var delimiterName: String {
    switch delimiter {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: "|"): "pipe"
    case SheetFacts.separator: "cells"
    case UInt8(ascii: " "): "blank"
    default: String(UnicodeScalar(delimiter))
    }
  }
}

extension Dialect {
  /// What the structure of a text says about its dialect.
  package struct Decision {
    package var dialect: Dialect
    /// The number of cells that most rows have.
    package var columns: Int
    /// The share of rows, by their length, that have it.
    package var consistency: Double
    /// Rows that are not blank.
    package var rows: Int
  }

  /// The cells of a sheet, as `SheetText` writes them.
  static func sheet(_ sheet: SheetFacts) -> Decision {
    Decision(
      dialect: Dialect(delimiter: SheetFacts.separator, quote: 0), columns: sheet.columns,
      consistency: 1, rows: sheet.rows)
  }

  /// Decides on the delimiter from the structure of the first rows; the text may end within a row.
  package static func decide(_ head: [UInt8], isWhole: Bool) -> Decision {
    if isColumnOfDecimals(head) {
      return Dialect(delimiter: SheetFacts.separator).fit(head, isWhole: isWhole).0
    }
    var best: (decision: Decision, score: Double)?
    for delimiter in delimiters where head.contains(delimiter) {
      let (decision, score) = Dialect(delimiter: delimiter).fit(head, isWhole: isWhole)
      if score > best?.score ?? 0 { best = (decision, score) }
    }
    if let best, isFollowedByBlanks(best.decision.dialect.delimiter, head) {
      let dialect = Dialect(delimiter: best.decision.dialect.delimiter, skipsBlanks: true)
      let (decision, score) = dialect.fit(head, isWhole: isWhole)
      if score >= best.score { return decision }
    }
    if best?.score ?? 0 < 0.6, let blank = blankSeparated(head, isWhole: isWhole) { return blank }
    if let single = singleQuoted(head, isWhole: isWhole), single.score >= best?.score ?? 0 {
      return single.decision
    }
    if let best { return best.decision }
    // Commas that a blank follows are those of sentences: each line is one cell.
    let dialect = isProse(head) ? Dialect(delimiter: SheetFacts.separator) : Dialect()
    return dialect.fit(head, isWhole: isWhole).0
  }

  /// Whether there are commas in a text and blanks after all of them, no quote and no other
  /// delimiter.
  private static func isProse(_ head: [UInt8]) -> Bool {
    let comma = UInt8(ascii: ",")
    guard head.contains(comma), !head.contains(where: { $0 == 0x22 || $0 == SheetFacts.separator }),
      !delimiters.dropFirst().contains(where: { head.contains($0) })
    else { return false }
    return zip(head, head.dropFirst()).allSatisfy { $0 != comma || $1 == 0x20 }
  }

  /// Whether below a first line without a comma each line is one number with a decimal comma at most,
  /// and two have one: a column of its own.
  private static func isColumnOfDecimals(_ head: [UInt8]) -> Bool {
    let comma = UInt8(ascii: ",")
    guard head.contains(comma), !head.contains(SheetFacts.separator),
      !delimiters.dropFirst().contains(where: { head.contains($0) })
    else { return false }
    let lines = head.split { $0 == 0x0A || $0 == 0x0D }
    guard let first = lines.first, !first.contains(comma), !first.contains(where: isDigit) else {
      return false
    }
    var decimals = 0
    for line in lines.dropFirst() where line.contains(comma) {
      let parts = line.split(separator: comma, omittingEmptySubsequences: false)
      guard parts.count == 2, let last = parts[0].last, isDigit(last),
        !parts[1].isEmpty, parts[1].allSatisfy({ isDigit($0) || $0 == 0x20 || $0 == 0x2D })
      else { return false }
      decimals += 1
    }
    return decimals > 1
  }

  /// Whether a blank follows nearly every delimiter, but at the ends of lines.
  private static func isFollowedByBlanks(_ delimiter: UInt8, _ head: [UInt8]) -> Bool {
    guard delimiter != UInt8(ascii: "\t") else { return false }
    var (all, followed) = (0, 0)
    for (byte, next) in zip(head, head.dropFirst()) where byte == delimiter {
      if next == 0x0A || next == 0x0D { continue }
      all += 1
      followed += next == 0x20 ? 1 : 0
    }
    return all > 0 && followed * 20 >= all * 19
  }

  /// Cells between single blanks: rows of the same number of cells, three at least, many of them
  /// numbers, as no sentences are.
  private static func blankSeparated(_ head: [UInt8], isWhole: Bool) -> Decision? {
    let dialect = Dialect(delimiter: UInt8(ascii: " "))
    let (decision, _) = dialect.fit(head, isWhole: isWhole)
    guard decision.columns > 1, decision.rows > 2, decision.consistency >= 0.95 else { return nil }
    var reader = RowTokenizer(dialect: dialect)
    var block = RowBlock()
    block.bytes = head
    reader.tokenize(&block, filled: head.count, isLast: isWhole)
    var (cells, numbers) = (0, 0)
    for row in 1..<max(2, block.count) where row < block.count {
      for field in block.fields(of: row) {
        cells += 1
        let text = block.bytes[block.range(field)]
        // Padding between columns is no delimiter.
        guard let first = text.first else { return nil }
        numbers += isDigit(first) || first == UInt8(ascii: "-") ? 1 : 0
      }
    }
    return numbers * 2 >= cells ? decision : nil
  }

  /// A dialect that quotes with apostrophes: no double quote opens a cell, and apostrophes open and
  /// close whole cells, in two rows at least.
  private static func singleQuoted(_ head: [UInt8], isWhole: Bool) -> (
    decision: Decision, score: Double
  )? {
    let apostrophe = UInt8(ascii: "'")
    guard head.contains(apostrophe) else { return nil }
    var best: (decision: Decision, score: Double)?
    for delimiter in delimiters where head.contains(delimiter) {
      let dialect = Dialect(delimiter: delimiter, quote: apostrophe)
      var reader = RowTokenizer(dialect: dialect)
      var block = RowBlock()
      block.bytes = head
      reader.tokenize(&block, filled: head.count, isLast: isWhole)
      let quoted = (0..<block.count).count { row in
        block.fields(of: row).contains { block.isQuoted($0) }
      }
      let isOpened = (0..<block.count).contains { row in
        block.fields(of: row).contains { field in
          !block.isQuoted(field)
            && block.bytes[block.range(field)].first == UInt8(ascii: "\"")
        }
      }
      guard block.rejects.isEmpty, quoted > 1, !isOpened else { continue }
      let (decision, score) = dialect.fit(head, isWhole: isWhole)
      if score > best?.score ?? 0 { best = (decision, score) }
    }
    return best
  }

  /// How well the rows of a text fit a delimiter: how many have the same number of cells, and how
  /// clean the cells are.
  private func fit(_ head: [UInt8], isWhole: Bool) -> (Decision, score: Double) {
    var reader = RowTokenizer(dialect: self)
    var block = RowBlock()
    block.bytes = head
    reader.tokenize(&block, filled: head.count, isLast: isWhole)
    var widths: [Int: Int] = [:]
    var filledRows = 0
    var unclean = 0
    var cells = 0
    for row in 0..<block.count {
      let fields = block.fields(of: row)
      // A separator at the end of each line adds an empty cell; a row of nothing but separators is
      // blank.
      let used = (fields.lastIndex { block.length($0) > 0 }).map { $0 - fields.lowerBound + 1 } ?? 0
      guard used > 0 else { continue }
      // Lines of comment say nothing of the cells.
      if block.bytes[Int(block.starts[row])] == UInt8(ascii: "#"), fields.count == 1 || row > 0 {
        continue
      }
      filledRows += 1
      widths[fields.count, default: 0] += 1
      for field in fields where !block.isQuoted(field) {
        cells += 1
        if Dialect.holdsRival(block.bytes[block.range(field)], of: delimiter) { unclean += 1 }
      }
    }
    guard
      let mode = widths.max(by: {
        ($0.value * min($0.key, 4), $0.key) < ($1.value * min($1.key, 4), $1.key)
      })
    else {
      return (Decision(dialect: self, columns: 0, consistency: 0, rows: 0), 0)
    }
    let consistency = Double(mode.value) / Double(filledRows)
    let decision = Decision(
      dialect: self, columns: mode.key, consistency: consistency, rows: filledRows)
    guard mode.key > 1 else { return (decision, 0) }
    let clean = 1 - Double(unclean) / Double(max(1, cells))
    return (decision, consistency * clean * clean * (1 + min(0.2, Double(mode.key) * 0.01)))
  }

  /// Whether an unquoted cell holds what separates cells in another dialect.
  private static func holdsRival(_ cell: ArraySlice<UInt8>, of delimiter: UInt8) -> Bool {
    // A comma at the edge of a cell separated it from another; blanks and tabs there are padding.
    if delimiter != UInt8(ascii: ","),
      cell.first == UInt8(ascii: ",") || cell.last == UInt8(ascii: ",")
    {
      return true
    }
    var cell = cell
    while let last = cell.last, last == 0x20 || last == 0x09 { cell.removeLast() }
    for byte in cell {
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"): return true
      case UInt8(ascii: "\""): return true
      default: break
      }
    }
    return false
  }
}
