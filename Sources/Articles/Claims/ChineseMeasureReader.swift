internal import Records
internal import Text

/// Finds what the figures of a Chinese sentence measure.
///
/// Chinese puts what is measured before the verb and the figure after it, in a clause between
/// commas: “地区生产总值为90131亿元， 比上年增长5.5%”. So the clause is read from the figure to the left: verbs
/// and function words are taken off, what remains is measured, and where nothing remains the clause
/// before goes on.
struct ChineseMeasureReader {
  let sentence: SentenceReading
  let cues: ChineseCues

  /// One measure for each figure, in order.
  func measures() -> [Measure] {
    var found: [Measure] = []
    for number in sentence.figures.indices {
      found.append(measure(number, found))
    }
    splitLists(&found)
    return found
  }

  /// “北京、天津、河北地区生产总值分别为…”: the first of a list has its own member too.
  private func splitLists(_ measures: inout [Measure]) {
    let found = measures
    var number = 0
    while number < found.count {
      let length = listLength(from: number)
      if length > 1, let phrase = found[number].phrases.first,
        let own = members(of: phrase, count: length)?.first,
        own.count > 1 || isPlace(own[0])
      {
        (measures[number].phrases, measures[number].subject) = (own, own.first)
      }
      number += length
    }
  }

  private func measure(_ number: Int, _ earlier: [Measure]) -> Measure {
    let figure = sentence.figures[number]
    let start = clauseStart(number)
    // “A、B和C”: in a list with the figure before.
    if number > 0, isListed(number) {
      var measure = earlier[number - 1]
      if let listed = member(number, earlier) {
        (measure.phrases, measure.subject) = (listed, listed.first)
      }
      measure.source = number - 1
      return measure
    }
    // “广东（5099亿元）、江苏（4597亿元）”: a place with its figure of what was spoken of.
    if let source = bracketed(number, earlier) {
      var measure = earlier[source]
      measure.source = source
      measure.subject = nil
      return measure
    }
    var measure = Measure()
    var phrase = stripped(start..<figure.tokens.lowerBound, &measure)
    // “占全国的9%” says of what it is a share after the verb.
    if measure.isShare, phrase.isEmpty == false, let verb = shareVerb(phrase) {
      measure.whole = verb.whole.isEmpty ? nil : verb.whole
      phrase = verb.before
    }
    // “占规模以上工业的23.2%”: the verb stands before what it is a share of.
    if !measure.isShare, figure.isRatio, measure.change == .none,
      let verb = phrase.last(where: { sentence.text.tokens[$0].detail == 0x5360 }),
      verb > phrase.lowerBound
    {
      measure.isShare = true
      measure.whole = verb + 1 < phrase.upperBound ? verb + 1..<phrase.upperBound : nil
      phrase = phrase.lowerBound..<verb
    }
    measure.subject = phrase.isEmpty ? nil : phrase
    // “1.96亿元的GDP”: what follows the figure.
    if phrase.isEmpty || isPlace(phrase), let noun = following(number) {
      measure.phrases = [noun]
      measure.change = .none
      measure.changeWord = nil
      return measure
    }
    if phrase.isEmpty || isPlace(phrase) {
      inherit(&measure, number, earlier, phrase)
    } else {
      measure.phrases = [phrase]
    }
    // “…的增速为5%”, “增长率”: the change stands in the phrase.
    if measure.change == .none, figure.isRatio, let last = measure.phrases.last,
      let cue = cues.cue(
        endingAt: last.upperBound, from: last.lowerBound, in: sentence.text.tokens),
      cue.kind == .rise || cue.kind == .fall
    {
      measure.change = cue.kind == .rise ? .increase : .decrease
    }
    return measure
  }

  /// The first figure of the same kind, where this one stands in brackets right behind a place.
  private func bracketed(_ number: Int, _ earlier: [Measure]) -> Int? {
    let before = sentence.figures[number].tokens.lowerBound - 1
    guard sentence.range.contains(before), sentence.text.tokens[before].detail == 0xFF08,
      sentence.entities.contains(where: { $0.kind == .place && $0.tokens.upperBound == before })
    else { return nil }
    let figure = sentence.figures[number]
    return earlier.indices.first {
      sentence.figures[$0].isMoney == figure.isMoney
        && sentence.figures[$0].isRatio == figure.isRatio
        && sentence.figures[$0].counted.isEmpty && sentence.figures[$0].unit == figure.unit
    }
  }

