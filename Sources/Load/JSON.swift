internal import Records

/// Writes small JSON texts (RFC 8259).
enum JSON {
  /// An object of texts in the given order; `nil` where it is empty.
  static func object(_ dimensions: [SeriesDescription.Dimension]) -> String? {
    guard !dimensions.isEmpty else { return nil }
    return "{" + dimensions.map { "\(JSONText.quoted($0.name)):\(JSONText.quoted($0.value))" }.joined(separator: ",")
      + "}"
  }

  /// An object of whole numbers, sorted by name.
  static func object(_ counts: [String: Int]) -> String {
    "{" + counts.sorted { $0.key < $1.key }.map { "\(JSONText.quoted($0.key)):\($0.value)" }.joined(separator: ",")
      + "}"
  }
}
