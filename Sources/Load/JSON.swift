internal import Records

/// Writes small JSON texts (RFC 8259).
enum JSON {
  /// An object of whole numbers, sorted by name.
  static func object(_ counts: [String: Int]) -> String {
    JSONText.object(counts.sorted { $0.key < $1.key }.map { ($0.key, String($0.value)) })
  }
}
