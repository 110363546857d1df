internal import Text

/// Lists of figures beside lists of things.
extension MeasureReader {
  /// “A, B and C grew 1, 2 and 3 percent respectively”: each figure of the list has its own member.
  func spread(_ measures: inout [Measure]) {
    var start = 0
    while start < measures.count {
      var end = start + 1
      while end < measures.count, measures[end].source == end - 1, isListed(end) { end += 1 }
      if end - start > 1,
        isRespective(
          sentence.figures[start].tokens.lowerBound, sentence.figures[end - 1].tokens.upperBound)
      {
        spread(start..<end, &measures)
      }
      start = end
    }
  }

  func isListed(_ number: Int) -> Bool {
    let gap = sentence.gap(before: number)
    return gap.allSatisfy { [.comma, .conjunction, .period].contains(sentence.tag($0)) }
  }

  /// “respective” before or “respectively” after, in the same clause.
  private func isRespective(_ first: Int, _ last: Int) -> Bool {
    var index = last
    while sentence.range.contains(index), index < last + 8, sentence.tag(index) != .figure {
      if sentence.word(index).contains(.list) { return true }
      index += 1
    }
    index = first - 1
    while sentence.range.contains(index), index > first - 12, sentence.tag(index) != .stop {
      if sentence.word(index).contains(.list) { return true }
      index -= 1
    }
    return false
  }

  private func spread(_ figures: Range<Int>, _ measures: inout [Measure]) {
    for phrase in measures[figures.lowerBound].phrases
      + [measures[figures.lowerBound].subject].compactMap(\.self)
    {
      guard let members = members(of: phrase, count: figures.count) else { continue }
      for (offset, number) in figures.enumerated() {
        let isSubject = phrase == measures[number].subject
        measures[number].phrases = measures[number].phrases.map {
          $0 == phrase ? members[offset] : $0
        }
        if isSubject { measures[number].subject = members[offset] }
      }
      return
    }
  }

  /// The members of a coordinated phrase, where it has as many as wanted.
  ///
  /// The last members of the phrase count, so that words before the list (“exports of”) stay with
  /// the first.
  private func members(of phrase: Range<Int>, count: Int) -> [Range<Int>]? {
    var cuts: [Range<Int>] = []
    var start = phrase.lowerBound
    var index = start
    while index < phrase.upperBound {
      if sentence.tag(index) == .comma || sentence.tag(index) == .conjunction {
        if index > start { cuts.append(start..<index) }
        start = index + 1
      }
      index += 1
    }
    if start < phrase.upperBound { cuts.append(start..<phrase.upperBound) }
    guard cuts.count == count else { return nil }
    return cuts.map { sentence.trimmed($0) }
  }
}
