internal import Text

/// The organisations, persons and products that a text names, counted before its figures are read.
struct NameProfile {
  /// What is named.
  struct Name {
    /// In full, as named first.
    var text: String
    /// The keys of its words, forms of a company left out.
    var keys: [UInt64]
    var count = 0
    var isOrganisation = false
    var isPerson = false
    var isInHeadline = false
    /// Its name has a company's word: `Corp`.
    var isCompany = false
    /// It speaks of a place, as a statistics office does.
    var isInstitution = false
    /// How often it says something.
    var spoken = 0
    /// How often it has something: “Borsum's sales”.
    var possessed = 0
    /// How often a sentence starts with it.
    var opened = 0
  }

  /// A name where a sentence has it.
  struct Mention {
    var tokens: Range<Int>
    var name: Int
  }

  /// The words that end what is measured: “EBITDA” and “Operating Profit” name nobody.
  let words: MeasureWords?

  init(words: MeasureWords? = nil) { self.words = words }

  private(set) var names: [Name] = []
  /// How often anything was named.
  private(set) var total = 0
  /// The name named most, and the next.
  private(set) var mostNamed: Int?
  private(set) var secondNamed: Int?
  private var byKey: [UInt64: [Int]] = [:]
  private var byInitials: [String: Int] = [:]

  /// How many names are kept.
  private static let limit = 512

  // MARK: Adding

  /// Counts the names of a sentence.
  mutating func add(_ sentence: SentenceReading, isTitle: Bool) {
    guard !sentence.isShouted else { return }
    for run in NameProfile.runs(in: sentence) {
      guard let number = number(of: run, sentence) else { continue }
      names[number].count += 1
      let tokens = run.tokens
      if sentence.word(tokens.upperBound).contains(.say)
        || sentence.word(tokens.lowerBound - 1).contains(.say)
      {
        names[number].spoken += 1
      }
      if sentence.tag(tokens.upperBound) == .clitic { names[number].possessed += 1 }
      if tokens.lowerBound <= sentence.range.lowerBound + 1 { names[number].opened += 1 }
      if sentence.institutions.contains(where: { $0.tokens.overlaps(tokens) }) {
        names[number].isInstitution = true
      }
      if tokens.contains(where: { sentence.word($0).contains(.company) }) {
        names[number].isCompany = true
      }
      total += 1
      if isTitle { names[number].isInHeadline = true }
    }
    rank()
  }

  private mutating func number(of run: Run, _ sentence: SentenceReading) -> Int? {
    let keys = NameProfile.keys(of: run.tokens, sentence)
    guard let last = keys.last, words.map({ !$0.isHead(last) }) ?? true else { return nil }
    // “GDP”, “EBITDA” name what is measured.
    let opening = sentence.text.tokens[run.tokens.lowerBound]
    if keys.count == 1, opening.traits.contains(.allCapitals), opening.starts.contains(.indicator) {
      return nil
    }
    if let number = find(keys) {
      if run.isOrganisation { names[number].isOrganisation = true }
      if run.isPerson { names[number].isPerson = true }
      return number
    }
    let text = sentence.text.string(tokens: run.tokens).folded
    if keys.count == 1, let number = byInitials[text] {
      byKey[keys[0], default: []].append(number)
      return number
    }
    guard names.count < NameProfile.limit else { return nil }
    let initials = NameProfile.initials(of: run.tokens, sentence)
    // “GM … General Motors”: the short form came first.
    if initials.utf8.count > 1,
      let number = names.firstIndex(where: { $0.text == initials })
    {
      for key in keys { byKey[key, default: []].append(number) }
      names[number].text = text
      names[number].keys = keys
      return number
    }
    names.append(
      Name(
        text: text, keys: keys, isOrganisation: run.isOrganisation, isPerson: run.isPerson))
    for key in keys { byKey[key, default: []].append(names.count - 1) }
    if initials.utf8.count > 1 { byInitials[initials] = names.count - 1 }
    return names.count - 1
  }

  private mutating func rank() {
    mostNamed = nil
    secondNamed = nil
    for (number, name) in names.enumerated() {
      if mostNamed.map({ names[$0].count < name.count }) ?? true {
        secondNamed = mostNamed
        mostNamed = number
      } else if secondNamed.map({ names[$0].count < name.count }) ?? true {
        secondNamed = number
      }
    }
  }

  // MARK: Finding

