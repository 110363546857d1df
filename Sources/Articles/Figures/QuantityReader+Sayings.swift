internal import Records
internal import Text

/// What has a number in it and says no figure: sayings, margins of error, spans of time.
extension QuantityReader {
  /// The end of a name or saying with a number in it: “one country, two systems”, 一度.
  func named(at index: Int, _ range: Range<Int>) -> Int? {
    let token = text.tokens[index]
    guard !token.starts.isDisjoint(with: .saying) else { return nil }
    var end: Int?
    matcher.walk(.saying, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .saying && matcher.isRead(entry, exact: exact) {
        end = match.end
      }
    }
    // “24/7” is a saying, “24/75” is none.
    guard let end,
      end == range.upperBound || text.tokens[end].traits.contains(.spaceBefore)
        || text.tokens[end].kind != .number
    else { return nil }
    return end
  }

  /// The end of a margin of error: “plus or minus 2 points”, `±0.3`.
  ///
  /// What it belongs to is the figure; the margin is none of its own.
  func margin(at index: Int, _ range: Range<Int>) -> Int? {
    guard let start = afterMarginWord(index, range), start < range.upperBound else { return nil }
    return part(at: start, range)?.tokens.upperBound
  }

  /// The token after words or a sign for a margin.
  func afterMarginWord(_ index: Int, _ range: Range<Int>) -> Int? {
    guard index < range.upperBound, !text.tokens[index].starts.isDisjoint(with: .qualifier) else {
      return nil
    }
    var end: Int?
    matcher.walk(.qualifier, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .qualifier && matcher.isRead(entry, exact: exact)
        && vocabulary.isMargin(entry.target)
      {
        end = match.end
      }
    }
    return end
  }

  /// “the past four weeks”, 前5个月: a time, not a length of time.
  func isTime(_ figure: Figure, _ range: Range<Int>) -> Bool {
    let before = figure.core.lowerBound - 1
    return range.contains(before) && vocabulary.isSpan(text.tokens[before])
      && vocabulary.isTime(figure.unit)
  }

  /// “$9 million over four years”: in what time the figure before it comes about; not more than
  /// four years.
  func isSpan(_ figure: Figure, after last: Figure) -> Bool {
    guard figure.tokens.lowerBound == last.tokens.upperBound,
      figure.tokens.lowerBound < figure.core.lowerBound,
      text.tokens[figure.tokens.lowerBound].key == NumberReader.overWord
    else { return false }
    return vocabulary.isTime(figure.unit) && !vocabulary.isTime(last.unit)
  }
}
