internal import Records
internal import Text

/// The place and the indicator that a line names by code, by name, or by both.
struct CodedNames {
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The place of a line.
  ///
  /// - Parameter own: what Tally reads there.
  func place(_ line: ClaimLine, _ own: Claim?) throws(ClaimRefusal) -> (
    code: String?, name: String?
  ) {
    let index = try entry(
      Named(
        member: "place", code: line.placeCode, name: line.place, ownCode: own?.placeCode,
        ownName: own?.place),
      code: { vocabulary.place(code: $0) },
      named: { vocabulary.places(labelled: $0) }, name: { vocabulary.places[$0].name })
    return (index.map { vocabulary.places[$0].code }, index.map { vocabulary.places[$0].name })
  }

  /// The indicator of a line.
  func indicator(
    _ line: ClaimLine, _ own: Claim?
  ) throws(ClaimRefusal) -> (code: String?, name: String?) {
    let index = try entry(
      Named(
        member: "indicator", code: line.indicatorCode, name: line.indicator,
        ownCode: own?.indicatorCode, ownName: own?.indicator),
      code: { vocabulary.indicator(code: $0) },
      named: { vocabulary.indicators(labelled: $0) }, name: { vocabulary.indicators[$0].name })
    return (
      index.map { vocabulary.indicators[$0].code }, index.map { vocabulary.indicators[$0].name }
    )
  }

  /// What a line says, and what Tally says.
  private struct Named {
    var member: String
    var code: String?
    var name: String?
    var ownCode: String?
    var ownName: String?
  }

  /// Code and name must agree; of two that do not the one counts that was changed.
  private func entry(
    _ named: Named, code: (String) -> Int?, named find: (String) -> Vocabulary.LabelReading,
    name: (Int) -> String
  ) throws(ClaimRefusal) -> Int? {
    let member = named.member
    let isNameKept = named.name == nil || named.name == named.ownName
    let isCodeKept = named.code == named.ownCode
    if let text = named.code, isNameKept || !isCodeKept {
      guard let index = code(text) else {
        throw ClaimRefusal(
          "unknown_code",
          "\(member)_code: the vocabulary has no \(text): `tally vocabulary list \(member)s` tells them"
        )
      }
      if isNameKept { return index }
      guard let given = named.name,
        name(index) == given
          || find(given).candidates.contains(where: {
            Int($0.target) == index
          })
      else {
        throw ClaimRefusal(
          "unknown_code",
          "\(member)_code: \(text) is \(name(index)), and \(member) says \(named.name ?? ""): correct one, or leave \(member) out"
        )
      }
      return index
    }
    // A code that was taken away with its name left as it was says that there is none.
    guard let text = named.name, !isNameKept || named.ownCode == nil else { return nil }
    let found = find(text)
    guard let index = found.target else {
      throw ClaimRefusal(
        "unknown_code",
        found.candidates.isEmpty
          ? "\(member): the vocabulary has no \(text): say it in \(member)_text, or add it to the vocabulary"
          : "\(member): several are called \(text): say which in \(member)_code")
    }
    return index
  }
}
