internal import Documents
internal import Text

/// The heading of a column or row taken apart: what is measured, in what unit, when.
struct HeadingLabel: Equatable, Sendable {
  /// The heading as printed, blanks folded.
  var text = ""
  /// The unit from brackets in the heading, as printed.
  var unitText: String?
  /// What the unit's label says.
  var unit = UnitLabel()
}

extension Vocabulary {
  /// Finds the unit of a heading in its last brackets, or after its last comma, dash or underscore.
  func headingLabel(_ heading: some StringProtocol) -> HeadingLabel {
    var label = HeadingLabel(text: heading.folded)
    for (open, close) in [("【", "】"), ("(", ")"), ("（", "）"), ("[", "]")]
      as [(Character, Character)]
    {
      var rest = label.text[...]
      while let end = rest.lastIndex(of: close),
        let start = Vocabulary.opening(rest[..<end], open, close)
      {
        let inner = rest[rest.index(after: start)..<end]
        let unit = unitLabel(inner)
        if !unit.isEmpty {
          label.unitText = String(inner)
          label.unit = unit
          // “R$ (millions)”: the scale in the brackets, the unit before them.
          if unit.unit == nil, let piece = rest[..<start].folded.split(separator: " ").last,
            let target = units(labelled: piece).target, units[target].dimension == "currency"
          {
            label.unit.unit = units[target].code
            label.unitText = "\(piece) (\(inner))"
          }
          return label
        }
        rest = rest[..<start]
      }
    }
    for separator in ["__", ",", "_", " - ", "，", ";"] as [String] {
      guard let piece = label.text.pieces(by: separator).last, piece.count < label.text.count else {
        continue
      }
      // “people_vaccinated_per_hundred”: what the figure is divided by.
      let before = label.text.dropLast(piece.count).utf8.split { !Vocabulary.isLetter($0) }.last
      if let before, Vocabulary.isPer(Array(before)[...]) { continue }
      let unit = unitLabel(piece)
      if !unit.isEmpty,
        isUnitOnly(separator == "__" ? String(piece).replacing("_", with: " ") : String(piece))
      {
        label.unitText = String(piece.trimmed)
        label.unit = unit
        return label
      }
    }
    if let (text, unit) = scaledUnit(endsIn: label.text) {
      label.unitText = text
      label.unit = unit
      return label
    }
    if let (text, unit) = unit(endsIn: label.text) {
      (label.unitText, label.unit) = (text, unit)
      return label
    }
    // “EUR million”: a unit with its scale is no name of anything else.
    let whole = unitLabel(label.text)
    if whole.unit != nil, whole.multiplier != 1, isUnitOnly(label.text) {
      (label.unitText, label.unit) = (label.text, whole)
      return label
    }
    // “Var. % monthly”: a percent sign among the words.
    if label.text.split(separator: " ").contains(where: { $0 == "%" || $0 == "(%)" || $0 == "％" }) {
      label.unitText = "%"
      label.unit = unitLabel("%")
    }
    return label
  }

  /// “GDP in billions of current dollars”: a scale word and a unit after it end the heading.
  private func scaledUnit(endsIn text: String) -> (String, UnitLabel)? {
    let words = text.split(separator: " ")
    guard words.count > 2, !text.contains(where: { "([（".contains($0) }) else { return nil }
    for start in words.indices.dropFirst().dropLast() {
      let scale = unitLabel(words[start])
      guard scale.unit == nil, scale.multiplier >= 1000,
        words[start].allSatisfy({ $0.isLetter || $0 == "." }), words.count - start <= 5,
        !Vocabulary.isPer(Array(words[start - 1].utf8)[...])
      else { continue }
      let rest = words[start...].joined(separator: " ")
      let unit = unitLabel(rest)
      if unit.unit != nil { return (rest, unit) }
    }
    return nil
  }

  /// A unit or a scale after a word that leads to it ends the heading: “GDP in EUR million”, “Fläche
  /// in km²”, “Value in thousands”.
  private func unit(endsIn text: String) -> (String, UnitLabel)? {
    let words = text.split(separator: " ")
    for start in words.indices.dropFirst(2)
    where words.count - start <= 4 && scaleWords.contains(words[start - 1].lowercased()) {
      let rest = words[start...].joined(separator: " ")
      let unit = unitLabel(rest)
      if !unit.isEmpty, unit.unit != "1", isUnitOnly(rest) { return (rest, unit) }
    }
    return nil
  }

  /// The bracket that opens the one at the end of a text.
  private static func opening(_ text: Substring, _ open: Character, _ close: Character) -> Substring
    .Index?
  {
    var depth = 1
    var index = text.endIndex
    while index > text.startIndex {
      index = text.index(before: index)
      if text[index] == close { depth += 1 }
      if text[index] == open {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }
}
