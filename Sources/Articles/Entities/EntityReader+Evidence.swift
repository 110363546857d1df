internal import Text

/// Whether a name that may be something else is read as a place, and as which of several.
extension EntityReader {
  /// A name and what stands around it.
  struct Beside {
    /// The tokens of the name.
    var tokens: Range<Int>
    /// The tokens of the sentence.
    var range: Range<Int>
    /// What the sentence's tokens are; empty where that was not asked.
    var tags: [Tag]
    /// The place named before.
    var previous: Entity?

    func tag(_ index: Int) -> Tag? {
      let at = index - range.lowerBound
      return tags.indices.contains(at) ? tags[at] : nil
    }
  }

  /// The place that a name means there, without one where it is ambiguous; `nil` where it is none.
  func entity(_ entries: Range<Int>, _ exact: UInt64, _ beside: Beside) -> Entity? {
    var rank = Int16.max
    var target = -1
    var demonym = false
    var isOneOfSeveral = false
    let first = text.tokens[beside.tokens.lowerBound]
    let isSmall = first.kind == .word && !first.traits.contains(.capitalised)
    for entry in matcher.entries[entries]
    where entry.kind == .place && matcher.isRead(entry, exact: exact) && isMet(entry, beside) {
      // In small letters a name is one only where the vocabulary writes it so.
      if isSmall,
        entry.exact != exact || entry.form == .demonym || Int(entry.target) == places.world
      {
        continue
      }
      if rank != .max, Int(entry.target) != target { isOneOfSeveral = true }
      if entry.rank < rank {
        (rank, target, demonym) = (entry.rank, Int(entry.target), entry.form == .demonym)
      } else if entry.rank == rank, Int(entry.target) != target {
        target = -1
      }
    }
    guard rank != .max else { return nil }
    if isOneOfSeveral { target = preferred(entries, exact, beside) }
    return Entity(kind: .place, tokens: beside.tokens, place: target, isDemonym: demonym)
  }

  // MARK: Which of several

  /// The place whose container stands beside the name or is named in the text; else the default
  /// reading; else, of equal ones, the one in a country that is named; -1 where that leaves several.
  private func preferred(_ entries: Range<Int>, _ exact: UInt64, _ beside: Beside) -> Int {
    let read = matcher.entries[entries].filter {
      $0.kind == .place && matcher.isRead($0, exact: exact) && isMet($0, beside)
    }
    let targets = Set(read.map { Int($0.target) })
    var best = (close: -1, rank: Int16.max, far: -1)
    var target = -1
    for entry in read {
      let place = Int(entry.target)
      let support = support(place, targets, beside)
      let close = support > 1 ? support : 0
      let far = support == 1 ? 1 : 0
      let order = (close, -Int(entry.rank), far)
      let before = (best.close, -Int(best.rank), best.far)
      if order > before {
        best = (close, entry.rank, far)
        target = place
      } else if order == before, place != target {
        target = -1
      }
    }
    return target
  }

  /// How near the text comes to saying that a place is meant: 3 its container stands beside it, 2
  /// the area around it is named, 1 its country.
  private func support(_ place: Int, _ rivals: Set<Int>, _ beside: Beside) -> Int {
    if hasContainer(place, beside) { return 3 }
    let parent = places.parents[place]
    // “New York” does not say that the city in New York is meant.
    guard parent >= 0, !rivals.contains(parent) else { return 0 }
    let isCountry = places.kinds[parent].contains(.country)
    if certain.contains(parent) { return isCountry ? 1 : 2 }
    return certain.contains(country(of: parent)) ? 1 : 0
  }

  private func country(of place: Int) -> Int {
    var at = place
    while at >= 0, places.kinds[at].isDisjoint(with: [.country, .territory]) {
      at = places.parents[at]
    }
    return at
  }

  /// Every place whose name needs nothing and is not ambiguous, with its country.
  func certainPlaces() -> Set<Int> {
    var found: Set<Int> = []
    var index = 0
    while index < text.tokens.count {
      let token = text.tokens[index]
      index += 1
      // The longest name of any place: “Kansas City” does not name Kansas.
      guard token.kind == .ideograph || token.kind == .word && token.traits.contains(.capitalised),
        let match = matcher.longest(
          .place, text.tokens, at: index - 1, where: { $0.kind == .place })
      else { continue }
      let entries = matcher.entries[match.entries].filter {
        $0.kind == .place && $0.needs == .nothing && $0.form != .code
      }
      guard let rank = entries.map(\.rank).min() else { continue }
      let targets = Set(entries.filter { $0.rank == rank }.map { Int($0.target) })
      if targets.count == 1, let place = targets.first {
        found.insert(place)
        found.insert(country(of: place))
      }
      index = match.end
    }
    found.remove(-1)
    return found
  }

  // MARK: What a name needs

  private func isMet(_ entry: Matcher.Entry, _ beside: Beside) -> Bool {
    guard entry.needs != .nothing else { return true }
    if isBeside(Int(entry.target), beside) { return true }
    if entry.needs == .container || isAbbreviation(beside)
      || isElsewhere(Int(entry.target), beside)
    {
      return false
    }
    return isAlone(beside) && (entry.needs == .alone || isInPosition(beside))
  }

