/// Whole labels, as tables print them.
extension Vocabulary {
  /// What a label can be.
  package struct LabelReading {
    /// The index of the default reading; `nil` where two readings are equally good.
    package var target: Int?
    /// Every reading, the best first.
    package var candidates: [Matcher.Entry]
  }

  /// A name of this rank means its thing only where others beside it say so (`South`).
  package static let unlikely = 3

  /// The places that a label names.
  package func places(labelled label: some StringProtocol) -> LabelReading {
    var named = labels(.place, label)
    // What needs something beside it to be a place is none by itself: “Norte”, “South”.
    named.keep(where: { $0.needs == .nothing })
    // The code of a place is no name in the matcher: it is looked up as it is.
    guard named.candidates.isEmpty || label.utf8.count < 8, label.utf8.count >= 3,
      let target = place(code: String(label)),
      !named.candidates.contains(where: { $0.target == target })
    else { return named }
    let code = Matcher.Entry(kind: .place, form: .code, target: target)
    if let best = named.candidates.first, best.rank == 1 {
      return LabelReading(target: nil, candidates: named.candidates + [code])
    }
    return LabelReading(target: target, candidates: [code] + named.candidates)
  }

  /// The places that a label names only where something stands beside it.
  func placesWithNeeds(labelled label: some StringProtocol) -> [Matcher.Entry] {
    labels(.place, label).candidates.filter { $0.needs != .nothing }
  }

  /// The places that a label names where no other word stands beside it: “Sud” is one of Haiti, and
  /// only where its neighbours lie there as well.
  package func places(alone label: some StringProtocol) -> LabelReading {
    var named = labels(.place, label)
    named.keep(where: { $0.needs == .nothing || $0.needs == .alone })
    return named
  }

  /// The places that a label names beside a word for their kind, which is all that any of them needs:
  /// “Northland Region”, “Soria Province”; `nil` where there is no such word.
  package func places(withKind label: some StringProtocol) -> LabelReading? {
    let words = label.split(separator: " ")
    guard (2...5).contains(words.count), let last = words.last, last.first?.isUppercase ?? false,
      roles(ofHeading: last).first == "REF_AREA"
    else { return nil }
    let whole = labels(.place, label)
    return whole.candidates.isEmpty
      ? labels(.place, words.dropLast().joined(separator: " ")) : whole
  }

  /// The indicators that a label names.
  package func indicators(labelled label: some StringProtocol) -> LabelReading {
    labels(.indicator, label)
  }
  /// The units and currencies that a label names.
  package func units(labelled label: some StringProtocol) -> LabelReading { labels(.unit, label) }
  /// The numerals and scale words that a label names.
  package func numerals(labelled label: some StringProtocol) -> LabelReading {
    labels(.numeral, label)
  }

  /// The roles of a column heading, the default first.
  ///
  /// Where the heading as a whole is not known, its parts are tried: both sides of a colon
  /// (`REF_AREA: Reference area`), the words of `reporterDesc`, and what is left without brackets
  /// and without a last word such as `label` or `code`.
  package func roles(ofHeading heading: some StringProtocol) -> [String] {
    let whole = wholeRoles(heading)
    // “Area Code¹”: the number of a footnote.
    if whole.isEmpty, let last = heading.last, last.isNumber, !last.isASCII, heading.count > 1 {
      return roles(ofHeading: heading.dropLast())
    }
    guard whole.isEmpty, heading.utf8.count <= 100 else { return whole }
    if let colon = heading.firstIndex(of: ":") {
      let found = wholeRoles(heading[..<colon].trimmed)
      return found.isEmpty ? wholeRoles(heading[heading.index(after: colon)...].trimmed) : found
    }
    if let (stem, _) = PeriodLabelReader.bracketed(heading) {
      let found = wholeRoles(stem)
      if !found.isEmpty { return found }
    }
    var words = Vocabulary.words(ofHeading: heading)
    guard words.count > 1, words.count <= 5 else { return [] }
    let spaced = wholeRoles(words.joined(separator: " "))
    if !spaced.isEmpty { return spaced }
    func saysNothing(_ word: String) -> Bool {
      cells("headers", .heading, word).contains { $0["role"] == "SUFFIX" }
    }
    if saysNothing(words[0]) {
      words.removeFirst()
    } else if saysNothing(words[words.count - 1]) {
      words.removeLast()
    } else {
      return []
    }
    return wholeRoles(words.joined(separator: " "))
  }

