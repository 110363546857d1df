/// Finds where quotes stand in a text, in two passes over it whatever their number.
struct QuoteFinder {
  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// A quote that is looked for.
  struct Wanted {
    var quote: [UInt8]
    /// What should stand before it, and after it.
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    /// The code points where it should stand.
    var start: Int?
    var end: Int?

    /// How many bytes are known of what stands around it.
    var surroundings: Int { prefix.count + suffix.count }

    init(_ line: ClaimLine) {
      quote = Array(line.quote.utf8)
      (start, end) = (line.start, line.end)
      prefix = line.prefix.map { Array($0.utf8) } ?? []
      suffix = line.suffix.map { Array($0.utf8) } ?? []
      guard prefix.isEmpty, suffix.isEmpty, let sentence = line.sentence else { return }
      // The sentence tells as well what stands around, where it holds the quote once.
      if let found = Wanted.around(quote, in: Array(sentence.utf8)) {
        (prefix, suffix) = (found.prefix, found.suffix)
      }
    }
  }

  /// Where a quote was found.
  enum Answer: Equatable {
    /// The bytes; whether they are not where the offsets say; whether the words around it are others
    /// and it stands elsewhere, too.
    case found(Range<Int>, isMoved: Bool, isChanged: Bool = false)
    /// It stands nowhere.
    case missing
    /// It stands so many times, and nothing tells which is meant.
    case ambiguous(Int)
  }

  /// The best place so far of a quote that is looked for everywhere.
  private struct Best {
    var count = 0
    var start = 0
    var score = -1
    var equals = 0
  }

  /// Where each quote stands.
  func find(_ wanted: [Wanted]) -> [Answer] {
    var answers = [Answer?](repeating: nil, count: wanted.count)
    let places = bytes(ofCodePoints: wanted.map { $0.start ?? .max })
    for (index, quote) in wanted.enumerated() {
      guard let start = places[index], stands(quote.quote, at: start),
        quote.end == nil || quote.end == quote.start.map({ $0 + length(quote.quote) })
      else { continue }
      let isWhole = score(quote, start) == quote.surroundings
      if isWhole { answers[index] = .found(start..<start + quote.quote.count, isMoved: false) }
    }
    let rest = wanted.indices.filter { answers[$0] == nil }
    guard !rest.isEmpty else { return answers.map { $0 ?? .missing } }
    let best = search(wanted, rest, told: places)
    for (index, best) in zip(rest, best) {
      let range = best.start..<best.start + wanted[index].quote.count
      answers[index] =
        switch best {
        case _ where best.count == 0: .missing
        case _ where best.count == 1:
          .found(range, isMoved: places[index] != best.start)
        case _ where best.equals == 1 && tells(best, wanted[index], told: places[index]):
          .found(
            range, isMoved: places[index] != best.start,
            isChanged: best.score / 2 < wanted[index].surroundings)
        default: .ambiguous(best.count)
        }
    }
    return answers.map { $0 ?? .missing }
  }

  /// Whether the words around the best place, or the offsets, tell that it is the one.
  private func tells(_ best: Best, _ wanted: Wanted, told place: Int?) -> Bool {
    let around = best.score / 2
    return place == best.start || around >= 24 || around > 0 && around * 2 >= wanted.surroundings
  }

