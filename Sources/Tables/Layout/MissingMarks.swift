internal import Text

/// Numbers that a table itself calls missing: “Missing: -99”, “-999 = no data”.
struct MissingMarks {
  /// As they are printed in cells.
  private(set) var marks: Set<String> = []

  /// Looks for them in the lines above and below a table, which hold one cell or two.
  init(_ rows: [TableHead.Row], _ vocabulary: Vocabulary) {
    for row in rows where row.filled <= 2 {
      let texts = row.cells.filter { !$0.isEmpty }
      let parts =
        texts.count == 2
        ? texts
        : texts.first?.split(maxSplits: 1) { ":=：".contains($0) }.map { String($0.trimmed) } ?? []
      guard parts.count == 2 else { continue }
      for (name, value) in [(parts[0], parts[1]), (parts[1], parts[0])]
      where MissingMarks.isOutside(value) && says(name, vocabulary) {
        marks.insert(value)
      }
    }
  }

  private func says(_ name: String, _ vocabulary: Vocabulary) -> Bool {
    let name = name.drop { "#%*/; ".contains($0) }
    return vocabulary.roles(ofHeading: name.last == ":" ? name.dropLast() : name)
      .contains("MISSING")
  }

  /// Whether a number lies outside of all figures, as marks do: -99, 9999, -9.99.
  ///
  /// “Missing: 12” counts what is missing.
  private static func isOutside(_ text: String) -> Bool {
    guard let value = Double(text) else { return false }
    let digits = text.filter { $0.isNumber && $0 != "0" }
    let nines = digits.count
    return nines > 0 && digits.allSatisfy { $0 == "9" } && (value < 0 || nines >= 3)
  }
}
