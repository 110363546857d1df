internal import Records
internal import Text

/// Whether a figure is the size of a rise or of a fall: “rose 5 percent”, “down 19 cents”, “a 3
/// percent drop”.
///
/// The measure says which verb or noun leads to the figure. Here the figure's own surroundings have
/// the last word: a level that was reached, a length of time and a word before a noun are no
/// change.
struct DirectionReader {
  let sentence: SentenceReading
  let vocabulary: Vocabulary

  func direction(of index: Int, _ measure: Measure, after earlier: Claim.Direction?)
    -> Claim.Direction
  {
    let figure = sentence.figures[index]
    let before = figure.tokens.lowerBound - 1
    let lead = lead(of: figure)
    var direction: Claim.Direction = measure.isLevel ? .none : measure.change
    // “at $58.24”, “to 49.5”, “to a record $5bn”
    let isReached =
      sentence.key(before) == SentenceReading.to || sentence.key(lead) == SentenceReading.to
      || isHigh(before)
      || sentence.key(before) == SentenceReading.at && !figure.isRatio
    if isReached { return .none }
    if let said = said(figure, before) { direction = said }
    if figure.value.map({ $0 < 0 }) ?? false, figure.isRatio, measure.change != .none {
      direction = .decrease
    }
    if direction != .none, isTime(figure), !isAmount(figure) { return .none }
    if direction != .none, isAttribute(figure) || isOffer(figure) || isResult(figure, measure) {
      return .none
    }
    if direction == .none, let earlier, isGapped(index) { return earlier }
    return direction
  }

  /// The token that leads to a figure over “a record”, “the new”.
  private func lead(of figure: Figure) -> Int {
    var index = figure.tokens.lowerBound - 1
    let first = index
    while index > first - 3, sentence.range.contains(index) {
      let isEmpty = sentence.word(index).contains(.empty) || sentence.word(index).contains(.total)
      guard sentence.tag(index) == .determiner || sentence.tag(index) == .adjective || isEmpty
      else { return index }
      index -= 1
    }
    return index
  }

  /// “to a record high of $2.23”: a noun of a level between “to” and the figure.
  private func isHigh(_ before: Int) -> Bool {
    guard sentence.key(before) == SentenceReading.of else { return false }
    var index = before - 1
    guard sentence.word(index).isDisjoint(with: .changeNoun) else { return false }
    while index > before - 5, sentence.tag(index).isNominal || sentence.tag(index) == .determiner {
      index -= 1
    }
    return sentence.key(index) == SentenceReading.to
  }

  /// What the word right before the figure says: “up 5 percent”, “fell 3 percent”, “cuts of 9.6
  /// percent”, “by 30 percent”.
  private func said(_ figure: Figure, _ before: Int) -> Claim.Direction? {
    // “output doubled”
    if figure.unitName == "times", sentence.word(figure.core.lowerBound).contains(.riseVerb) {
      return .increase
    }
    let word = sentence.word(before)
    if !word.isDisjoint(with: .changeAdverb), !sentence.word(before - 1).contains(.phrasal) {
      // “, off $1”, “was up 19 cents”; “make up 5 percent” is none.
      let isFree = sentence.tag(before - 1) == .comma || sentence.word(before - 1).contains(.be)
      if figure.isRatio || isFree { return word.contains(.riseAdverb) ? .increase : .decrease }
    }
    if figure.isRatio, !word.isDisjoint(with: .changeVerb), sentence.isVerb(before) {
      return word.contains(.riseVerb) ? .increase : .decrease
    }
    if sentence.key(before) == SentenceReading.of, figure.isRatio,
      !sentence.word(before - 1).isDisjoint(with: .changeNoun)
    {
      return sentence.word(before - 1).isDisjoint(with: .fallNoun) ? .increase : .decrease
    }
    // “an 18 percent jump in profits”, also where the noun could be a verb.
    let after = max(figure.tokens.upperBound, figure.core.upperBound)
    if figure.isRatio, sentence.tag(before) == .determiner,
      !sentence.word(after).isDisjoint(with: .changeNoun)
    {
      return sentence.word(after).isDisjoint(with: .fallNoun) ? .increase : .decrease
    }
    if sentence.key(before) == SentenceReading.by, !figure.isCount { return verb(before: before) }
    return nil
  }

