internal import Records

/// What a claim measures, and why it may be a part of that only.
extension Examiner {
  /// What a claim measures: by the reader's word, else by the names in its words, else by how the
  /// sentence speaks of people.
  func measured(_ claim: CheckedClaim, _ passage: Passage)
    -> (id: Int64, reservation: String?)?
  {
    let words = claim.indicatorText ?? ""
    if let id = claim.indicatorID {
      return (id, narrowed(words, id, claim, passage))
    }
    if let found = thing(in: words, claim, passage) { return found }
    if claim.unit == "1", let people = passage.all(.people).first,
      let id = terms.indicatorCodes[people.value],
      // “11 million people live in poverty in Greece” is about poverty.
      let place = passage.mentions.first(where: {
        passage.range($0).lowerBound >= people.words.upperBound
      }),
      passage.range(place).lowerBound - people.words.upperBound <= 1
    {
      return (id, nil)
    }
    return inhabitants(claim, passage)
  }

  /// “Home to 5 million people”: what a place has, of nothing but people.
  func inhabitants(_ claim: CheckedClaim, _ passage: Passage)
    -> (id: Int64, reservation: String?)?
  {
    let (start, end) = (passage.word(at: claim.start), passage.word(at: claim.end))
    guard claim.unit == "1", claim.direction == .none,
      let noun = passage.all(.inhabitant).first(where: {
        $0.words.contains(end - 1) || $0.words.lowerBound == end
      }),
      passage.all(.having).contains(where: { $0.words.upperBound == start }),
      let id = terms.indicatorCodes[noun.value]
    else { return nil }
    // “5 million people in work” is about work: a mark, a time or a place follows.
    let after = noun.words.upperBound
    guard after < passage.words.count, !passage.words[after].followsMark else { return (id, nil) }
    let next = after + 1
    guard !passage.has(.narrowing) else { return nil }
    let isPlain =
      next < passage.words.count
      && (passage.words[next].isNumber
        || passage.mentions.contains { passage.range($0).lowerBound == next })
    return isPlain ? (id, nil) : nil
  }

  /// “2 percent of its GDP on research”: the sentence names the whole right after the figure, and
  /// one other thing, which is the part.
  func percentOf(_ claim: CheckedClaim, _ passage: Passage) -> (part: Int64, whole: Int64)? {
    guard claim.unit == "%", claim.direction == .none,
      claim.indicatorID.flatMap({ terms.indicators[$0]?.dimension }) != "ratio"
    else { return nil }
    guard let whole = wholeOf(claim, passage) else { return nil }
    let others = Set(passage.indicators.map(\.id)).subtracting([whole.id, whole.named])
    if others.isEmpty {
      // “On health”: what money is spent on, where the sentence names no other thing.
      let purposes = Set(passage.all(.purpose).compactMap { terms.indicatorCodes[$0.value] })
      guard purposes.count == 1, let purpose = purposes.first else { return nil }
      return (purpose, whole.id)
    }
    guard others.count == 1, let other = others.first else { return nil }
    // The ratio itself may be named beside it, or what it is a share of.
    let part =
      terms.formulas[other]?.first { $0.operation == "share" && $0.right == whole.id }?.left
      ?? other
    guard let match = passage.indicators.first(where: { $0.id == other }),
      isNarrowedBeside(match, claim, passage) == nil
    else { return nil }
    return (part, whole.id)
  }