  /// “EST”, “IMO”: a few capitals are short for something else.
  private func isAbbreviation(_ beside: Beside) -> Bool {
    let token = text.tokens[beside.tokens.lowerBound]
    return beside.tokens.count == 1 && token.traits.contains(.allCapitals)
      && token.end - token.start <= 4
  }

  /// “Dartmouth in Devon” is not the one in Canada: an area in another country stands beside it.
  private func isElsewhere(_ place: Int, _ beside: Beside) -> Bool {
    guard let next = containerStart(beside) else { return false }
    let country = country(of: place)
    var isOther = false
    matcher.walk(.place, text.tokens, at: next, limit: beside.range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .place && entry.needs != .container
        && matcher.isRead(entry, exact: exact)
      {
        let area = Int(entry.target)
        isOther = places.kinds[area] != .city && self.country(of: area) != country
      }
    }
    return isOther
  }

  /// Its container, or a word for its kind, right beside the name.
  private func isBeside(_ place: Int, _ beside: Beside) -> Bool {
    if hasContainer(place, beside) { return true }
    let (first, end) = (beside.tokens.lowerBound, beside.tokens.upperBound)
    if end < beside.range.upperBound, places.isKind(text.tokens[end], of: place) { return true }
    // “the city of Reading”
    return first - 2 >= beside.range.lowerBound
      && text.tokens[first - 1].key == EntityReader.links[0]
      && places.isKind(text.tokens[first - 2], of: place)
  }

  /// “Reading, Pennsylvania”, “Reading (England)”, “Reading in Berkshire”, “England's Reading”.
  private func hasContainer(_ place: Int, _ beside: Beside) -> Bool {
    if let next = containerStart(beside), names(at: next, beside.range, aContainerOf: place) {
      return true
    }
    guard let previous = beside.previous, previous.place >= 0,
      places.contains(previous.place, place)
    else { return false }
    let gap = previous.tokens.upperBound..<beside.tokens.lowerBound
    // “American Enterprise Institute” has no clitic between them; 湖南邵东 needs none.
    return gap.count == 1 && text.tokens[gap.lowerBound].kind == .clitic
      || gap.isEmpty && text.tokens[beside.tokens.lowerBound].kind == .ideograph
  }

  /// Where the name of a container would stand: after a comma, a bracket or a preposition.
  private func containerStart(_ beside: Beside) -> Int? {
    var next = beside.tokens.upperBound
    guard next + 1 < beside.range.upperBound else { return nil }
    let token = text.tokens[next]
    guard token.isMark(",") || token.isMark("(") || places.isLocative(token) else { return nil }
    next += text.tokens[next + 1].key == Token.key("the") ? 2 : 1
    return next < beside.range.upperBound ? next : nil
  }

  private func names(at index: Int, _ range: Range<Int>, aContainerOf place: Int) -> Bool {
    var found = false
    matcher.walk(.place, text.tokens, at: index, limit: range.upperBound) { match, exact in
      for entry in matcher.entries[match.entries]
      where entry.kind == .place && (!entry.form.isExact || entry.exact == exact) {
        if places.contains(Int(entry.target), place) { found = true }
      }
    }
    return found
  }

  /// Whether no capitalised word joins it to a longer name.
  private func isAlone(_ beside: Beside) -> Bool {
    let (first, end) = (beside.tokens.lowerBound, beside.tokens.upperBound)
    guard text.tokens[first].kind == .word else { return true }
    if first > beside.range.lowerBound {
      let before = text.tokens[first - 1]
      if before.traits.contains(.hyphen) || before.isMark("&") || before.isMark(".") {
        return false
      }
      if isPartOfName(first - 1, beside) { return false }
    }
    if end < beside.range.upperBound {
      let after = text.tokens[end]
      if after.isMark("&") { return false }
      if after.traits.contains(.hyphen), !after.traits.contains(.spaceBefore),
        end + 1 < beside.range.upperBound, text.tokens[end + 1].traits.contains(.capitalised)
      {
        return false
      }
      if isPartOfName(end, beside) { return false }
    }
    return true
  }

  private func isPartOfName(_ index: Int, _ beside: Beside) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, token.traits.contains(.capitalised) else { return false }
    switch beside.tag(index) {
    case .preposition?, .determiner?, .conjunction?, .subordinator?, .pronoun?, .possessive?,
      .relative?, .auxiliary?, .to?, .period?, .figure?, .adverb?:
      return false
    default: return true
    }
  }

  /// After a preposition of place, or in a list with the place before.
  private func isInPosition(_ beside: Beside) -> Bool {
    let first = beside.tokens.lowerBound
    guard first > beside.range.lowerBound else { return false }
    if places.isLocative(text.tokens[first - 1]) { return true }
    guard let previous = beside.previous, !previous.isDemonym,
      previous.tokens.upperBound < first
    else { return false }
    return isListGap(previous.tokens.upperBound..<first)
  }
}
