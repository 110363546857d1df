internal import Documents
internal import Records
internal import Text

/// What a line above a table is: a title, a number, a remark, a stamp.
extension Preamble {
  /// “Table 22”, “Figure 3”: what a table is called, and not what it holds.
  static func isNumber(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count <= 2 && line.contains { $0.isNumber } && !line.contains { ",:".contains($0) }
  }

  /// The part of a line that the vocabulary knows as an indicator: all of it, or what stands after a
  /// colon, without brackets.
  static func known(_ line: String, _ vocabulary: Vocabulary) -> String? {
    func isKnown(_ text: some StringProtocol) -> Bool {
      !vocabulary.indicators(labelled: text).candidates.isEmpty
    }
    let last = line.pieces(by: ": ").last.map { String($0.trimmed) } ?? line
    for text in [line, last] {
      if isKnown(text) { return text }
      if let (stem, _) = PeriodLabelReader.bracketed(text), isKnown(stem) { return text }
    }
    return nil
  }

  /// A day with a time of it among a few words: when the file was made.
  static func isStamp(_ line: String, _ periods: inout PeriodLabelReader) -> Bool {
    let words = line.split(separator: " ").map { String($0.trimmedMarks) }
    guard words.count <= 12, words.contains(where: { isTimeOfDay($0) }) else { return false }
    let days = words.indices.flatMap { start in
      [1, 2, 3].compactMap { length -> TimePeriod? in
        guard start + length <= words.count else { return nil }
        let text = words[start..<start + length].joined(separator: " ")
        return text.contains(":") ? nil : periods.read(text)?.period
      }
    }
    return days.contains { $0.frequency == .daily }
  }

  /// `11:02`, `09:11:20`.
  static func isTimeOfDay(_ word: String) -> Bool {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy { (1...2).contains($0.count) && Int($0).map { $0 < 60 } ?? false }
  }

  /// Sentences, and notes under a number: they say how figures were made, and not what they are.
  static func isRemark(_ line: String) -> Bool {
    if line.contains(". ") && line.last == "." { return true }
    if line.last == ".", line.count > 60 { return true }
    let number = line.drop { "([".contains($0) }.prefix { $0.isNumber }
    return !number.isEmpty && number.count < 3
      && line.drop { "([".contains($0) }.dropFirst(number.count).first.map { ")]".contains($0) }
        ?? false
  }
}
