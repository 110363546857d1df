internal import Records
internal import Text

/// Whether a line's number and unit are those that its quote says, by the readers of figures.
struct QuotedFigure {
  private let reader: ArticleReader
  /// What the quote says by itself.
  private let figures: [Figure]
  private let text: ArticleText
  private let quote: String

  private var vocabulary: Vocabulary { reader.vocabulary }

  init(_ quote: String, reader: ArticleReader) {
    self.quote = quote
    self.reader = reader
    text = ArticleText(Array(quote.utf8), lexicon: reader.lexicon)
    let tokens = 0..<text.tokens.count
    var discourse = Discourse()
    var section = SectionReader(reader, text)
    let found =
      tokens.isEmpty
      ? nil
      : section.find(in: SentenceRange(block: 0, tokens: tokens), .paragraph, &discourse).reading
    figures =
      found.flatMap { $0.figures.isEmpty ? nil : $0.figures }
      ?? QuantityReader(
        text: text, vocabulary: reader.words, matcher: reader.matcher, classes: reader.classes
      ).figures(in: tokens, periods: [])
  }

  /// The one figure of the quote, from which a line takes what it leaves out.
  var only: Figure? { figures.count == 1 ? figures.first : nil }

  /// Checks a line's number and unit; what is doubtful about them.
  ///
  /// - Throws: why they are not those of the quote.
  func check(value: Double?, low: Double?, high: Double?, unit: String) throws(ClaimRefusal)
    -> String?
  {
    guard !figures.isEmpty else {
      throw ClaimRefusal("figure_not_in_quote", "“\(quote)” says no figure: quote its number, too")
    }
    var isNumberRight = false
    for figure in figures {
      guard let scale = scale(from: figure, value, low, high, unit) else { continue }
      isNumberRight = true
      guard isSaid(unit, by: figure) else { continue }
      guard scale != 1 else { return nil }
      return "value: times \(QuotedFigure.text(scale)), which the quote does not say"
    }
    let said = figures.map { figure in
      let number = figure.value ?? figure.high ?? 0
      return "\(QuotedFigure.text(figure.low ?? number))"
        + (figure.low == nil ? "" : " to \(QuotedFigure.text(figure.high ?? number))")
        + " \(figure.unit)"
    }.joined(separator: ", ")
    throw ClaimRefusal(
      "figure_not_in_quote",
      isNumberRight
        ? "unit: “\(quote)” says \(said), and not \(unit)"
        : "value: “\(quote)” says \(said): expected that number; a fall is told by direction")
  }

  // MARK: The number

  /// By what the number of the quote is multiplied in the line; `nil` where it is another number.
  ///
  /// A quote without a scale word may leave it out, as “figures in millions” lets it; cents may be
  /// told in their currency.
  private func scale(
    from figure: Figure, _ value: Double?, _ low: Double?, _ high: Double?, _ unit: String
  ) -> Double? {
    var scales = [1.0]
    if let index = vocabulary.unit(code: QuotedFigure.base(figure.unit)),
      vocabulary.units[index].dimension == Vocabulary.Unit.subunit,
      QuotedFigure.base(figure.unit).dropFirst() == QuotedFigure.base(unit)
    {
      return isSame(figure, value, low, high, vocabulary.units[index].factor) ? 1 : nil
    }
    if figure.scale == 1, !figure.isRatio { scales += QuotedFigure.scales }
    return scales.first { isSame(figure, value, low, high, $0) }
  }

  /// What tables and texts say once for all of their figures.
  private static let scales = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12]

  private func isSame(
    _ figure: Figure, _ value: Double?, _ low: Double?, _ high: Double?, _ scale: Double
  ) -> Bool {
    func isSame(_ a: Double?, _ b: Double?) -> Bool {
      guard let a, let b else { return (a == nil) == (b == nil) }
      return abs(a - b * scale) <= 1e-9 * max(abs(a), abs(b * scale))
    }
    return isSame(value, figure.value) && isSame(low, figure.low) && isSame(high, figure.high)
  }

  /// A number without needless decimals.
  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  // MARK: The unit

  /// Whether a figure of the quote has a unit, may have it by another meaning of the same word, or
  /// says none.
  private func isSaid(_ unit: String, by figure: Figure) -> Bool {
    if unit == figure.unit { return true }
    let (base, said) = (QuotedFigure.base(unit), QuotedFigure.base(figure.unit))
    if base != unit, said != figure.unit, base == said { return false }
    if base == said || said.dropFirst() == base && isSubunit(said) { return true }
    if named().contains(where: { $0.code == base }) { return true }
    if isShort(for: base, by: figure) { return true }
    // A bare number may have any unit, a count of something has none.
    return figure.isCount && figure.unitName == nil && figure.counted.isEmpty
  }

  /// Whether the sign or word for money in the quote may stand for another currency, whose own name
  /// ends in it: `$` for A$, “dollars” for Australian dollars, but no `US$`.
  private func isShort(for unit: String, by figure: Figure) -> Bool {
    guard figure.isMoney, let index = vocabulary.unit(code: unit) else { return false }
    let own = QuotedFigure.base(figure.unit)
    let said = Set(named().filter { $0.code == own }.map { $0.text.lowercased() })
    var names = [vocabulary.units[index].name, vocabulary.units[index].plural]
    names += vocabulary.rows("currency_names").lazy.filter { $0["code"] == unit }.map { $0["name"] }
    return names.contains { name in said.contains { name.lowercased().hasSuffix($0) } }
  }

  private func isSubunit(_ code: String) -> Bool {
    vocabulary.unit(code: code).map {
      vocabulary.units[$0].dimension == Vocabulary.Unit.subunit
    } ?? false
  }

  /// Every unit that a word or sign of the quote can mean, and how it is written.
  private func named() -> [(code: String, text: String)] {
    var found: [(code: String, text: String)] = []
    for index in text.tokens.indices {
      reader.matcher.walk(.unit, text.tokens, at: index, limit: text.tokens.count) { match, exact in
        for entry in reader.matcher.entries[match.entries]
        where entry.kind == .unit && reader.matcher.isRead(entry, exact: exact) {
          found.append(
            (
              vocabulary.units[Int(entry.target)].code,
              text.string(tokens: match.first..<match.end)
            ))
        }
      }
    }
    return found
  }

  /// What stands above the slash of a quotient.
  private static func base(_ unit: String) -> String {
    String(unit.prefix { $0 != "/" })
  }
}
