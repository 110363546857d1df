internal import Records
internal import Text

/// What a count counts: the noun phrase after a number without a unit.
enum CountedNoun {
  /// Extends counts by their noun, and by what they are counted per.
  static func find(in sentence: SentenceReading, _ figures: inout [Figure]) {
    for index in figures.indices where figures[index].isCount {
      if !count(index, sentence, &figures), figures[index].unitName == nil {
        takeOver(index, sentence, &figures)
        if figures[index].unitName == nil { ParallelFigure.takeUnit(index, sentence, &figures) }
      }
      if figures[index].unitName != "times" { rate(index, sentence, &figures) }
    }
    figures.removeAll { isAddress($0, sentence) }
  }

  /// “10 Downing Street”, “11 Pro Max”: digits before names only, the last one in the singular.
  private static func isAddress(_ figure: Figure, _ sentence: SentenceReading) -> Bool {
    guard figure.isCount, !figure.counted.isEmpty, !sentence.isShouted, figure.qualifier == .exact,
      figure.low == nil,
      figure.core.count == 1, sentence.text.tokens[figure.core.lowerBound].kind == .number,
      figure.counted.allSatisfy({ sentence.tag($0) == .proper }), figure.counted.count > 1
    else { return false }
    let last = sentence.text.string(
      tokens: figure.counted.upperBound - 1..<figure.counted.upperBound)
    return !last.hasSuffix("s") && !isPlural(last.lowercased())
  }

  /// The noun right after the number; whether there is one.
  private static func count(_ index: Int, _ sentence: SentenceReading, _ figures: inout [Figure])
    -> Bool
  {
    let start = max(figures[index].core.upperBound, figures[index].tokens.upperBound)
    let limit =
      index + 1 < figures.count ? figures[index + 1].tokens.lowerBound : sentence.range.upperBound
    guard start < limit, figures[index].unitName == nil else { return false }
    var from = start
    if sentence.key(from) == SentenceReading.of, isPartitive(from + 1, figures[index], sentence) {
      // “dozens of homes”, “35m of its devices”, “two of Johnson's deputies”
      from += 1
      from = afterPossessor(from, sentence)
    }
    if sentence.tag(from) == .hyphen, !sentence.text.tokens[from].traits.contains(.spaceBefore) {
      from += 1
    }
    // “1.8 times that of 2013” counts nothing.
    guard from < limit, !sentence.word(from).contains(.multiple) else { return false }
    // “95,800 who have been out of work”
    if sentence.key(from) == who {
      figures[index].unitName = "people"
      return true
    }
    let isVerb = sentence.tag(from) == .verb && sentence.word(from).contains(.thirdPerson)
    guard sentence.tag(from).isNominal || sentence.tag(from) == .participle || isVerb,
      sentence.text.tokens[from].kind == .word
    else { return false }
    var phrase = isVerb ? from..<from + 1 : sentence.nounPhrase(startingAt: from, limit: limit)
    // Only the first member of a list is counted: “14 platforms, clusters and parks”.
    if let comma = phrase.first(where: {
      sentence.tag($0) == .comma && sentence.tag($0 - 1) != .adjective
    }) {
      phrase = phrase.lowerBound..<comma
    }
    // “11 of the top 15” counts what the second number does.
    if from > start + 1, phrase.upperBound == limit, limit < sentence.range.upperBound {
      return false
    }
    guard let head = isVerb ? from : sentence.head(of: phrase), phrase.lowerBound == from,
      !(head == from && isComparative(head, sentence))
    else { return false }
    let end = isHeadAhead(head + 1, limit, sentence) ? head + 2 : head + 1
    figures[index].counted = from..<end
    figures[index].tokens =
      figures[index].tokens.lowerBound..<max(end, figures[index].tokens.upperBound)
    figures[index].unitName = name(sentence, from..<end)
    return true
  }

  /// After “of”: what is counted follows, where the number is vague or a possessor is named.
  private static func isPartitive(_ index: Int, _ figure: Figure, _ sentence: SentenceReading)
    -> Bool
  {
    if figure.low != nil { return true }
    // “a quarter of the budget” is a share of it.
    guard figure.value.map({ $0 == $0.rounded() }) ?? false else { return false }
    switch sentence.tag(index) {
    case .determiner, .possessive:
      return sentence.tag(index + 1).isNominal && sentence.tag(index + 1) != .number
    case .proper: return sentence.tag(index + 1) == .clitic
    default: return false
    }
  }

  private static func afterPossessor(_ index: Int, _ sentence: SentenceReading) -> Int {
    switch sentence.tag(index) {
    case .determiner, .possessive: index + 1
    default: index
    }
  }

  /// “thousands of job cuts”: a last noun that could be a verb, with nothing after it that a verb
  /// would need.
  private static func isHeadAhead(_ index: Int, _ limit: Int, _ sentence: SentenceReading) -> Bool {
    let word = sentence.word(index)
    guard index < limit, sentence.tag(index) == .verb,
      !word.isDisjoint(with: WordClass.changeVerb.union(.thirdPerson)),
      !word.isDisjoint(with: WordClass.changeNoun.union(.changeVerb).union(.noun)),
      sentence.text.string(tokens: index..<index + 1).hasSuffix("s"),
      !sentence.text.string(tokens: index - 1..<index).hasSuffix("s")
    else { return false }
    switch sentence.tag(index + 1) {
    case .stop, .comma, .preposition, .conjunction, .period, .auxiliary, .pronoun, .relative:
      return true
    default: return index + 1 >= sentence.range.upperBound
    }
  }