  /// Goes through the text once and tries at each byte the quotes that begin with it and the next.
  private func search(_ wanted: [Wanted], _ rest: [Int], told places: [Int?]) -> [Best] {
    var best = [Best](repeating: Best(), count: rest.count)
    var beginning: [UInt16: [Int]] = [:]
    for (number, index) in rest.enumerated() {
      beginning[QuoteFinder.start(of: wanted[index].quote, 0), default: []].append(number)
    }
    var isStart = [Bool](repeating: false, count: 1 << 16)
    for key in beginning.keys { isStart[Int(key)] = true }
    func look(_ number: Int, _ quote: Wanted, _ start: Int) {
      guard stands(quote.quote, at: start) else { return }
      // Where the offsets lead counts a little: of two that are alike it is the one.
      let score = 2 * score(quote, start) + (places[rest[number]] == start ? 1 : 0)
      best[number].count += 1
      if score > best[number].score {
        (best[number].score, best[number].start, best[number].equals) = (score, start, 1)
      } else if score == best[number].score {
        best[number].equals += 1
      }
    }
    for start in text.indices {
      let key = QuoteFinder.start(of: text, start)
      if isStart[Int(key)] {
        for number in beginning[key] ?? [] { look(number, wanted[rest[number]], start) }
      }
      // A quote of one byte begins like one whose second is NUL.
      if key & 0xFF != 0, isStart[Int(key & 0xFF00)] {
        for number in beginning[key & 0xFF00] ?? [] { look(number, wanted[rest[number]], start) }
      }
    }
    return best
  }

  private static func start(of bytes: [UInt8], _ at: Int) -> UInt16 {
    UInt16(bytes[at]) << 8 | (at + 1 < bytes.count ? UInt16(bytes[at + 1]) : 0)
  }

  /// How many bytes around a place are those that should stand there.
  private func score(_ wanted: Wanted, _ start: Int) -> Int {
    var score = 0
    var at = start
    for byte in wanted.prefix.reversed() {
      at -= 1
      guard at >= 0, text[at] == byte else { break }
      score += 1
    }
    at = start + wanted.quote.count
    for byte in wanted.suffix {
      guard at < text.count, text[at] == byte else { break }
      score += 1
      at += 1
    }
    return score
  }

  /// Whether a quote stands at a byte, and not within a longer number or word: no “5 percent” in
  /// “2.5 percent”.
  private func stands(_ quote: [UInt8], at start: Int) -> Bool {
    guard !quote.isEmpty, start + quote.count <= text.count,
      text[start..<start + quote.count].elementsEqual(quote)
    else { return false }
    return !isJoined(start) && !isJoined(start + quote.count)
  }

  /// Whether the bytes before and after a place belong to one number or word.
  private func isJoined(_ place: Int) -> Bool {
    guard place > 0, place < text.count else { return false }
    let (before, after) = (text[place - 1], text[place])
    if QuoteFinder.isDigit(after) {
      if QuoteFinder.isDigit(before) { return true }
      return QuoteFinder.isMark(before) && place > 1 && QuoteFinder.isDigit(text[place - 2])
    }
    if QuoteFinder.isDigit(before) {
      return QuoteFinder.isMark(after) && place + 1 < text.count
        && QuoteFinder.isDigit(text[place + 1])
    }
    return QuoteFinder.isLetter(before) && QuoteFinder.isLetter(after)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isMark(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x2E }
  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

  private func length(_ utf8: [UInt8]) -> Int { utf8.count { $0 & 0xC0 != 0x80 } }

  /// The bytes at which code points start; `nil` beyond the end.
  private func bytes(ofCodePoints wanted: [Int]) -> [Int?] {
    var found = [Int?](repeating: nil, count: wanted.count)
    var next = wanted.indices.sorted { wanted[$0] < wanted[$1] }[...]
    var point = 0
    for (byte, value) in text.enumerated() where value & 0xC0 != 0x80 {
      while let first = next.first, wanted[first] == point {
        found[first] = byte
        next.removeFirst()
      }
      guard !next.isEmpty else { break }
      point += 1
    }
    return found
  }
}

extension QuoteFinder.Wanted {
  /// What stands in a sentence before and after a quote that it holds once.
  fileprivate static func around(_ quote: [UInt8], in sentence: [UInt8]) -> (
    prefix: [UInt8], suffix: [UInt8]
  )? {
    guard sentence.count >= quote.count else { return nil }
    let places = (0...(sentence.count - quote.count)).filter {
      sentence[$0] == quote[0] && sentence[$0..<$0 + quote.count].elementsEqual(quote)
    }
    guard places.count == 1, let place = places.first else { return nil }
    return (Array(sentence[..<place]), Array(sentence[(place + quote.count)...]))
  }
}
