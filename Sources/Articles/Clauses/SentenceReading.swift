internal import Text

/// One sentence with all that was found in it; token numbers count in the text.
///
/// A class, since the readers of a sentence's claims all hold it.
final class SentenceReading {
  let text: ArticleText
  let classes: WordClasses
  /// Its tokens.
  let range: Range<Int>
  let tags: [Tag]
  let figures: [Figure]
  let periods: [PeriodMention]
  let entities: [Entity]
  /// Institutions whose name tells a place.
  let institutions: [Institutions.Mention]
  /// How many of its words are of markets.
  let marketWords: Int
  /// Whether it speaks of whole years.
  let isYearly: Bool
  /// A title or heading in title case: capitals say nothing.
  let isShouted: Bool
  /// Whether most of it is written in Han characters.
  let isChinese: Bool
  /// The end of a bracket that tells the unit of what is named before it: “Debt (% of GDP)”.
  let labelEnd: Int?

  init(
    text: ArticleText, classes: WordClasses, range: Range<Int>, tags: [Tag], figures: [Figure],
    periods: [PeriodMention], entities: [Entity], institutions: [Institutions.Mention],
    marketWords: Int, isYearly: Bool, isShouted: Bool, labelEnd: Int? = nil
  ) {
    self.text = text
    self.classes = classes
    self.range = range
    self.tags = tags
    self.figures = figures
    self.periods = periods
    self.entities = entities
    self.institutions = institutions
    self.marketWords = marketWords
    self.isYearly = isYearly
    self.isShouted = isShouted
    self.labelEnd = labelEnd
    isChinese = range.count { text.tokens[$0].kind == .ideograph } * 2 > range.count
  }

  func tag(_ index: Int) -> Tag { range.contains(index) ? tags[index - range.lowerBound] : .stop }

  func word(_ index: Int) -> WordClass { range.contains(index) ? classes[text.tokens[index]] : [] }

  func key(_ index: Int) -> UInt64 { range.contains(index) ? text.tokens[index].key : 0 }

  /// Whether a mark stands there; nothing does outside the sentence.
  func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
    range.contains(index) && text.tokens[index].isMark(mark)
  }

  /// Whether any form of a verb stands there, auxiliaries included.
  func isVerb(_ index: Int) -> Bool {
    let tag = tag(index)
    return tag.isVerbal || tag == .auxiliary
  }

  /// The tokens between a figure and the one before it.
  func gap(before number: Int) -> Range<Int> {
    let end = figures[number].tokens.lowerBound
    return min(figures[number - 1].tokens.upperBound, end)..<end
  }

  /// The figure whose core holds a token.
  func figure(at index: Int) -> Int? { figures.firstIndex { $0.core.contains(index) } }

  /// The period expression that holds a token.
  func period(at index: Int) -> PeriodMention? { periods.first { $0.tokens.contains(index) } }

  // MARK: Words that the rules name

  static let of = Token.key("of")
  static let by = Token.key("by")
  static let to = Token.key("to")
  static let at = Token.key("at")
  static let from = Token.key("from")
  static let `in` = Token.key("in")
  static let with = Token.key("with")
  static let and = Token.key("and")
  static let or = Token.key("or")
  static let worth = Token.key("worth")
  static let among = Token.key("among")
  static let share = Token.key("share")
  static let its = Token.key("its")
  static let their = Token.key("their")
  static let than = Token.key("than")
  static let more = Token.key("more")
  static let less = Token.key("less")
  static let above = Token.key("above")
  static let below = Token.key("below")
  static let the = Token.key("the")
  static let it = Token.key("it")
  static let on = Token.key("on")
  static let into = Token.key("into")
  static let per = Token.key("per")
  static let `for` = Token.key("for")
  static let aged = Token.key("aged")
  static let whose = Token.key("whose")
  static let rate = Token.key("rate")
  static let rates = [Token.key("rate"), Token.key("rates")]
}
