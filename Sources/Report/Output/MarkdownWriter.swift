internal import Storage

/// A Markdown table (GitHub's); the first rows decide which columns hold numbers and stand to the
/// right.
final class MarkdownWriter: ReportPresenter {
  private let output: Output
  private var columns: [String] = []
  private var held: [[Value]] = []
  private var isOpen = false
  private var optional = OptionalColumns()

  /// Rows that are looked at for the alignment.
  private static let sample = 200

  init(_ output: Output) { self.output = output }

  func present(_ report: Report, _ parameters: [(name: String, value: String)]) {
    optional.names = report.optional
  }

  func begin(_ columns: [String]) { self.columns = columns }

  func row(_ values: [Value]) {
    if isOpen { return line(values) }
    held.append(values)
    if held.count >= MarkdownWriter.sample { settle() }
  }

  func end() {
    if !isOpen {
      optional.leaveOut(&columns, &held)
      settle()
    }
    output.flush()
  }

  private func settle() {
    isOpen = true
    line(columns.map(Value.text))
    let marks = columns.indices.map { column in
      let isNumeric =
        held.contains { $0[column].number != nil }
        && held.allSatisfy { $0[column].number != nil || $0[column] == .null }
      return isNumeric ? " ---: |" : " --- |"
    }
    output.write("|" + marks.joined() + "\n")
    for row in held { line(row) }
    held = []
  }

  private func line(_ values: [Value]) {
    output.write(
      "| " + values.map { MarkdownWriter.cell(Cell.line($0)) }.joined(separator: " | ") + " |\n")
  }

  /// What Markdown or HTML would read as more than text is escaped.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "|", "`", "*", "[", "]": result += "\\" + String(character)
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
    return result
  }
}
