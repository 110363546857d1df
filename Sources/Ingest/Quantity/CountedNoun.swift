/// What a count counts: the noun phrase right after a number without a unit.
enum CountedNoun {
  /// Extends counts by their noun, and drops bare numbers that say nothing.
  static func find(in sentence: SentenceReading, _ figures: inout [Figure]) {
    for index in figures.indices where figures[index].isCount {
      let start = max(figures[index].core.upperBound, figures[index].tokens.upperBound)
      let limit = index + 1 < figures.count ? figures[index + 1].tokens.lowerBound : sentence.range.upperBound
      guard start < limit else { continue }
      var from = start
      // “dozens of homes”
      if figures[index].low != nil, sentence.key(from) == SentenceReading.of, figures[index].unitName == nil {
        from += 1
      }
      if sentence.tag(from) == .hyphen, !sentence.text.tokens[from].traits.contains(.spaceBefore) { from += 1 }
      // “1.8 times that of 2013” counts nothing.
      guard from < limit, !sentence.word(from).contains(.multiple) else { continue }
      guard sentence.tag(from).isNominal || sentence.tag(from) == .participle,
        sentence.text.tokens[from].kind == .word
      else { continue }
      var phrase = sentence.nounPhrase(startingAt: from, limit: limit)
      // Only the first member of a list is counted: “14 platforms, clusters and parks”.
      if let comma = phrase.first(where: { sentence.tag($0) == .comma }) { phrase = phrase.lowerBound..<comma }
      guard let head = sentence.head(of: phrase), phrase.lowerBound == from else { continue }
      figures[index].counted = from..<head + 1
      figures[index].tokens = figures[index].tokens.lowerBound..<max(head + 1, figures[index].tokens.upperBound)
      figures[index].unitName = name(sentence, from..<head + 1)
    }
  }

  /// The phrase in lower case, its last word in the singular.
  private static func name(_ sentence: SentenceReading, _ phrase: Range<Int>) -> String {
    var words: [String] = []
    for index in phrase {
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

  /// Whether a word is an irregular plural.
  static func isPlural(_ word: String) -> Bool { irregular[word] != nil || word == "people" }

  private static let irregular = [
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "mice": "mouse",
    "lives": "life", "wives": "wife", "knives": "knife", "halves": "half", "shelves": "shelf", "series": "series",
    "species": "species", "businesses": "business", "crises": "crisis", "analyses": "analysis", "buses": "bus",
    "viruses": "virus", "campuses": "campus", "bonuses": "bonus", "movies": "movie", "aircraft": "aircraft",
  ]

  /// The singular of a regular English plural, and of the irregular ones in daily use.
  static func singular(_ word: String) -> String {
    if let known = irregular[word] { return known }
    if word.hasSuffix("men"), word.count > 4 { return word.dropLast(2) + "an" }
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") || !word.hasSuffix("s") || word.count < 3 {
      return word
    }
    return String(word.dropLast())
  }
}