  private func wholeRoles(_ heading: some StringProtocol) -> [String] {
    cells("headers", .heading, heading).map { $0["role"] }
      .filter { !["SUFFIX", "CODE", "RATE", "BASE"].contains($0) }
  }

  /// What a table of currencies measures, by the name of an indicator.
  package var rateNames: [String] {
    rows("headers").filter { $0["role"] == "RATE" }.map { $0["name"] }
  }

  /// The codes of the currencies in which others are priced.
  package var rateBases: [String] {
    rows("headers").filter { $0["role"] == "BASE" }.map { $0["name"] }
  }

  /// Whether a note in brackets says that the figures are those of a sample.
  package func isSample(_ note: String) -> Bool { wholeRoles(note).contains("SAMPLE") }

  /// What a word of a heading says of the column rather than of what stands in it.
  package enum HeadingPart {
    case code, label
  }

  /// Whether a word of a heading says that the column holds codes, or labels.
  package func headingPart(_ word: String) -> HeadingPart? {
    let roles = cells("headers", .heading, word).map { $0["role"] }
    return roles.contains("CODE") ? .code : roles.contains("SUFFIX") ? .label : nil
  }

  /// The words of a heading: `ref_area.label`, `reporterDesc`, `Country code`.
  private static func words(ofHeading heading: some StringProtocol) -> [String] {
    var words: [String] = [""]
    var wasLower = false
    for character in heading {
      if character == "." || character == "_" || character.isWhitespace {
        words.append("")
      } else if character.isUppercase, wasLower {
        words.append(String(character))
      } else {
        words[words.count - 1].append(character)
      }
      wasLower = character.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }

  /// The marks that a cell or the text beside a number is: kind and OBS_STATUS.
  package func marks(_ text: some StringProtocol) -> [(kind: String, status: String)] {
    cells("marks", .mark, text).map { ($0["kind"], $0["status"]) }
  }

  /// The length in bytes of the longest of some marks, and of the longest in which there is a
  /// digit.
  package static func longest(_ marks: some Sequence<String>) -> (any: Int, withDigit: Int) {
    marks.reduce((0, 0)) { longest, mark in
      let length = mark.utf8.count
      return (
        max(longest.0, length),
        mark.utf8.contains(where: isDigit) ? max(longest.1, length) : longest.1
      )
    }
  }

  private func cells(_ name: String, _ kind: Matcher.Kind, _ label: some StringProtocol) -> [Cells]
  {
    guard let table = tables[name] else { return [] }
    return matcher.whole(Array(label.utf8)) { $0.kind == kind }.map {
      Cells(table: table, row: Int($0.target))
    }
  }

  private func labels(_ kind: Matcher.Kind, _ label: some StringProtocol) -> LabelReading {
    let found = matcher.whole(Array(label.utf8)) { $0.kind == kind }
    guard let best = found.first else { return LabelReading(target: nil, candidates: []) }
    let rivals =
      best.rank >= Vocabulary.unlikely
      || found.contains { $0.rank == best.rank && $0.target != best.target }
    return LabelReading(target: rivals ? nil : Int(best.target), candidates: found)
  }
}

extension Vocabulary.LabelReading {
  /// Keeps those candidates for which something holds; the target only where it is one of them.
  fileprivate mutating func keep(where holds: (Matcher.Entry) -> Bool) {
    guard candidates.contains(where: { !holds($0) }) else { return }
    candidates.removeAll { !holds($0) }
    if let found = target, !candidates.contains(where: { $0.target == found }) { target = nil }
  }
}
