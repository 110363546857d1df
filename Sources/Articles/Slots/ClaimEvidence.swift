internal import Learning
internal import Records
internal import Text

/// Finds what speaks for or against a figure being a claim: predicates of one figure in its
/// sentence.
struct ClaimEvidence {
  private let sentence: SentenceReading
  private let figure: Figure
  private let index: Int

  init(_ context: FigureContext) {
    sentence = context.sentence
    figure = context.figure
    index = context.number
  }

  /// The features of the figure; a bare number is one with neither unit nor counted noun.
  ///
  /// - Parameters:
  ///   - claim: what was read of it.
  ///   - kind: where its sentence stands.
  ///   - names: the numbers that the text repeats behind the same word.
  func features(
    of claim: Claim, kind: Article.Sentence.Kind, names: NumberedNames
  ) -> Features {
    var features = Features()
    func set(_ feature: ClaimFeature, _ holds: Bool, _ value: Float = 1) {
      if holds { features.set(feature.rawValue, value) }
    }
    set(.bias, true)
    figureItself(set)
    around(set)
    set(.heading, kind == .title || kind == .heading)
    set(.item, kind == .item)
    set(.repeated, isBare && names.isRepeated(figure.core.lowerBound))
    set(.noThing, claim.indicatorText == nil)
    set(.thingDoubt, true, Float(1 - claim.indicatorConfidence))
    return features
  }

  /// The circumstances in which features weigh differently.
  var circumstances: [Int] {
    var found: [ClaimSlot.Circumstance] = []
    if isBare { found.append(.bare) }
    if !figure.counted.isEmpty { found.append(.noun) }
    if isDuration { found.append(.duration) }
    if sentence.isChinese { found.append(.chinese) }
    return found.map(\.rawValue)
  }

  private var isBare: Bool {
    figure.isCount && figure.unitName == nil && !figure.isFraction && figure.counted.isEmpty
  }

  private var isDuration: Bool { PeriodSlot.times.contains(figure.unit) }

  private func figureItself(_ set: (ClaimFeature, Bool, Float) -> Void) {
    let tokens = sentence.text.tokens
    let size = figure.value ?? figure.high ?? 0
    let isWhole = size == size.rounded()
    let isSpelled = figure.core.allSatisfy { tokens[$0].kind != .number }
    set(.bare, isBare, 1)
    set(.noun, !figure.counted.isEmpty, 1)
    set(.money, figure.isMoney, 1)
    set(.ratio, figure.isRatio, 1)
    set(.duration, isDuration, 1)
    set(.multiple, figure.unitName == "times", 1)
    set(.fraction, figure.isFraction, 1)
    set(.range, figure.low != nil, 1)
    set(.spelled, isSpelled, 1)
    set(.one, figure.value == 1, 1)
    set(.small, figure.scale == 1 && abs(size) <= 12 && isWhole, 1)
    set(.decimals, figure.core.contains { tokens[$0].kind == .number && tokens[$0].detail > 0 }, 1)
    set(.scale, figure.scale > 1, 1)
    set(.vague, figure.scale > 1 && figure.scale == size && isSpelled, 1)
    set(.qualified, figure.qualifier != .exact && figure.qualifier != .between, 1)
    set(
      .yearLike, isBare && figure.core.count == 1 && isWhole && (1500...2150).contains(size), 1)
    set(.elided, figure.doubt != nil, 1)
  }

  private func around(_ set: (ClaimFeature, Bool, Float) -> Void) {
    let tokens = sentence.text.tokens
    let (first, next) = (figure.tokens.lowerBound, figure.tokens.upperBound)
    set(.afterName, isName(first - 1) && first - 1 > sentence.range.lowerBound, 1)
    set(.beforeName, isName(next), 1)
    set(.beforeLetters, isBeforeLetters(next), 1)
    set(
      .hyphened,
      figure.core.contains { tokens[$0].traits.contains(.hyphen) }
        || sentence.tag(figure.core.upperBound) == .hyphen, 1)
    set(.bracketed, sentence.tag(first - 1) == .bracket, 1)
    set(.afterDeterminer, [.determiner, .possessive].contains(sentence.tag(first - 1)), 1)
    set(.afterPreposition, sentence.tag(first - 1) == .preposition, 1)
    set(.afterVerb, sentence.isVerb(first - 1), 1)
    let before = first - 4..<first
    set(
      .afterChange,
      before.contains {
        !sentence.word($0).isDisjoint(with: WordClass.changeVerb.union(.changeNoun))
      }, 1)
    set(.inRun, isInRun, 1)
    set(.first, first == sentence.range.lowerBound, 1)
    set(.alone, sentence.figures.count == 1, 1)
    set(.verbless, !sentence.range.contains { sentence.isVerb($0) }, 1)
  }

  private func isName(_ index: Int) -> Bool {
    sentence.range.contains(index) && sentence.text.tokens[index].kind == .word
      && sentence.text.tokens[index].traits.contains(.capitalised)
  }

  /// “990 5G”, “6-speed”: what follows a number that is part of a name.
  private func isBeforeLetters(_ next: Int) -> Bool {
    guard sentence.range.contains(next) else { return false }
    let token = sentence.text.tokens[next]
    return token.kind == .number
      || token.kind == .word && (sentence.isChinese || !token.traits.contains(.spaceBefore))
  }

  private var isInRun: Bool {
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
}
