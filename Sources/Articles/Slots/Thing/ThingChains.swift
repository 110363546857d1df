internal import Text

/// Proposes every noun phrase of a sentence near a figure, alone and with what hangs on it.
struct ThingChains {
  let context: FigureContext
  let phrases: ThingPhrases

  /// How many chunks to the left and to the right of the figure are looked at.
  private static let reach = (left: 9, right: 6)
  /// The longest chain, in chunks and in tokens.
  private static let longest = (chunks: 4, tokens: 14)

  private var sentence: SentenceReading { context.sentence }
  private var figure: Figure { context.figure }

  func propose(_ pool: inout ThingPool) {
    let chunks = phrases.chunks
    let middle =
      chunks.firstIndex { $0.tokens.lowerBound >= figure.core.lowerBound } ?? chunks.count
    let from = max(0, middle - ThingChains.reach.left)
    let to = min(chunks.count, middle + ThingChains.reach.right)
    for first in from..<max(from, to) { chains(from: first, &pool) }
    // The subject of the whole sentence, however far it is.
    if from > 0, let opening = chunks.first { pool.propose(opening.tokens, .single) }
    if sentence.isChinese { chinese(from..<max(from, to), &pool) }
    more(&pool)
    label(&pool)
    series(&pool)
    aged(&pool)
  }

  private func chains(from first: Int, _ pool: inout ThingPool) {
    let chunks = phrases.chunks
    pool.propose(chunks[first].tokens, .single)
    guard !sentence.isChinese, !isSpent(chunks[first].tokens) else { return }
    var isReduced = false
    var longest: Range<Int>?
    var last = first + 1
    while last < chunks.count, last - first < ThingChains.longest.chunks {
      let chunk = chunks[last]
      let tokens = chunks[first].tokens.lowerBound..<chunk.tokens.upperBound
      guard tokens.count <= ThingChains.longest.tokens,
        tokens.lowerBound >= figure.core.upperBound || tokens.upperBound <= figure.core.lowerBound
      else { break }
      switch chunk.link {
      case .none: last = chunks.count
      case .preposition: pool.propose(tokens, isReduced ? .reduced : .chain)
      case .list:
        pool.propose(tokens, .listed)
      case .reduced:
        isReduced = true
        pool.propose(tokens, .reduced)
      }
      if last < chunks.count { longest = tokens }
      last += 1
    }
    if let longest { pool.propose(longest, .longest) }
  }

  /// Whether it is what a share is of and what follows is what the share goes to: “5 percent of its
  /// income on food”.
  private func isSpent(_ tokens: Range<Int>) -> Bool {
    guard let whole = context.measure.whole, context.measure.purpose != nil else { return false }
    return figure.isRatio && whole.overlaps(tokens)
  }

  /// Chinese: what stands behind 的 or a place, and a stretch with the one before.
  private func chinese(_ range: Range<Int>, _ pool: inout ThingPool) {
    let tokens = sentence.text.tokens
    for number in range {
      let own = phrases.chunks[number].tokens
      if let particle = own.dropLast().last(where: { tokens[$0].detail == 0x7684 }) {
        pool.propose(particle + 1..<own.upperBound, .unlead)
        if particle > own.lowerBound { pool.propose(own.lowerBound..<particle, .unlead) }
      }
      if let place = sentence.entities.last(where: {
        $0.kind == .place && own.contains($0.tokens.lowerBound)
          && $0.tokens.upperBound < own.upperBound
      }) {
        pool.propose(place.tokens.upperBound..<own.upperBound, .unlead)
      }
      guard number > 0 else { continue }
      let before = phrases.chunks[number - 1].tokens
      let answer = ThingAnswer([before, own])
      guard
        own.upperBound <= figure.core.lowerBound || before.lowerBound >= figure.core.upperBound
          || own == figure.counted
      else { continue }
      pool.set(pool.number(of: answer, anchor: own), .joined)
    }
    // What follows the figure, joined with what stands before it.
    guard
      let right = phrases.chunks.firstIndex(where: {
        $0.tokens.lowerBound >= figure.core.upperBound
      }),
      right > 0
    else { return }
    let (left, own) = (phrases.chunks[right - 1].tokens, phrases.chunks[right].tokens)
    pool.set(pool.number(of: ThingAnswer([left, own]), anchor: own), .joined)
  }

  /// “people unable to afford a healthy diet”: the counted noun up to the next mark.
  private func more(_ pool: inout ThingPool) {
    let start = figure.counted.isEmpty ? figure.tokens.upperBound : figure.counted.lowerBound
    guard !sentence.isChinese, !figure.counted.isEmpty else { return }
    var end = figure.counted.upperBound
    var ends: [Int] = []
    while end < sentence.range.upperBound, end - start < 14 {
      let tag = sentence.tag(end)
      if tag == .comma || tag == .stop || tag == .figure || tag == .bracket || tag == .subordinator
      {
        break
      }
      if tag == .preposition || tag == .period || tag == .conjunction { ends.append(end) }
      end += 1
    }
    ends.append(end)
    for end in ends.suffix(3) where end > figure.counted.upperBound {
      let tokens = sentence.trimmed(start..<end)
      pool.propose(tokens, .countedMore)
    }
  }

  /// “Debt, public (% of GDP) in Chad was 60”: the sentence up to a bracket with the unit.
  private func series(_ pool: inout ThingPool) {
    guard let end = sentence.labelEnd, end < figure.core.lowerBound else { return }
    var open = end
    while open > sentence.range.lowerBound, !sentence.isMark(open, "(") { open -= 1 }
    pool.propose(sentence.trimmed(sentence.range.lowerBound..<open), .label)
  }

  /// “Exports: 5 million”, “Revenue – 5 million”: the words before a colon or a dash.
  private func label(_ pool: inout ThingPool) {
    guard
      let mark = (sentence.range.lowerBound..<figure.tokens.lowerBound).last(where: {
        sentence.isMark($0, ":") || sentence.tag($0) == .hyphen && !sentence.isCompound($0)
      })
    else { return }
    var start = mark
    while start > sentence.range.lowerBound, mark - start < 10,
      ![.comma, .stop, .figure].contains(sentence.tag(start - 1))
    {
      start -= 1
    }
    pool.propose(sentence.trimmed(start..<mark), .label)
  }

  /// “Jo Lund, 42, …”, “the 42-year-old Jo Lund”: the age of a name.
  private func aged(_ pool: inout ThingPool) {
    guard figure.unit == "a" || figure.isCount && figure.counted.isEmpty,
      let age = sentence.classes.nominal(SentenceReading.aged)
    else { return }
    let chunks = phrases.chunks
    let left = chunks.last { $0.tokens.upperBound <= figure.tokens.lowerBound }
    let right = chunks.first { $0.tokens.lowerBound >= figure.tokens.upperBound }
    for chunk in [left, right].compactMap(\.self) {
      let number = pool.number(of: ThingAnswer([chunk.tokens], nominal: age), anchor: chunk.tokens)
      pool.set(number, .age)
    }
  }
}