  /// The whole that a percentage is of: it follows the figure, “of its GDP”, or the words for a part,
  /// “the share of GDP”, which may be a name themselves.
  private func wholeOf(_ claim: CheckedClaim, _ passage: Passage) -> (id: Int64, named: Int64)? {
    let after = passage.word(at: claim.end)
    let proportions = passage.all(.proportion).filter { $0.words.lowerBound < after }
    for phrase in proportions {
      guard let match = passage.indicators.first(where: { $0.words.overlaps(phrase.words) }),
        let whole = terms.indicators[match.id]?.parent
      else { continue }
      return (whole, match.id)
    }
    let leads = passage.all(.of).filter { $0.words.lowerBound == after } + proportions
    guard let end = leads.first.map({ $0.words.upperBound - 1 }),
      let whole = passage.indicators.first(where: {
        $0.words.lowerBound > end && $0.words.lowerBound - end <= 5
      }), terms.indicators[whole.id]?.dimension == "currency"
    else { return nil }
    let plain = passage.covered(by: .neutral)
    let owners = passage.mentions.filter { $0.place == claim.placeID }.flatMap {
      Array(passage.range($0))
    }
    let between = (end + 1)..<whole.words.lowerBound
    return between.allSatisfy { plain.contains($0) || owners.contains($0) }
      ? (whole.id, whole.id) : nil
  }

  /// What a phrase names, and why it may be a part of that only.
  func thing(in phrase: String, _ claim: CheckedClaim, _ passage: Passage)
    -> (id: Int64, reservation: String?)?
  {
    let words = Words.of(phrase)
    guard let match = terms.names.matches(in: words).last else { return nil }
    return (match.id, narrowed(phrase, match.id, claim, passage))
  }

  /// Why a claim may speak of a part of an indicator: words beside its name that say more.
  private func narrowed(_ phrase: String, _ id: Int64, _ claim: CheckedClaim, _ passage: Passage)
    -> String?
  {
    let words = Words.of(phrase)
    var known: Set<Int> = []
    for match in terms.names.matches(in: words) { known.formUnion(match.words) }
    for match in PhraseBook.standard.matches(in: words) where match.kind != .narrowing {
      known.formUnion(match.words)
    }
    var places: Set<String> = Set(Words.of(claim.placeText ?? "").map(\.text))
    if let name = claim.placeID.flatMap({ terms.places[$0]?.name }) {
      places.formUnion(Words.of(name).map(\.text))
    }
    for mention in passage.mentions {
      places.formUnion(passage.words[passage.range(mention)].map(\.text))
    }
    let left = words.indices.filter {
      !known.contains($0) && !words[$0].isNumber && !places.contains(words[$0].text)
    }
    if !left.isEmpty, known.count > 0 || claim.indicatorID == nil {
      return
        "the claim may speak of a part of it: “\(left.map { words[$0].text }.joined(separator: " "))”"
    }
    return neighbour(id, claim, passage)
  }

  /// A word right beside the indicator's name in the sentence that says more than the name.
  private func neighbour(_ id: Int64, _ claim: CheckedClaim, _ passage: Passage) -> String? {
    let named = passage.indicators.filter { $0.id == id }
    guard
      let match = named.min(by: {
        distance($0.words, claim, passage) < distance($1.words, claim, passage)
      })
    else { return nil }
    return isNarrowedBeside(match, claim, passage)
  }

  private func isNarrowedBeside(
    _ match: NameBook.Match, _ claim: CheckedClaim, _ passage: Passage
  ) -> String? {
    var covered: Set<Int> = []
    for phrase in passage.phrases where phrase.kind != .narrowing {
      covered.formUnion(phrase.words)
    }
    for mention in passage.mentions { covered.formUnion(passage.range(mention)) }
    let before = match.words.lowerBound - 1
    if before >= 0, !passage.words[match.words.lowerBound].followsMark {
      let word = passage.words[before]
      let isOwner =
        word.isNumber || covered.contains(before)
        || passage.words[before].end > claim.start && word.start < claim.end
      if !isOwner { return "the claim may speak of a part of it: “\(word.text)”" }
    }
    let after = match.words.upperBound
    if let beyond = narrowedAfter(match, passage) { return beyond }
    if after < passage.words.count, !passage.words[after].followsMark {
      let isOf = passage.phrases.contains { $0.kind == .of && $0.words.lowerBound == after }
      if isOf, after + 1 < passage.words.count, !covered.contains(after + 1),
        !passage.words[after + 1].isNumber
      {
        let word = passage.words[after + 1]
        if word.end <= claim.start || word.start >= claim.end {
          return "the claim may speak of a part of it: “of \(word.text)”"
        }
      }
    }
    return nil
  }

