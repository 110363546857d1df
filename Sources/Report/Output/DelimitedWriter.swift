internal import Storage

/// CSV and TSV with a heading, quoted as RFC 4180 says, lines ended by a line feed; NULL is an
/// empty cell, an empty text is quoted.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises
/// (https://owasp.org/www-community/attacks/CSV_Injection): one that starts with `=`, `@`, a tab or
/// a carriage return, and one that starts with `+` or `-` and is more than a figure with its unit.
/// Numbers are never touched.
final class DelimitedWriter: BlockWriter {
  private let output: Output
  private let delimiter: UInt8
  private let layout: Layout

  init(_ output: Output, delimiter: UInt8, layout: Layout) {
    self.output = output
    self.delimiter = delimiter
    self.layout = layout
  }

  func begin(_ columns: [String]) {
    if layout.addsByteOrderMark { output.write("\u{FEFF}") }
    line(columns.map(Value.text))
  }
  func row(_ values: [Value]) { line(values) }
  func end() { output.flush() }

  func rows(_ block: ResultBlock) {
    let bytes = block.bytes
    var start = 0
    var column = 0
    for item in block.items {
      if column > 0 { output.write(delimiter) }
      switch item.kind {
      case .null: break
      case .integer: output.write(String(Int64(bitPattern: item.bits)))
      case .real: output.write(Cell.text(Double(bitPattern: item.bits)))
      case .text:
        let text = bytes[start..<start + Int(item.bits)]
        start += text.count
        if isPlain(text) {
          output.write(text)
        } else {
          output.write(cell(.text(String(decoding: text, as: UTF8.self))))
        }
      case .blob:
        output.write(cell(.blob(Array(bytes[start..<start + Int(item.bits)]))))
        start += Int(item.bits)
      }
      column += 1
      if column == block.columns {
        output.write(0x0A)
        column = 0
      }
    }
  }

  /// Whether a text is written as it is: ASCII that needs no quotes and starts like no formula.
  private func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "-"), 0x09:
      return false
    default: break
    }
    for byte in text where byte >= 0x80 || byte == delimiter || byte == 0x22 || byte < 0x20 {
      return false
    }
    return true
  }

  private func line(_ values: [Value]) {
    for (index, value) in values.enumerated() {
      if index > 0 { output.write(delimiter) }
      output.write(cell(value))
    }
    output.write(0x0A)
  }

  private func cell(_ value: Value) -> String {
    guard var text = Cell.text(value) else { return "" }
    if layout.escapesFormulas, value.text != nil, DelimitedWriter.isFormula(text) {
      text = "'" + text
    }
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// Whether a spreadsheet would take the text for a formula that can do something.
  static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    switch first {
    case "=", "@", "\t", "\r", "＝", "＠": return true
    case "+", "-", "＋", "－":
      // “-3.2 %” and “+5 percent” are figures; what calls, links or calculates needs more than
      // letters and digits.
      return text.unicodeScalars.dropFirst().contains { scalar in
        !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || " .,%‰°–-".unicodeScalars.contains(scalar)
          || scalar.properties.generalCategory == .currencySymbol || scalar.properties.isWhitespace)
          || scalar == "\n" || scalar == "\t"
      }
    default: return false
    }
  }
}