  /// The names in a sentence; a name that the text knows counts in small letters too.
  func mentions(in sentence: SentenceReading) -> [Mention] {
    var found: [Mention] = []
    for run in NameProfile.runs(in: sentence) {
      let keys = NameProfile.keys(of: run.tokens, sentence)
      let number =
        find(keys)
        ?? (keys.count == 1 ? byInitials[sentence.text.string(tokens: run.tokens).folded] : nil)
      if let number { found.append(Mention(tokens: run.tokens, name: number)) }
    }
    for index in sentence.range where sentence.tag(index) == .noun {
      let key = sentence.key(index)
      guard let number = byKey[key]?.first(where: { names[$0].keys == [key] }),
        names[number].count > 1, !found.contains(where: { $0.tokens.contains(index) })
      else { continue }
      found.append(Mention(tokens: index..<index + 1, name: number))
    }
    return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The name with these words, or of which they are a part.
  func find(_ keys: [UInt64]) -> Int? {
    guard let first = keys.first, let numbers = byKey[first] else { return nil }
    var best: Int?
    for number in numbers where keys.allSatisfy({ names[number].keys.contains($0) }) {
      if names[number].keys == keys { return number }
      if best.map({ names[$0].count < names[number].count }) ?? true { best = number }
    }
    return best
  }

  // MARK: Runs

  /// Words in capitals that name something which is no place.
  struct Run {
    var tokens: Range<Int>
    var isOrganisation = false
    var isPerson = false
  }

  private static func runs(in sentence: SentenceReading) -> [Run] {
    var found: [Run] = []
    for entity in sentence.entities where entity.kind != .place {
      found.append(
        Run(
          tokens: entity.tokens, isOrganisation: entity.kind == .organisation,
          isPerson: entity.kind == .person))
    }
    let taken = sentence.entities
    var index = sentence.range.lowerBound
    while index < sentence.range.upperBound {
      guard isNamed(index, sentence), !taken.contains(where: { $0.tokens.contains(index) }) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < sentence.range.upperBound, !taken.contains(where: { $0.tokens.contains(end) }),
        isNamed(end, sentence)
          || sentence.isCompound(end) && sentence.range.contains(end + 1)
            && [.proper, .number].contains(sentence.tag(end + 1))
          || sentence.tag(end) == .number
            && !sentence.text.tokens[end].traits.contains(.spaceBefore)
          || sentence.isMark(end, "&") && isNamed(end + 1, sentence)
      {
        end += 1
      }
      found.append(Run(tokens: index..<end))
      index = end
    }
    return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  private static func isNamed(_ index: Int, _ sentence: SentenceReading) -> Bool {
    guard sentence.tag(index) == .proper else { return false }
    let token = sentence.text.tokens[index]
    return token.kind == .word && token.traits.contains(.capitalised)
      && sentence.classes.abbreviation(token) != .title
  }

  private static func keys(of tokens: Range<Int>, _ sentence: SentenceReading) -> [UInt64] {
    let words = tokens.filter {
      let kind = sentence.text.tokens[$0].kind
      return kind == .word || kind == .number || kind == .ideograph
    }
    let kept = words.filter { !sentence.word($0).contains(.company) }
    // “the Company”, “the Bank” stand for a name.
    if words.count == 1, !sentence.word(words[0]).isDisjoint(with: [.company, .organisation]) {
      return []
    }
    return (kept.isEmpty ? words : kept).map { sentence.key($0) }
  }

  private static func initials(of tokens: Range<Int>, _ sentence: SentenceReading) -> String {
    var initials = ""
    for index in tokens {
      let token = sentence.text.tokens[index]
      guard token.kind == .word, token.traits.contains(.capitalised),
        sentence.classes.abbreviation(token) != .suffix,
        let first = sentence.text.string(token.range).first
      else { continue }
      initials.append(first)
    }
    return initials
  }

  // MARK: Publishers

  /// The keys of a name that stands outside of the text.
  static func keys(of name: String) -> [UInt64] {
    Tokenizer.tokens(of: Array(name.utf8)).filter { $0.kind == .word }.map(\.key)
  }

  /// A publisher's name, and those in brackets behind it: “Earnings call (Borsum Inc)”.
  static func publishers(in name: String) -> [(text: String, isBracket: Bool)] {
    guard let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close
    else { return [(name, false)] }
    let own = String(name[..<open]).folded
    let inner = name[name.index(after: open)..<close].split(separator: ",")
    return [(own, false)] + inner.map { (String($0).folded, true) }
  }
}
