internal import Storage

/// What the values of a column are, told from all of them while they are written (Table Schema 2.0
/// types).
struct ColumnType {
  private var hasIntegers = false
  private var hasReals = false
  private var hasTexts = false
  private var areDates = true
  private var hasValues = false

  /// Looks at a value.
  mutating func add(_ value: Value) {
    switch value {
    case .null: return
    case .integer: hasIntegers = true
    case .real: hasReals = true
    case .text(let text):
      hasTexts = true
      if areDates, !ColumnType.isDate(text) { areDates = false }
    case .blob:
      hasTexts = true
      areDates = false
    }
    hasValues = true
  }

  /// The type: a column of both numbers and texts is text.
  var name: String {
    guard hasValues else { return "any" }
    if hasTexts { return areDates && !hasIntegers && !hasReals ? "date" : "string" }
    return hasReals ? "number" : "integer"
  }

  /// `2024-03-05`.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == 0x2D : byte >= 0x30 && byte <= 0x39
    }
  }
}
