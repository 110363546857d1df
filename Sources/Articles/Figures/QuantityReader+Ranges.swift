internal import Records
internal import Text

/// Two ends of a range, and the words that qualify a number.
extension QuantityReader {
  func rangeEnd(
    _ first: Part, _ qualifier: (start: Int, qualifier: Claim.Qualifier)?, _ range: Range<Int>
  ) -> (
    Part, Int
  )? {
    let index = first.tokens.upperBound
    guard index + 1 < range.upperBound, !first.number.isFraction else { return nil }
    if let found = hyphenedRange(first, range) { return found }
    let joint = text.tokens[index]
    let before =
      first.tokens.lowerBound > range.lowerBound ? text.tokens[first.tokens.lowerBound - 1].key : 0
    let isDash =
      joint.traits.contains(.hyphen) || joint.isMark("~") || joint.detail == 0x301C
      || joint.detail == 0xFF5E
    let isTo =
      joint.key == SentenceReading.to && before != SentenceReading.from
      || (joint.detail == 0x81F3 || joint.detail == 0x5230)
        && !isFrom(first.tokens.lowerBound - 1, range)
    let isAnd = joint.key == SentenceReading.and && qualifier?.qualifier == .between
    let isOr = joint.key == SentenceReading.or && first.unit == nil && first.number.scale == 1
    guard isDash || isTo || isAnd || isOr, let second = part(at: index + 1, range) else {
      return nil
    }
    // “three or four years”: neighbours; “rose by 10 tonnes to 40 tonnes” is a movement.
    if isOr, second.number.value - first.number.value > max(1, first.number.value) { return nil }
    if isTo, first.unit != nil,
      before == SentenceReading.by || isChange(first.tokens.lowerBound - 1, range)
    {
      return nil
    }
    // A bare pair joined by a hyphen with the smaller one last is a score or a number in a name.
    let top = second.number.value
    guard top > first.number.value else { return nil }
    if let one = first.unit?.entry, let two = second.unit?.entry,
      one.target != two.target || one.factor != two.factor
    {
      return nil
    }
    // “lost 1.2 percent to 455” is no range.
    if isTo, first.number.isPercent || isRatio(first), second.unit == nil, !second.number.isPercent
    {
      return nil
    }
    // “5 million to 7”: the second would have its own scale.
    if first.number.scale > 1, second.number.scale == 1 { return nil }
    return (second, second.tokens.upperBound)
  }

  private func isRatio(_ part: Part) -> Bool {
    part.unit.map { vocabulary.units[Int($0.entry.target)].dimension == "ratio" } ?? false
  }

  /// 从, 由: two levels of a movement follow.
  private func isFrom(_ index: Int, _ range: Range<Int>) -> Bool {
    range.contains(index) && [0x4ECE, 0x5F9E, 0x7531].contains(text.tokens[index].detail)
  }

  /// The lower end in the upper end's scale: “5 to 7 million”, “2.1 to 2.4 percent”, 三至五成.
  func bottom(_ first: Part, _ second: Part) -> Double {
    var bottom = signed(first)
    if second.number.isPercent, !first.number.isPercent, second.number.isWord,
      first.number.value <= 10
    {
      bottom *= 10
    }
    // “$200 to $4 million” is no 200 million.
    let scaled = bottom * second.number.scale
    return first.number.scale == 1 && second.number.scale > 1 && scaled < second.number.value
      ? scaled : bottom
  }

  /// “0-to-60-mph”, “200,000 to-260,000”.
  private func hyphenedRange(_ first: Part, _ range: Range<Int>) -> (Part, Int)? {
    var index = first.tokens.upperBound
    if text.tokens[index].traits.contains(.hyphen) { index += 1 }
    guard index + 2 < range.upperBound, text.tokens[index].key == SentenceReading.to,
      text.tokens[index + 1].traits.contains(.hyphen), text.tokens[index + 2].kind == .number,
      let second = part(at: index + 2, range), second.number.value > first.number.value
    else { return nil }
    return (second, second.tokens.upperBound)
  }

  // MARK: Qualifiers

  func qualifierBefore(_ index: Int, _ range: Range<Int>) -> (
    start: Int, qualifier: Claim.Qualifier
  )? {
    var start = max(range.lowerBound, index - 5)
    while start < index {
      var found: Claim.Qualifier?
      matcher.walk(.qualifier, text.tokens, at: start, limit: index) { match, exact in
        // “sub-7 nanometre”
        let isPrefix = match.end == index - 1 && text.tokens[index - 1].traits.contains(.hyphen)
        guard match.end == index || isPrefix else { return }
        for entry in matcher.entries[match.entries]
        where entry.kind == .qualifier && matcher.isRead(entry, exact: exact) {
          if let row = vocabulary.qualifiers[Int(entry.target)], row.isBefore {
            found = row.qualifier
          }
        }
      }
      if let found { return (start, found) }
      start += 1
    }
    return nil
  }

  func qualifierAfter(_ index: Int, _ range: Range<Int>) -> (end: Int, qualifier: Claim.Qualifier)?
  {
    guard index < range.upperBound else { return nil }
    var found: (Int, Claim.Qualifier)?
    matcher.walk(.qualifier, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .qualifier && matcher.isRead(entry, exact: exact) {
        if let row = vocabulary.qualifiers[Int(entry.target)], !row.isBefore {
          found = (match.end, row.qualifier)
        }
      }
    }
    return found
  }
}
