internal import Records
internal import Storage

/// JSON (RFC 8259): an array of objects, or an object a line.
final class JSONWriter: RowWriter {
  private let output: Output
  private let isArray: Bool
  /// Columns whose text is JSON already.
  private let jsonColumns: Set<String>
  private var names: [String] = []
  private var isJSON: [Bool] = []
  private var isFirst = true

  init(_ output: Output, isArray: Bool, jsonColumns: Set<String> = []) {
    self.output = output
    self.jsonColumns = jsonColumns
    self.isArray = isArray
  }

  func begin(_ columns: [String]) {
    names = JSONWriter.distinct(columns).map(JSONText.quoted)
    isJSON = columns.map(jsonColumns.contains)
    if isArray { output.write("[") }
  }

  func row(_ values: [Value]) {
    let members = values.indices.map { index in
      if isJSON[index], case .text(let json) = values[index] { return "\(names[index]):\(json)" }
      return "\(names[index]):\(JSONWriter.value(values[index]))"
    }.joined(separator: ",")
    if isArray {
      output.write((isFirst ? "\n" : ",\n") + "{\(members)}")
    } else {
      output.write("{\(members)}\n")
    }
    isFirst = false
  }

  func end() {
    if isArray { output.write(isFirst ? "]\n" : "\n]\n") }
    output.flush()
  }

  /// Two columns of one name would lose a value in an object: the second is `name_2`.
  static func distinct(_ columns: [String]) -> [String] {
    var seen: Set<String> = []
    return columns.map { column in
      var name = column
      var count = 1
      while !seen.insert(name).inserted {
        count += 1
        name = "\(column)_\(count)"
      }
      return name
    }
  }

  private static func value(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? Cell.text(number) : "null"
    case .text(let text): JSONText.quoted(text)
    case .blob: JSONText.quoted(Cell.text(value) ?? "")
    }
  }
}