  /// “40k cheaper”: a comparative that stands alone is no noun.
  private static func isComparative(_ index: Int, _ sentence: SentenceReading) -> Bool {
    let word = sentence.text.string(tokens: index..<index + 1)
    guard word.hasSuffix("er"), word.count > 4, sentence.word(index).isDisjoint(with: .noun) else {
      return false
    }
    return [String(word.dropLast(2)), String(word.dropLast(1)), String(word.dropLast(3)) + "y"]
      .contains {
        sentence.classes.isAdjective($0)
      }
  }

  /// “22 burglaries, compared with an average of 20”, “rose 64 points to 4,577”: the same is
  /// counted.
  private static func takeOver(_ index: Int, _ sentence: SentenceReading, _ figures: inout [Figure])
  {
    guard index > 0 else { return }
    let before = figures[index - 1]
    guard before.isCount, let name = before.unitName, name != "times" else { return }
    let end = figures[index].tokens.lowerBound
    let gap = min(before.tokens.upperBound, end)..<end
    let isTo = gap.count == 1 && sentence.key(gap.lowerBound) == SentenceReading.to
    let isCompared =
      gap.suffix(5).contains { sentence.word($0).contains(.contrast) } && gap.count < 16
    let isFrom = gap.count <= 2 && gap.contains { sentence.key($0) == SentenceReading.from }
    guard isTo || isCompared || isFrom else { return }
    figures[index].unitName = name
  }

  /// “3,000 tests per day”, “20 per week”: a count in a time.
  private static func rate(_ index: Int, _ sentence: SentenceReading, _ figures: inout [Figure]) {
    let end = figures[index].tokens.upperBound
    let isSlash = sentence.range.contains(end) && sentence.text.tokens[end].isMark("/")
    guard sentence.key(end) == SentenceReading.per || isSlash,
      sentence.tag(end + 1).isNominal || sentence.tag(end + 1) == .period,
      sentence.text.tokens[end + 1].kind == .word
    else { return }
    let noun = singular(sentence.text.string(tokens: end + 1..<end + 2).lowercased())
    figures[index].tokens = figures[index].tokens.lowerBound..<end + 2
    figures[index].unitName = (figures[index].unitName.map { $0 + " " } ?? "") + "per " + noun
  }

  private static let who = Token.key("who")

  /// The phrase in lower case, its last word in the singular.
  private static func name(_ sentence: SentenceReading, _ phrase: Range<Int>) -> String {
    var words: [String] = []
    for index in phrase where !joins(index, sentence) {
      let token = sentence.text.tokens[index]
      let text = sentence.text.string(token.range)
      let isName = token.traits.contains(.allCapitals) || sentence.tag(index) == .proper
      let word = isName ? text : text.lowercased()
      if !words.isEmpty, !token.traits.contains(.spaceBefore) {
        words[words.count - 1] += word
      } else {
        words.append(word)
      }
    }
    if let last = words.popLast() { words.append(singular(last)) }
    return words.joined(separator: " ")
  }

  /// What a name leaves out: commas, “and” between kinds, the ending of a possessor.
  private static func joins(_ index: Int, _ sentence: SentenceReading) -> Bool {
    sentence.tag(index) == .comma || sentence.tag(index) == .clitic || joinsKinds(index, sentence)
  }

  /// “digital and physical sales”, “Kia and Hyundai vehicles”: between two kinds; not in “research
  /// and development”.
  private static func joinsKinds(_ index: Int, _ sentence: SentenceReading) -> Bool {
    guard sentence.tag(index) == .conjunction else { return false }
    if sentence.tag(index - 1) == .proper { return sentence.tag(index + 1) == .proper }
    return sentence.tag(index + 1) == .adjective
  }

  /// Whether a word is an irregular plural.
  static func isPlural(_ word: String) -> Bool { irregular[word] != nil || word == "people" }

  private static let irregular = [
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "mice": "mouse",
    "lives": "life", "wives": "wife", "knives": "knife", "halves": "half", "shelves": "shelf",
    "series": "series",
    "species": "species", "businesses": "business", "crises": "crisis", "analyses": "analysis",
    "buses": "bus",
    "viruses": "virus", "campuses": "campus", "bonuses": "bonus", "movies": "movie",
    "aircraft": "aircraft",
  ]

  /// The singular of a regular English plural, and of the irregular ones in daily use.
  static func singular(_ word: String) -> String {
    if let known = irregular[word] { return known }
    if word.hasSuffix("men"), word.count > 4 { return word.dropLast(2) + "an" }
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") || !word.hasSuffix("s")
      || word.count < 3
    {
      return word
    }
    return String(word.dropLast())
  }
}
