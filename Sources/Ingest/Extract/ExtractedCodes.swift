internal import Records
internal import Text

/// Codes of records in the vocabulary that is there now.
///
/// Records may have been made with rows of vocabulary that this warehouse does not have: such a
/// code is told once a document, and what it stood for is kept as a label.
struct ExtractedCodes {
  /// What a code is one of.
  enum Kind: String {
    case place, indicator, unit
  }

  private let vocabulary: Vocabulary
  /// The file of records.
  private let locator: String
  private var told: Set<String> = []
  /// What is to be told.
  var unknown: [Reject] = []
  /// The line that is read.
  var line = 0

  init(_ vocabulary: Vocabulary, locator: String) {
    self.vocabulary = vocabulary
    self.locator = locator
  }

  /// A code with the label to keep: where it is not known there is no code, and the label is what
  /// was printed, or else its name.
  mutating func resolve(
    _ kind: Kind, _ code: String?, name: String?, text: String?
  ) -> (code: String?, text: String?) {
    guard let code, !isKnown(kind, code) else { return (code, text) }
    if told.insert("\(kind) \(code)").inserted {
      unknown.append(
        Reject(
          line: line, code: "unknown_code",
          message:
            "the \(kind) \(code) is not in this warehouse's vocabulary: its label is kept; add it (tally vocabulary add), and ingest the records again",
          raw: name ?? text, locator: locator))
    }
    return (nil, text ?? name ?? code)
  }

  private func isKnown(_ kind: Kind, _ code: String) -> Bool {
    switch kind {
    case .place: vocabulary.place(code: code) != nil
    case .indicator: vocabulary.indicator(code: code) != nil
    case .unit:
      // A quotient is entered where a table first names it.
      code.split(separator: "/").allSatisfy { vocabulary.unit(code: String($0)) != nil }
        || vocabulary.unit(code: code) != nil
    }
  }
}