  /// The noun after a figure: behind “的” up to the next mark, or an abbreviation in letters.
  private func following(_ number: Int) -> Range<Int>? {
    let start = sentence.figures[number].tokens.upperBound
    guard sentence.range.contains(start), sentence.figures[number].isMoney else { return nil }
    if sentence.text.tokens[start].kind == .word { return start..<start + 1 }
    guard sentence.text.tokens[start].detail == 0x7684 else { return nil }
    var end = start + 1
    while sentence.tag(end).isNominal, end - start < 12 { end += 1 }
    return end > start + 1 ? start + 1..<end : nil
  }

  // MARK: The clause

  /// After the mark, the bracket or the figure before a figure; a conversion in brackets is passed
  /// over.
  private func clauseStart(_ number: Int) -> Int {
    var index = sentence.figures[number].tokens.lowerBound - 1
    while index >= sentence.range.lowerBound {
      switch sentence.tag(index) {
      case .comma where sentence.text.tokens[index].detail != 0x3001: return index + 1
      case .bracket where sentence.isMark(index, "]"):
        // A footnote mark is passed over.
        while index > sentence.range.lowerBound, !sentence.isMark(index, "[") { index -= 1 }
        index -= 1
      case .stop, .bracket, .figure: return index + 1
      default: index -= 1
      }
    }
    return sentence.range.lowerBound
  }

