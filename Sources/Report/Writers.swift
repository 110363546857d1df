internal import Storage

/// Columns side by side for a screen; numbers to the right.
///
/// The first rows decide the widths, so that a long result streams; a later, wider cell moves its own row only.
final class TableWriter: RowWriter {
  private let output: Output
  private let limit: Int?
  private var columns: [String] = []
  private var held: [[Value]] = []
  private var widths: [Int]?
  private var isNumeric: [Bool] = []

  /// Rows that are looked at for the widths.
  private static let sample = 2000
  /// A column of text is not made wider than this.
  private static let widest = 60

  init(_ output: Output, width: Int?) {
    self.output = output
    limit = width
  }

  func begin(_ columns: [String]) { self.columns = columns }

  func row(_ values: [Value]) {
    if widths != nil {
      line(values)
    } else {
      held.append(values)
      if held.count >= TableWriter.sample { settle() }
    }
  }

  func end() {
    if widths == nil { settle() }
    output.flush()
  }

  private func settle() {
    isNumeric = columns.indices.map { column in
      held.contains { $0[column].number != nil } && held.allSatisfy { $0[column].number != nil || $0[column] == .null }
    }
    var widths = columns.map(Cell.width)
    for row in held {
      for (column, value) in row.enumerated() {
        let width = Cell.width(TableWriter.oneLine(value))
        widths[column] = max(widths[column], limit == nil ? width : min(width, TableWriter.widest))
      }
    }
    self.widths = widths
    line(columns.map(Value.text), isHeading: true)
    output.write(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n")
    for row in held { line(row) }
    held = []
  }

  private func line(_ values: [Value], isHeading: Bool = false) {
    guard let widths else { return }
    var line = ""
    for (column, value) in values.enumerated() {
      let text =
        limit == nil ? TableWriter.oneLine(value) : Cell.cut(TableWriter.oneLine(value), to: max(widths[column], 4))
      let padding = String(repeating: " ", count: max(0, widths[column] - Cell.width(text)))
      if column > 0 { line += "  " }
      line += isNumeric[column] ? padding + text : column == values.count - 1 ? text : text + padding
    }
    if let limit { line = Cell.cut(line, to: limit) }
    while line.last == " " { line.removeLast() }
    output.write(line + "\n")
  }

  private static func oneLine(_ value: Value) -> String {
    let text = Cell.text(value) ?? ""
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

/// CSV (RFC 4180) and TSV with a heading; NULL is an empty cell, an empty text is quoted.
final class DelimitedWriter: RowWriter {
  private let output: Output
  private let delimiter: Character

  init(_ output: Output, delimiter: Character) {
    self.output = output
    self.delimiter = delimiter
  }

  func begin(_ columns: [String]) { line(columns.map(Value.text)) }
  func row(_ values: [Value]) { line(values) }
  func end() { output.flush() }

  private func line(_ values: [Value]) {
    output.write(values.map(cell).joined(separator: String(delimiter)) + "\n")
  }

  private func cell(_ value: Value) -> String {
    guard let text = Cell.text(value) else { return "" }
    let needsQuotes = text.isEmpty || text.contains { $0 == delimiter || $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

/// JSON (RFC 8259): an array of objects, or an object a line.
final class JSONWriter: RowWriter {
  private let output: Output
  private let isArray: Bool
  private var names: [String] = []
  private var isFirst = true

  init(_ output: Output, isArray: Bool) {
    self.output = output
    self.isArray = isArray
  }

  func begin(_ columns: [String]) {
    names = columns.map(JSONWriter.string)
    if isArray { output.write("[") }
  }

  func row(_ values: [Value]) {
    let members = zip(names, values).map { "\($0):\(JSONWriter.value($1))" }.joined(separator: ",")
    if isArray { output.write((isFirst ? "\n" : ",\n") + "{\(members)}") } else { output.write("{\(members)}\n") }
    isFirst = false
  }

  func end() {
    if isArray { output.write(isFirst ? "]\n" : "\n]\n") }
    output.flush()
  }

  private static func value(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? Cell.text(number) : "null"
    case .text(let text): string(text)
    case .blob: string(Cell.text(value) ?? "")
    }
  }

  private static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A Markdown table (GitHub's).
final class MarkdownWriter: RowWriter {
  private let output: Output

  init(_ output: Output) { self.output = output }

  func begin(_ columns: [String]) {
    line(columns.map(Value.text))
    output.write("|" + columns.map { _ in " --- |" }.joined() + "\n")
  }

  func row(_ values: [Value]) { line(values) }
  func end() { output.flush() }

  private func line(_ values: [Value]) {
    let cells = values.map { (Cell.text($0) ?? "").replacing("|", with: "\\|").replacing("\n", with: " ") }
    output.write("| " + cells.joined(separator: " | ") + " |\n")
  }
}

/// A complete page with one table.
final class HTMLWriter: RowWriter {
  private let output: Output
  private let title: String

  init(_ output: Output, title: String) {
    self.output = output
    self.title = title.isEmpty ? "Tally" : title
  }

  func begin(_ columns: [String]) {
    output.write(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(HTMLWriter.escaped(title))</title>
      <style>body{font:14px/1.4 sans-serif;margin:2em}table{border-collapse:collapse}th,td{padding:.3em .8em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}th{border-bottom:2px solid #333}</style>
      </head><body><h1>\(HTMLWriter.escaped(title))</h1>
      <table><thead><tr>\(columns.map { "<th>\(HTMLWriter.escaped($0))</th>" }.joined())</tr></thead><tbody>

      """)
  }

  func row(_ values: [Value]) {
    let cells = values.map { value in
      "<td\(value.number == nil ? "" : " class=\"n\"")>\(HTMLWriter.escaped(Cell.text(value) ?? ""))</td>"
    }
    output.write("<tr>\(cells.joined())</tr>\n")
  }

  func end() {
    output.write("</tbody></table></body></html>\n")
    output.flush()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }
}
