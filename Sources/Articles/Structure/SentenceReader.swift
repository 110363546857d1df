internal import Text

/// A sentence as a range of tokens.
struct SentenceRange {
  /// The block in which it stands.
  var block: Int
  /// Its tokens, closing marks included.
  var tokens: Range<Int>
}

/// Cuts blocks into sentences.
struct SentenceReader {
  private let text: ArticleText
  private let words: WordClasses

  init(_ text: ArticleText, words: WordClasses) {
    self.text = text
    self.words = words
  }

  /// A text without full stops is cut after so many tokens.
  private static let longest = 500

  /// The sentences of a block; a heading is one sentence.
  func sentences(of block: Block, number: Int) -> [SentenceRange] {
    switch block.kind {
    case .title, .heading, .byline:
      if block.tokens.count <= SentenceReader.longest {
        return [SentenceRange(block: number, tokens: block.tokens)]
      }
    case .paragraph, .item: break
    }
    var sentences: [SentenceRange] = []
    var start = block.tokens.lowerBound
    var index = start
    while index < block.tokens.upperBound {
      var end = index + 1
      if isEnd(index, in: block.tokens) {
        while end < block.tokens.upperBound, isTrailing(text.tokens[end]) { end += 1 }
        sentences.append(SentenceRange(block: number, tokens: start..<end))
        start = end
      } else if end - start >= SentenceReader.longest, end < block.tokens.upperBound {
        sentences.append(SentenceRange(block: number, tokens: start..<end))
        start = end
      }
      index = end
    }
    if start < block.tokens.upperBound {
      sentences.append(SentenceRange(block: number, tokens: start..<block.tokens.upperBound))
    }
    return sentences
  }

  /// `.`, `!`, `?`, `…` and their Chinese forms.
  static func isTerminal(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch token.detail {
    case 0x2E, 0x21, 0x3F, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0x2026: return true
    default: return false
    }
  }

  /// A closing quotation mark or bracket.
  static func isCloser(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch token.detail {
    case 0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0x300D, 0x300F, 0xFF09, 0xBB: return true
    default: return false
    }
  }

  /// Marks that belong to the sentence which they follow without a space.
  private func isTrailing(_ token: Token) -> Bool {
    !token.traits.contains(.spaceBefore)
      && (SentenceReader.isCloser(token) || SentenceReader.isTerminal(token))
  }

  private func isEnd(_ index: Int, in range: Range<Int>) -> Bool {
    let token = text.tokens[index]
    if token.traits.contains(.dotted) { return isEndAfterAbbreviation(index, in: range) }
    guard SentenceReader.isTerminal(token) else { return false }
    if token.detail > 0x2FFF { return true }
    // What follows the closing marks decides.
    var next = index + 1
    while next < range.upperBound, isTrailing(text.tokens[next]) { next += 1 }
    guard next < range.upperBound else { return true }
    let follower = text.tokens[next]
    guard follower.traits.contains(.spaceBefore) || follower.kind == .ideograph else {
      return false
    }
    if token.detail != 0x2E {
      // “…” and a quoted question may stand within a sentence.
      return follower.kind != .word || follower.traits.contains(.capitalised)
    }
    if follower.kind == .word, !follower.traits.contains(.capitalised),
      !follower.traits.contains(.lineBefore)
    {
      return false
    }
    guard index > range.lowerBound else { return false }
    let last = text.tokens[index - 1]
    guard !token.traits.contains(.spaceBefore), last.kind == .word else { return true }
    // An initial: “J. Smith”.
    if last.end - last.start == 1, last.traits.contains(.capitalised), follower.kind == .word {
      return false
    }
    switch words.abbreviation(last) {
    case .title: return false
    case .beforeNumber: return follower.kind != .number
    case .month: return follower.kind != .number && follower.traits.contains(.capitalised)
    case .suffix: return startsSentence(follower)
    case nil: return true
    }
  }

  /// Whether an abbreviation with full stops ends a sentence, because a word follows that starts
  /// one.
  private func isEndAfterAbbreviation(_ index: Int, in range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound,
      text.bytes[Int(text.tokens[index].end) - 1] == UInt8(ascii: ".")
    else {
      return false
    }
    return startsSentence(text.tokens[index + 1])
  }

  /// A capitalised word that is small anywhere else: an article, a pronoun, a preposition.
  private func startsSentence(_ token: Token) -> Bool {
    token.kind == .word && token.traits.contains(.capitalised) && words.isFunctionWord(token)
  }
}
