internal import Records
internal import Text

/// What speaks for or against a figure being a claim: named predicates of one figure in its
/// sentence.
///
/// Rules decide today; the predicates are what a fitted model can weigh in their place.
struct FigureEvidence: Equatable, Sendable {
  /// No unit and no counted noun.
  var isBare = false
  /// A counted noun is present.
  var hasNoun = false
  /// The unit is money.
  var isMoney = false
  /// Percent, percentage points, basis points.
  var isRatio = false
  /// The unit is one of time.
  var isDuration = false
  /// “three times”, “doubled”.
  var isMultiple = false
  /// “two thirds”.
  var isFraction = false
  /// Two ends.
  var isRange = false
  /// The number is written in letters or Han characters.
  var isSpelled = false
  /// The number is one.
  var isOne = false
  /// A whole number up to twelve without a scale word.
  var isSmall = false
  /// It has digits after a point.
  var hasDecimals = false
  /// It has a scale word.
  var hasScale = false
  /// It has a qualifier: about, more than.
  var isQualified = false
  /// A bare whole number from 1500 to 2150.
  var isYearLike = false
  /// It stands in a title or heading.
  var isInHeading = false
  /// A capitalised word that starts no sentence stands right before it.
  var isAfterName = false
  /// A capitalised word stands right after it.
  var isBeforeName = false
  /// A hyphen joins it to the word after it: “five-year plan”.
  var isHyphened = false
  /// A bracket opens right before it.
  var isBracketed = false
  /// An article, a demonstrative or a possessive stands right before it.
  var isAfterDeterminer = false
  /// A preposition stands right before it.
  var isAfterPreposition = false
  /// A span of time behind a preposition: “within five years”, “for two months”.
  var isTimeSpan = false
  /// A verb stands right before it.
  var isAfterVerb = false
  /// A word of change is near it on the left.
  var isAfterChange = false
  /// It is one of three or more bare numbers in a row.
  var isInRun = false
  /// It opens its sentence.
  var isFirst = false
  /// It is the only figure of its sentence.
  var isAlone = false
  /// The sentence has a verb.
  var hasVerb = false
  /// Its unit was taken from elsewhere.
  var isElided = false

  /// No predicate holds.
  init() {}

  /// The predicates of a figure.
  init(
    _ index: Int, of sentence: SentenceReading, isHeading: Bool, isTime: (String) -> Bool
  ) {
    let figure = sentence.figures[index]
    let (first, next) = (figure.tokens.lowerBound, figure.tokens.upperBound)
    let size = figure.value ?? figure.high ?? 0
    isMultiple = figure.unitName == "times"
    isFraction = figure.isFraction
    hasNoun = !figure.counted.isEmpty
    isBare = figure.isCount && figure.unitName == nil && !isFraction
    isMoney = figure.isMoney
    isRatio = figure.isRatio
    isDuration = isTime(figure.unit)
    isRange = figure.low != nil
    isSpelled = figure.core.allSatisfy { sentence.text.tokens[$0].kind != .number }
    isOne = figure.value == 1
    isSmall = figure.scale == 1 && abs(size) <= 12 && size == size.rounded()
    hasDecimals = figure.core.contains {
      sentence.text.tokens[$0].kind == .number && sentence.text.tokens[$0].detail > 0
    }
    hasScale = figure.scale > 1
    isQualified = figure.qualifier != .exact && figure.qualifier != .between
    isYearLike =
      isBare && figure.core.count == 1 && size == size.rounded() && (1500...2150).contains(size)
    isInHeading = isHeading
    isAfterName =
      FigureEvidence.isName(first - 1, sentence) && first - 1 > sentence.range.lowerBound
    isBeforeName = FigureEvidence.isName(next, sentence)
    isHyphened =
      figure.core.contains { sentence.text.tokens[$0].traits.contains(.hyphen) }
      || sentence.tag(figure.core.upperBound) == .hyphen
    isBracketed = sentence.tag(first - 1) == .bracket
    isAfterDeterminer = [.determiner, .possessive].contains(sentence.tag(first - 1))
    isAfterPreposition = sentence.tag(first - 1) == .preposition
    isTimeSpan = isDuration && isAfterPreposition
    isAfterVerb = sentence.isVerb(first - 1)
    isAfterChange = (first - 4..<first).contains {
      !sentence.word($0).isDisjoint(with: WordClass.changeVerb.union(.changeNoun))
    }
    isInRun = FigureEvidence.isInRun(index, sentence)
    isFirst = first == sentence.range.lowerBound
    isAlone = sentence.figures.count == 1
    hasVerb = sentence.range.contains { sentence.isVerb($0) }
    isElided = figure.doubt != nil
  }

  private static func isName(_ index: Int, _ sentence: SentenceReading) -> Bool {
    sentence.range.contains(index) && sentence.text.tokens[index].kind == .word
      && sentence.text.tokens[index].traits.contains(.capitalised)
  }

  private static func isInRun(_ index: Int, _ sentence: SentenceReading) -> Bool {
    var length = 1
    var at = index
    func joins(_ number: Int) -> Bool {
      sentence.gap(before: number).count <= 1
        && sentence.figures[number].isCount && sentence.figures[number - 1].isCount
        && sentence.figures[number].counted.isEmpty && sentence.figures[number - 1].counted.isEmpty
    }
    while at > 0, joins(at) {
      length += 1
      at -= 1
    }
    at = index + 1
    while at < sentence.figures.count, joins(at) {
      length += 1
      at += 1
    }
    return length > 2
  }

  /// Every predicate by its name, in a fixed order.
  var named: [(name: String, holds: Bool)] {
    [
      ("bare number", isBare), ("counted noun", hasNoun), ("money", isMoney), ("ratio", isRatio),
      ("duration", isDuration), ("multiple", isMultiple), ("fraction", isFraction),
      ("range", isRange), ("spelled", isSpelled), ("one", isOne), ("small", isSmall),
      ("decimals", hasDecimals), ("scale word", hasScale), ("qualified", isQualified),
      ("like a year", isYearLike), ("in a heading", isInHeading), ("after a name", isAfterName),
      ("before a name", isBeforeName), ("hyphened", isHyphened), ("in brackets", isBracketed),
      ("after a determiner", isAfterDeterminer), ("after a preposition", isAfterPreposition),
      ("span of time", isTimeSpan), ("after a verb", isAfterVerb),
      ("after a change", isAfterChange),
      ("in a run of numbers", isInRun), ("opens the sentence", isFirst), ("alone", isAlone),
      ("sentence has a verb", hasVerb), ("unit left out", isElided),
    ]
  }
}