  /// The change that “by” measures: the nearest verb of change before it, with no figure or stop
  /// between.
  private func verb(before index: Int) -> Claim.Direction? {
    var at = index - 1
    while sentence.range.contains(at), at > index - 12 {
      let word = sentence.word(at)
      switch sentence.tag(at) {
      case .figure, .stop, .comma: return nil
      case .noun
      where at == index - 1 && !word.isDisjoint(with: .changeNoun)
        && word.isDisjoint(with: .changeVerb):
        return word.contains(.fallNoun) ? .decrease : .increase
      default: break
      }
      if !word.isDisjoint(with: .changeVerb),
        sentence.isVerb(at) || at == sentence.range.lowerBound || word.contains(.past)
      {
        return word.contains(.riseVerb) ? .increase : .decrease
      }
      at -= 1
    }
    return nil
  }

  /// A length of time, which goes with a change rather than being one.
  private func isTime(_ figure: Figure) -> Bool {
    guard let unit = vocabulary.unit(code: figure.unit) else { return false }
    return vocabulary.units[unit].dimension == "time" || vocabulary.units[unit].dimension == "age"
  }

  /// “by two years”, “rose three months”: a time that is an amount all the same.
  private func isAmount(_ figure: Figure) -> Bool {
    let before = figure.tokens.lowerBound - 1
    return sentence.key(before) == SentenceReading.by
      || !sentence.word(before).isDisjoint(with: [.changeVerb, .changeAdverb])
  }

  /// “added a 30 degree homer”, “that 0-to-60-mph time”: a measure before the noun that it
  /// describes.
  private func isAttribute(_ figure: Figure) -> Bool {
    guard !figure.isCount, !figure.isRatio, !figure.isMoney else { return false }
    let next = figure.core.upperBound
    guard
      sentence.tag(next) == .noun || sentence.tag(next) == .proper
        || sentence.tag(next) == .adjective,
      figure.tokens.upperBound <= next
    else { return false }
    let phrase = sentence.nounPhrase(startingAt: next, limit: sentence.range.upperBound)
    guard phrase.lowerBound == next, let head = sentence.head(of: phrase) else { return false }
    return sentence.word(head).isDisjoint(with: [.changeNoun, .changeAdverb])
  }

  /// “30 million shares up for sale”, “$550 off a laptop”: no change of anything.
  private func isOffer(_ figure: Figure) -> Bool {
    let next = max(figure.tokens.upperBound, figure.core.upperBound)
    if sentence.word(next).contains(.riseAdverb) {
      return sentence.key(next + 1) == SentenceReading.for
    }
    guard sentence.key(next) == DirectionReader.off else { return false }
    // “took $40 off the price” tells what was done.
    if sentence.isVerb(figure.tokens.lowerBound - 1),
      sentence.word(figure.tokens.lowerBound - 1).contains(.past)
    {
      return false
    }
    switch sentence.tag(next + 1) {
    case .determiner, .possessive, .noun, .proper, .adjective: return true
    default: return false
    }
  }

  /// “a loss of $5 million”: what a business ends with, and no change of it.
  private func isResult(_ figure: Figure, _ measure: Measure) -> Bool {
    guard figure.isMoney, let change = measure.changeWord else { return false }
    return sentence.word(change.lowerBound).contains(.result)
  }

  /// “Ross was down 2.3 percent, Burlington by 2.6”: the verb is left out the second time.
  private func isGapped(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let (first, figure) = (sentence.figures[index - 1], sentence.figures[index])
    guard first.unit == figure.unit else { return false }
    let before = figure.tokens.lowerBound - 1
    let gap = sentence.gap(before: index)
    guard gap.allSatisfy({ !sentence.isVerb($0) && sentence.tag($0) != .stop }) else {
      return false
    }
    if sentence.key(before) == SentenceReading.by { return true }
    // “sagged 37 percent for the quarter and 15 percent for the year”
    let next = max(figure.tokens.upperBound, figure.core.upperBound)
    return figure.isRatio && sentence.tag(before) == .conjunction
      && sentence.tag(next) == .preposition
      && gap.contains { sentence.tag($0) == .preposition }
  }

  private static let off = Token.key("off")
}
