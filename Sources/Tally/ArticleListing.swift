internal import Records

/// An article's text with every figure marked, and below each paragraph how its figures are read.
struct ArticleListing {
  private let claims: [Claim]
  private let scalars: [Unicode.Scalar]
  private let hasColour: Bool
  /// The width of the terminal; lines are not broken where it is `nil`.
  private let width: Int?
  /// On a terminal nothing of the text may steer it.
  private let isShown: Bool

  init(
    _ article: Article, limit: Int?, hasColour: Bool, width: Int?, isShown: Bool = false
  ) {
    self.isShown = isShown
    claims = Array(article.claims.prefix(limit ?? .max))
    scalars = Array(article.text.unicodeScalars)
    self.hasColour = hasColour
    self.width = width
  }

  /// The lines, each without its end.
  func lines() -> [String] {
    var lines = [""]
    var start = 0
    var next = 0
    while start < scalars.count {
      let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
      let first = next
      while next < claims.count, claims[next].span.start < end { next += 1 }
      lines += wrapped(marked(start..<end, first..<next), indent: 0)
      for number in first..<next { lines += reading(number) }
      start = end + 1
    }
    return lines
  }

  // MARK: The text

  /// A line of the text with the figures that start in it marked.
  private func marked(_ line: Range<Int>, _ numbers: Range<Int>) -> String {
    var text = ""
    var position = line.lowerBound
    for number in numbers {
      let span = claims[number].span
      // One figure inside another is listed, not marked.
      guard span.start >= position else { continue }
      text += string(position..<span.start)
      let quote = string(span.start..<span.end)
      text += hasColour ? paint(quote, claims[number].doubt == nil ? "1;32" : "1;33") : "[\(quote)]"
      text += dim("(\(number + 1))")
      position = span.end
    }
    return text + string(position..<max(position, line.upperBound))
  }

  private func string(_ range: Range<Int>) -> String {
    shown(ArticleListing.line(of: scalars[range]))
  }

  /// Text with its line ends as blanks.
  static func line(of scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars.lazy.map { $0 == "\n" ? " " : $0 })
    return text
  }

  /// On a terminal nothing of the text steers it; the colours are our own.
  private func shown(_ text: String) -> String {
    isShown ? VisibleText.text(text) : text
  }

  // MARK: A reading

  private func reading(_ number: Int) -> [String] {
    let claim = claims[number]
    var parts = [
      "(\(number + 1)) \(ArticleListing.value(of: claim))", claim.qualifier.rawValue.spaced,
    ]
    if claim.direction != .none { parts.append(claim.direction.rawValue) }
    parts.append("what: " + named(claim.indicatorText, claim.indicatorCode))
    parts.append("place: " + named(claim.placeText ?? claim.place, claim.placeCode))
    parts.append("period: " + (claim.period?.description ?? "?"))
    parts.append(claim.status.rawValue)
    if let speaker = claim.speaker { parts.append("says: \(speaker)") }
    if let restated = claim.restates { parts.append("repeats (\(restated + 1))") }
    if claim.reader != Claim.tally { parts.append("read by: \(claim.reader)") }
    parts.append("confidence \(ArticleListing.grouped(claim.confidence))")
    var lines = wrapped(shown(parts.joined(separator: " | ")), indent: 4).map(dim)
    if let doubt = claim.doubt {
      lines += wrapped(shown("doubt: \(doubt)"), indent: 8).map { hasColour ? paint($0, "33") : $0 }
    }
    return lines
  }

  private func named(_ text: String?, _ code: String?) -> String {
    [text, code].compactMap(\.self).joined(separator: " = ").ifEmpty("?")
  }

  /// `403,300,000,000 MOP (Macanese pataca)`, `5 to 10 km`, `2,000 joint laboratory`.
  static func value(of claim: Claim) -> String {
    let number =
      claim.value.map(grouped)
      ?? [claim.low, claim.high].map { $0.map(grouped) ?? "?" }.joined(separator: " to ")
    if claim.unit == "1" {
      return [number, claim.unitName].compactMap(\.self).joined(separator: " ")
    }
    let name = claim.unitName.flatMap { $0 == claim.unit || $0 == "percent" ? nil : " (\($0))" }
    return "\(number) \(claim.unit)\(name ?? "")"
  }

  /// A number with commas between thousands.
  static func grouped(_ number: Double) -> String {
    guard number.magnitude < 1e18, number.magnitude >= 1e-4 || number == 0 else {
      return "\(number)"
    }
    let text = number == number.rounded() ? String(Int64(number)) : "\(number)"
    let parts = text.split(separator: ".", maxSplits: 1)
    guard text.first(where: { $0 == "e" }) == nil, let whole = parts.first else { return text }
    let sign = whole.hasPrefix("-") ? "-" : ""
    let digits = Array(whole.dropFirst(sign.count))
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return sign + grouped + (parts.count > 1 ? "." + parts[1] : "")
  }

  // MARK: The terminal

  private func paint(_ text: String, _ code: String) -> String { "\u{1B}[\(code)m\(text)\u{1B}[0m" }

  private func dim(_ text: String) -> String { hasColour ? paint(text, "2") : text }

  /// Breaks a line between words where it is wider than the terminal; what follows is indented
  /// further.
  private func wrapped(_ text: String, indent: Int) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    guard let width, width > indent + 20 else { return [blanks + text] }
    var lines: [String] = []
    var line = blanks
    var columns = indent
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let size = ArticleListing.columns(of: word)
      if columns + size + 1 > width, columns > indent {
        lines.append(line)
        line = blanks + (indent > 0 ? "    " : "")
        columns = indent + (indent > 0 ? 4 : 0)
      } else if columns > indent {
        line += " "
        columns += 1
      }
      line += word
      columns += size
    }
    return lines + [line]
  }

  /// How wide a text is on a terminal: colours take no room, ideographs two columns.
  private static func columns(of text: Substring) -> Int {
    var columns = 0
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = scalar != "m"
      } else {
        columns +=
          (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xFFDC).contains(scalar.value)
          ? 2 : 1
      }
    }
    return columns
  }
}

extension String {
  /// `more_than` as words.
  fileprivate var spaced: String { replacing("_", with: " ") }

  fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