  /// What narrows a name from behind: “aged 20 to 64”, or with whom, “to China”.
  private func narrowedAfter(_ match: NameBook.Match, _ passage: Passage) -> String? {
    let end = match.words.upperBound
    let near = end..<min(end + 6, passage.words.count)
    if let phrase = passage.phrases.first(where: {
      $0.kind == .narrowing && near.contains($0.words.lowerBound)
    }) {
      return
        "the claim may speak of a part of it: “\(passage.words[phrase.words].map(\.text).joined(separator: " "))”"
    }
    guard let own = passage.mentions.first?.place else { return nil }
    let sources = passage.covered(by: .source)
    let plain = passage.covered(by: .neutral).union(passage.covered(by: .joiner))
    for phrase in passage.all(.partner)
    where phrase.words.lowerBound >= end && sources.isDisjoint(with: phrase.words) {
      guard
        let partner = passage.mentions.first(where: {
          let start = passage.range($0).lowerBound
          return start >= phrase.words.upperBound && start - phrase.words.upperBound <= 4
            && (phrase.words.upperBound..<start).allSatisfy(plain.contains)
        }), partner.place != own
      else { continue }
      return
        "the claim may speak of a part of it: “\(passage.words[phrase.words.lowerBound].text) \(terms.places[partner.place]?.name ?? "")”"
    }
    return nil
  }

  func distance(_ words: Range<Int>, _ claim: CheckedClaim, _ passage: Passage) -> Int {
    guard words.lowerBound < passage.words.count else { return .max }
    return abs(passage.words[words.lowerBound].start - claim.start)
  }

  /// Whether words name the claim's place.
  mutating func isPlace(_ words: String, _ claim: CheckedClaim) throws(Failure) -> Bool {
    guard let place = claim.placeID else { return false }
    let names = [claim.placeText, terms.places[place]?.name].compactMap { $0?.lowercased() }
    if names.contains(words.lowercased()) { return true }
    return try statistics.isName(words, of: place)
  }

  /// The indicator that is another one by the number of people.
  func perHead(_ indicator: Int64) -> Int64? {
    terms.formulas.first { _, formulas in
      formulas.contains { formula in
        formula.operation == "quotient" && formula.left == indicator
          && formula.right.flatMap { terms.indicators[$0]?.dimension } == "count"
      }
    }?.key
  }

  /// Whether a phrase that belongs to no longer name stands right beside an indicator's name, or in
  /// a sentence that names nothing else by money.
  func isBeside(_ kind: PhraseBook.Kind, _ id: Int64, _ passage: Passage) -> Bool {
    let isAlone = passage.indicators.allSatisfy {
      $0.id == id || terms.indicators[$0.id]?.dimension == "count"
    }
    return passage.all(kind).contains { phrase in
      guard !passage.indicators.contains(where: { $0.words.overlaps(phrase.words) }) else {
        return false
      }
      return isAlone
        || passage.indicators.contains {
          $0.id == id
            && (abs($0.words.lowerBound - phrase.words.upperBound) <= 1
              || abs(phrase.words.lowerBound - $0.words.upperBound) <= 1)
        }
    }
  }

  func isNamed(_ kind: PhraseBook.Kind, _ passage: Passage, _ id: Int64) -> Bool {
    passage.indicators.contains { match in
      match.id == id && passage.all(kind).contains { $0.words.overlaps(match.words) }
    }
  }

  /// What a rate of change is the change of; `nil` for what is none.
  func growthSource(_ indicator: Int64) -> Int64? {
    terms.formulas[indicator]?.first { $0.operation == "growth" }?.left
  }
}
