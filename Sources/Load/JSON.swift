internal import Records

/// Writes small JSON texts (RFC 8259).
enum JSON {
  /// An object of texts in the given order; `nil` where it is empty.
  static func object(_ dimensions: [SeriesDescription.Dimension]) -> String? {
    guard !dimensions.isEmpty else { return nil }
    return "{" + dimensions.map { "\(string($0.name)):\(string($0.value))" }.joined(separator: ",") + "}"
  }

  /// An object of whole numbers, sorted by name.
  static func object(_ counts: [String: Int]) -> String {
    "{" + counts.sorted { $0.key < $1.key }.map { "\(string($0.key)):\($0.value)" }.joined(separator: ",") + "}"
  }

  /// A text in quotes.
  static func string(_ text: String) -> String {
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