  /// Without verbs and function words at the end, periods and openings at the start.
  private func stripped(_ range: Range<Int>, _ measure: inout Measure) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start {
      // “投入强度（与营业收入之比）为”
      if sentence.text.tokens[end - 1].detail == 0xFF09,
        let open = (start..<end).last(where: { sentence.text.tokens[$0].detail == 0xFF08 }),
        open > start
      {
        end = open
        continue
      }
      if [.period, .comma, .quote, .hyphen, .mark].contains(sentence.tag(end - 1)) {
        end -= 1
      } else if let cue = cues.cue(endingAt: end, from: start, in: sentence.text.tokens),
        // 进出口总额 is a noun, 总额 alone says nothing.
        cue.kind != .total || cue.start == start
      {
        switch cue.kind {
        case .rise where measure.change == .none && !measure.isLevel:
          (measure.change, measure.changeWord) = (.increase, cue.start..<end)
        case .fall where measure.change == .none && !measure.isLevel:
          (measure.change, measure.changeWord) = (.decrease, cue.start..<end)
        case .level: if measure.change == .none { measure.isLevel = true }
        case .share: measure.isShare = true
        default: break
        }
        end = cue.start
      } else {
        break
      }
    }
    while start < end {
      if [.period, .comma, .quote, .mark].contains(sentence.tag(start)) {
        start += 1
      } else if let cue = cues.cue(startingAt: start, limit: end, in: sentence.text.tokens),
        cue.kind == .lead || cue.kind == .function || cue.kind == .list
      {
        start = cue.end
      } else {
        break
      }
    }
    return start..<end
  }

  /// A share verb within a phrase: what has the share stands before it, the whole after it.
  private func shareVerb(_ phrase: Range<Int>) -> (before: Range<Int>, whole: Range<Int>)? {
    for end in stride(from: phrase.upperBound, to: phrase.lowerBound, by: -1) {
      if let cue = cues.cue(endingAt: end, from: phrase.lowerBound, in: sentence.text.tokens),
        cue.kind == .share
      {
        return (phrase.lowerBound..<cue.start, end..<phrase.upperBound)
      }
    }
    return nil
  }

  private func isPlace(_ phrase: Range<Int>) -> Bool {
    sentence.entities.contains {
      $0.kind == .place && $0.tokens.lowerBound <= phrase.lowerBound
        && $0.tokens.upperBound >= phrase.upperBound
    }
  }

  // MARK: Going on

  private func inherit(
    _ measure: inout Measure, _ number: Int, _ earlier: [Measure], _ place: Range<Int>
  ) {
    guard let last = earlier.indices.last else { return }
    var source = last
    // “分别增长3.5%、6.1%和5.1%” after a list of as many: each goes on with its own.
    if measure.change != .none {
      let length = listLength(from: number)
      if length > 1, let first = listStart(endingAt: number - 1), number - first == length {
        source = first
      }
    }
    let own = measure
    measure = earlier[source]
    measure.source = source
    (measure.change, measure.changeWord, measure.isLevel) = (
      own.change, own.changeWord, own.isLevel
    )
    (measure.isShare, measure.whole) = (own.isShare, own.whole)
    if !place.isEmpty { measure.subject = place }
  }

  /// Only “、”, “和” or “与” between a figure and the one before.
  private func isListed(_ number: Int) -> Bool {
    let gap = sentence.gap(before: number)
    guard (1...2).contains(gap.count) else { return false }
    return gap.allSatisfy { index in
      sentence.text.tokens[index].detail == 0x3001
        || cues.cue(endingAt: index + 1, from: index, in: sentence.text.tokens)?.kind == .function
    }
  }

  private func listLength(from number: Int) -> Int {
    var end = number + 1
    while end < sentence.figures.count, isListed(end) { end += 1 }
    return end - number
  }

  private func listStart(endingAt number: Int) -> Int? {
    guard number >= 0 else { return nil }
    var first = number
    while first > 0, isListed(first) { first -= 1 }
    return first
  }

  /// The member of “第一、二、三产业增加值” that a figure of a list has, as its own word and what all have in
  /// common.
  private func member(_ number: Int, _ earlier: [Measure]) -> [Range<Int>]? {
    guard let first = listStart(endingAt: number) else { return nil }
    let change = earlier[number - 1]
    // A list of changes after a list of levels goes on with the members of that.
    if change.change != .none, first > 0, let other = listStart(endingAt: first - 1),
      first - other == number - first + tail(number)
    {
      return earlier[other + number - first].phrases
    }
    guard let phrase = earlier[first].phrases.first else { return nil }
    let length = listLength(from: first)
    let members = members(of: phrase, count: length) ?? members(of: phrase, count: nil) ?? []
    return members.count > number - first ? members[number - first] : nil
  }

  /// The members of a phrase with “、” or a last “和” in it, each with what follows the last one: 北京,
  /// 地区生产总值.
  private func members(of phrase: Range<Int>, count: Int?) -> [[Range<Int>]]? {
    var members: [Range<Int>] = []
    var start = phrase.lowerBound
    for index in phrase where sentence.text.tokens[index].detail == 0x3001 {
      members.append(start..<index)
      start = index + 1
    }
    members.append(start..<phrase.upperBound)
    // “北京、天津和河北”
    if count.map({ members.count == $0 - 1 }) ?? false, let last = members.last,
      let joint = last.dropFirst().dropLast().first(where: {
        [0x548C, 0x4E0E, 0x53CA].contains(sentence.text.tokens[$0].detail)
      })
    {
      members[members.count - 1] = last.lowerBound..<joint
      members.append(joint + 1..<last.upperBound)
    }
    guard members.count > 1, count.map({ members.count == $0 }) ?? true, let last = members.last
    else { return nil }
    // A place is a member as far as it goes; else the last one is as long as the one before.
    let place = sentence.entities.first {
      $0.kind == .place && $0.tokens.lowerBound == last.lowerBound
    }
    // 第一、二产业: the first of two has an ordinal's prefix that the second lacks.
    let isOrdinal = sentence.text.tokens[members[0].lowerBound].detail == 0x7B2C
    let length = members.count > 2 ? members[1].count : members[0].count - (isOrdinal ? 1 : 0)
    let common = min(place?.tokens.upperBound ?? last.lowerBound + length, last.upperBound)
    return members.map { own in
      own == last || common >= last.upperBound ? [own] : [own, common..<last.upperBound]
    }
  }

  private func tail(_ number: Int) -> Int { listLength(from: number) }
}
