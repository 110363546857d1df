public import Documents
internal import Records

/// What a person tells of a source, as the warehouse keeps it.
extension ReadingOptions {
  /// What can be told, by the name that it has in `source.told`.
  private static var parts: [(name: String, path: WritableKeyPath<ReadingOptions, String?>)] {
    [
      ("as", \.kindName), ("encoding", \.encoding), ("delimiter", \.delimiterName),
      ("table", \.table), ("title", \.title), ("publisher", \.publisher),
      ("published", \.published), ("place", \.place), ("indicator", \.indicator),
      ("unit", \.unit), ("period", \.period),
    ]
  }

  /// What belongs to one version of a source: when it was published, and of which period it is.
  private static let ofVersion: Set = ["published", "period"]

  private static let ofFigures: Set = ["place", "indicator", "unit", "period"]

  private var kindName: String? {
    get { kind?.rawValue }
    set { kind = newValue.flatMap { SourceDescription.Kind(rawValue: $0) } }
  }

  private var delimiterName: String? {
    get { delimiter.map { String(UnicodeScalar($0)) } }
    set { delimiter = newValue?.utf8.first }
  }

  /// What was told, by name, in a fixed order.
  public var toldParts: [(name: String, value: String)] {
    ReadingOptions.parts.compactMap { part in self[keyPath: part.path].map { (part.name, $0) } }
  }

  /// The same as a JSON object; `nil` where nothing was told.
  public var told: String? {
    let parts = toldParts
    return parts.isEmpty
      ? nil : JSONText.object(parts.map { ($0.name, JSONText.quoted($0.value)) })
  }

  /// What is told of figures, which only statistics have.
  public var toldOfFigures: [(name: String, value: String)] {
    toldParts.filter { ReadingOptions.ofFigures.contains($0.name) }
  }

  /// Whether something is told of figures.
  public var tellsOfFigures: Bool { !toldOfFigures.isEmpty }

  /// This, and what was told of the source before where this says nothing; an empty text takes
  /// back what was told.
  ///
  /// - Parameter sameBytes: the version is the one of which it was told; of a new one the period
  ///   and the date of publication are others.
  public func keeping(_ told: String?, sameBytes: Bool) -> ReadingOptions {
    var options = self
    var before: [String: JSONTree] = [:]
    if let told, case .object(let members)? = JSONTree(Array(told.utf8)) { before = members }
    for (name, path) in ReadingOptions.parts {
      if options[keyPath: path] == nil, sameBytes || !ReadingOptions.ofVersion.contains(name) {
        options[keyPath: path] = before[name]?.text
      }
      if options[keyPath: path]?.isEmpty ?? false { options[keyPath: path] = nil }
    }
    return options
  }
}
