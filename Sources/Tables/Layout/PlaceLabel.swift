internal import Text

/// A place's label without what tables put around it: codes in brackets or in front, footnote
/// marks.
struct PlaceLabel {
  /// The name alone.
  let text: String

  init(_ label: String) {
    var text = label.folded[...]
    if let open = text.lastIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex,
      text[open...].dropFirst().dropLast().allSatisfy({ $0.isNumber }),
      text.last == ")" || text.last == "）"
    {
      text = text[..<open]
    }
    // “11 Rondônia”: a number code before the name.
    let letters = text.prefix { $0.isASCII && $0.isUppercase }
    let digits = text[letters.endIndex...].prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, letters.count <= 2, digits.count <= 6, digits.endIndex < text.endIndex,
      text[digits.endIndex] == " "
    {
      text = text[digits.endIndex...]
    }
    // “Brunei 1/”: the number of a footnote.
    if let blank = text.lastIndex(of: " "), text.last == "/" || text.last == ")",
      text[blank...].dropFirst().dropLast().allSatisfy(\.isNumber),
      text.distance(from: blank, to: text.endIndex) <= 4
    {
      text = text[..<blank]
    }
    while let last = text.last,
      last == "*" || last == "†" || last.isWhitespace || last.isNumber && !last.isASCII
    {
      text = text.dropLast()
    }
    while let first = text.first, first == "." || first == "…" || first == "-" || first.isWhitespace
    {
      text = text.dropFirst()
    }
    self.text = String(text)
  }
}
