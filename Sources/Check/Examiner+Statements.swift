internal import Records

/// What a sentence says without a figure: that a place is the second largest, that its figure is
/// higher than another's.
extension Examiner {
  /// The findings on a sentence's ranks and comparisons.
  ///
  /// - Parameter claims: the findings on the article's claims, for the period that they agree on.
  mutating func statements(
    _ passage: Passage, of article: Check.Article, _ claims: [Finding]
  ) throws(Failure) -> [Finding] {
    guard passage.mentions.count > 0, !passage.has(.open),
      passage.has(.highest) || passage.has(.lowest) || passage.has(.ranked) || passage.has(.more)
        || passage.has(.less) || passage.has(.than)
    else { return [] }
    // A time is needed, and one only: a rank of “last year” beside 2019 is of neither for certain.
    let years = Set(passage.years.map(\.year))
    guard years.count == 1, let year = years.first, let period = TimePeriod.year(year) else {
      return []
    }
    var found: [Finding] = []
    if let finding = try rank(passage, period, article) { found.append(finding) }
    if let finding = try comparison(passage, period, article) { found.append(finding) }
    return found
  }

  // MARK: Ranks

  private mutating func rank(
    _ passage: Passage, _ period: TimePeriod, _ article: Check.Article
  ) throws(Failure) -> Finding? {
    guard let asked = standing(passage) else { return nil }
    guard
      let thing = thing(asked.indicator, beside: asked.words, passage),
      let subject = passage.mentions.last(where: {
        passage.range($0).upperBound <= asked.words.lowerBound && isPlain($0, passage)
      })
        ?? passage.mentions.first(where: { passage.range($0).upperBound <= asked.words.lowerBound })
    else { return nil }
    // The subject leads the sentence: another place before the rank makes it unsure.
    let before = passage.mentions.filter {
      passage.range($0).upperBound <= asked.words.lowerBound
    }
    let kind = terms.places[subject.place]?.kind
    guard Set(before.filter { terms.places[$0.place]?.kind == kind }.map(\.place)).count == 1 else {
      return nil
    }
    var group = passage.mentions.first {
      passage.range($0).lowerBound >= asked.words.upperBound
        && passage.range($0).lowerBound - asked.words.upperBound <= 9
    }?.place
    if group == nil {
      let phrase = passage.all(.whole).first {
        $0.words.lowerBound >= asked.words.upperBound
          || $0.words.upperBound >= asked.words.lowerBound - 3
      }
      group = phrase.flatMap { phrase in
        terms.placeCodes[phrase.value]
          ?? terms.lineage(subject.place).dropFirst().first { terms.places[$0]?.kind == "country" }
      }
    }
    guard let group, group != subject.place else { return nil }
    let members = members(of: group, like: subject.place)
    guard members.count > 2, members.contains(subject.place) else { return nil }
    var claim = statement(passage, asked.words, article, subject.place, thing, period)
    claim.value = Double(asked.place)
    var finding = Finding(
      claim: claim, indicator: terms.indicators[thing]?.name,
      place: terms.places[subject.place]?.name, verdict: .notEnoughInformation, reasoning: "")
    try place(&finding, members, asked, thing, subject.place, period, group)
    return finding
  }

  /// A place among others, as a sentence says it.
  private struct Standing {
    var place: Int
    var isFromTop: Bool
    var words: Range<Int>
    /// What the words themselves measure: “most populous”.
    var indicator: Int64?
  }

  private func standing(_ passage: Passage) -> Standing? {
    let ordinals = passage.all(.ordinal)
    if let phrase = passage.all(.highest).first ?? passage.all(.lowest).first {
      let ordinal = ordinals.first {
        $0.words.upperBound == phrase.words.lowerBound
      }
      // “The largest” needs its article, else it may be “one of the largest”.
      let start = ordinal?.words.lowerBound ?? phrase.words.lowerBound
      if ordinal == nil, start > 1, passage.words[start - 1].text == passage.words[start - 2].text {
        return nil
      }
      return Standing(
        place: ordinal.flatMap { Int($0.value) } ?? 1, isFromTop: phrase.kind == .highest,
        words: start..<phrase.words.upperBound, indicator: terms.indicatorCodes[phrase.value])
    }
    guard let verb = passage.all(.ranked).first else { return nil }
    let places = ordinals + passage.all(.rankFirst)
    guard
      let ordinal = places.filter({
        $0.words.lowerBound >= verb.words.upperBound
          && $0.words.lowerBound - verb.words.upperBound <= 3
      }).min(by: { $0.words.lowerBound < $1.words.lowerBound }),
      let number = Int(ordinal.value)
    else { return nil }
    return Standing(
      place: number, isFromTop: true, words: verb.words.lowerBound..<ordinal.words.upperBound,
      indicator: nil)
  }

  /// What is ranked or compared: what the words say themselves, else the one name in the sentence
  /// with nothing beside it that narrows it.
  private func thing(_ own: Int64?, beside words: Range<Int>, _ passage: Passage) -> Int64? {
    if let own { return own }
    let ids = Set(passage.indicators.map(\.id))
    guard ids.count == 1, let match = passage.indicators.first else { return nil }
    // “The second largest car market”: between the rank and the name stands nothing.
    if match.words.lowerBound > words.upperBound, match.words.lowerBound - words.upperBound < 4 {
      let between = words.upperBound..<match.words.lowerBound
      let plain = passage.covered(by: .neutral).union(passage.covered(by: .joiner))
      guard between.allSatisfy(plain.contains) else { return nil }
    }
    guard isWhole(match, passage) else { return nil }
    return match.id
  }

  /// Whether no word beside a name narrows it.
  private func isWhole(_ match: NameBook.Match, _ passage: Passage) -> Bool {
    var covered: Set<Int> = []
    for phrase in passage.phrases where phrase.kind != .narrowing {
      covered.formUnion(phrase.words)
    }
    for mention in passage.mentions { covered.formUnion(passage.range(mention)) }
    let before = match.words.lowerBound - 1
    if before >= 0, !passage.words[match.words.lowerBound].followsMark, !covered.contains(before),
      !passage.words[before].isNumber
    {
      return false
    }
    let after = match.words.upperBound
    guard after < passage.words.count, !passage.words[after].followsMark else { return true }
    if passage.phrases.contains(where: { $0.kind == .narrowing && $0.words.lowerBound == after }) {
      return false
    }
    let isOf = passage.phrases.contains { $0.kind == .of && $0.words.lowerBound == after }
    return !isOf || after + 1 >= passage.words.count || covered.contains(after + 1)
  }

  /// Whether a mention is not part of a longer name: nothing but a mark or a known word beside it.
  private func isPlain(_ mention: Passage.Mention, _ passage: Passage) -> Bool {
    let kind = terms.places[mention.place]?.kind
    return kind != "world" && kind != "group"
  }

  /// The places of a kind in an area.
  private func members(of area: Int64, like place: Int64) -> [Int64] {
    guard let kind = terms.places[place]?.kind else { return [] }
    let parts = terms.places[area]?.parts ?? []
    if !parts.isEmpty { return parts }
    return terms.places.filter { id, entry in
      entry.kind == kind && id != area && terms.lineage(id).contains(area)
    }.map(\.key).sorted()
  }

  private mutating func place(
    _ finding: inout Finding, _ members: [Int64], _ asked: Standing, _ indicator: Int64,
    _ subject: Int64, _ period: TimePeriod, _ group: Int64
  ) throws(Failure) {
    let own = try plainLevel(indicator, subject, period, nil)
    guard let own else {
      finding.reasoning =
        "no statistics of \(finding.indicator ?? "it") for \(finding.place ?? "the place") in \(period)"
      return
    }
    let sign = asked.isFromTop ? 1.0 : -1.0
    var (ahead, near, missing) = (0, 0, 0)
    var listed: [(name: String, level: Level)] = [(finding.place ?? "", own)]
    let slack = revisions.margin(
      indicator, value: own.value, isChange: false, isPercent: own.unit == "%"
    ).size
    for member in members where member != subject {
      guard let level = try plainLevel(indicator, member, period, own) else {
        missing += 1
        continue
      }
      listed.append((terms.places[member]?.name ?? "", level))
      let lead = (level.value - own.value) * sign
      if lead > slack { ahead += 1 } else if lead > -slack { near += 1 }
    }
    listed.sort { ($0.level.value - $1.level.value) * sign > 0 }
    let rank = (listed.firstIndex { $0.name == finding.place } ?? 0) + 1
    let leading = listed.prefix(max(rank, min(asked.place, listed.count)) + 1).map {
      "\($0.name) \(Figures.text($0.level.value))"
    }
    let area = terms.places[group]?.name ?? ""
    var words =
      "by \(finding.indicator ?? "it") in \(period) \(finding.place ?? "") is \(Figures.text(Double(rank)))\(asked.isFromTop ? "" : " from below") of \(listed.count) in \(area): \(leading.joined(separator: ", "))"
    if missing > 0 { words += "; \(missing) without a figure" }
    finding.evidence = Evidence(
      own, basis: .rank, value: Double(rank), rounding: 0, working: words)
    finding.steps =
      listed.prefix(12).flatMap(\.level.steps) + [
        Step(
          .rank,
          [
            ("of", .text(finding.place ?? "")), ("among", .text(area)),
            ("value", .whole(Int64(rank))),
            ("count", .whole(Int64(listed.count))), ("without_figure", .whole(Int64(missing))),
          ])
      ]
    finding.reasoning = words
    let (lowest, highest) = (ahead + 1, ahead + near + missing + 1)
    let isCovered = Double(missing) <= Double(members.count) * 0.2
    if asked.place < lowest || asked.place > highest {
      finding.verdict = .refuted
    } else if rank == asked.place, isCovered {
      finding.verdict = .supported
    } else if near > 0, isCovered {
      finding.verdict = .differs
      finding.reasoning += "; others are so close that revisions may change the order"
    } else {
      finding.reasoning += "; too many are without a figure to say"
    }
  }

  /// One figure without reservation, in the unit and from the table of another where one is given.
  private mutating func plainLevel(
    _ indicator: Int64, _ place: Int64, _ period: TimePeriod, _ beside: Level?
  ) throws(Failure) -> Level? {
    let levels = try ownLevels(indicator, place, period).filter {
      $0.reservation == nil && !$0.isSuperseded
    }
    guard let beside else { return levels.first }
    return levels.first { $0.sourceID == beside.sourceID && $0.unit == beside.unit }
  }

  // MARK: Comparisons

  private mutating func comparison(
    _ passage: Passage, _ period: TimePeriod, _ article: Check.Article
  ) throws(Failure) -> Finding? {
    guard let (words, isMore, own) = comparing(passage) else { return nil }
    let start = words.upperBound
    guard
      let other = passage.mentions.first(where: { passage.range($0).lowerBound >= start }),
      let subject = passage.mentions.last(where: {
        passage.range($0).upperBound <= words.lowerBound
      }),
      subject.place != other.place,
      terms.places[subject.place]?.kind == terms.places[other.place]?.kind,
      Set(passage.mentions.filter { passage.range($0).upperBound <= words.lowerBound }.map(\.place))
        .count == 1,
      Set(passage.mentions.filter { passage.range($0).lowerBound >= start }.map(\.place)).count == 1
    else { return nil }
    // Between the words and the other place stand only the likes of “that of”, or what is compared.
    let reach = start..<passage.range(other).lowerBound
    let plain = passage.covered(by: .neutral).union(passage.covered(by: .joiner))
      .union(passage.covered(by: .base)).union(passage.indicators.flatMap { Array($0.words) })
    guard reach.count <= 8, reach.allSatisfy(plain.contains),
      let thing = thing(own, beside: words, passage)
    else { return nil }
    let claim = statement(passage, words, article, subject.place, thing, period)
    var finding = Finding(
      claim: claim, indicator: terms.indicators[thing]?.name,
      place: terms.places[subject.place]?.name, verdict: .notEnoughInformation, reasoning: "")
    guard let one = try plainLevel(thing, subject.place, period, nil),
      let two = try plainLevel(thing, other.place, period, one)
    else {
      finding.reasoning =
        "no statistics of \(finding.indicator ?? "it") for both places in \(period)"
      return finding
    }
    let lead = (one.value - two.value) * (isMore ? 1 : -1)
    let slack = revisions.margin(
      thing, value: one.value, isChange: false, isPercent: one.unit == "%")
    finding.evidence = Evidence(
      one, basis: .comparison, value: one.value, rounding: one.rounding,
      working: "\(one.working), \(two.working)")
    finding.reasoning = "in \(period) \(one.working), \(two.working)"
    finding.steps =
      one.steps + two.steps + [Step(.formula, [("difference", .number(one.value - two.value))])]
    if lead > 0 {
      finding.verdict = .supported
    } else if -lead <= slack.size {
      finding.verdict = .differs
      finding.reasoning += "; revisions may change the order"
    } else {
      finding.verdict = .refuted
    }
    return finding
  }

  /// The words of a comparison, which way, and what they themselves measure.
  private func comparing(_ passage: Passage) -> (Range<Int>, isMore: Bool, own: Int64?)? {
    if let phrase = passage.all(.more).first ?? passage.all(.less).first {
      // “Exported more than France”: what is done is measured.
      let activity = passage.all(.activity).first { $0.words.upperBound <= phrase.words.lowerBound }
      let own =
        passage.indicators.isEmpty
        ? activity.flatMap { terms.indicatorCodes[$0.value] } : nil
      return (phrase.words, phrase.kind == .more, own)
    }
    // “Exported more goods than France”.
    guard let than = passage.all(.than).first,
      let more = passage.all(.moreOf).last(where: { $0.words.upperBound <= than.words.lowerBound })
        ?? passage.all(.lessOf).last(where: { $0.words.upperBound <= than.words.lowerBound }),
      let activity = passage.all(.activity).last(where: {
        $0.words.upperBound == more.words.lowerBound
      }),
      (more.words.upperBound..<than.words.lowerBound).allSatisfy(
        passage.covered(by: .neutral).contains)
    else { return nil }
    return (
      more.words.lowerBound..<than.words.upperBound, more.kind == .moreOf,
      terms.indicatorCodes[activity.value]
    )
  }

  /// A statement as a claim: without a number in the warehouse, its quote the words themselves.
  private func statement(
    _ passage: Passage, _ words: Range<Int>, _ article: Check.Article, _ place: Int64,
    _ indicator: Int64, _ period: TimePeriod
  ) -> CheckedClaim {
    let (start, end) = (
      passage.words[words.lowerBound].start, passage.words[words.upperBound - 1].end
    )
    let offset = (passage.words.first?.start ?? 0) - passage.lead
    let scalars = Array(passage.text.unicodeScalars)
    let range = max(0, start - offset)..<min(scalars.count, end - offset)
    var quote = String.UnicodeScalarView()
    quote.append(contentsOf: scalars[range])
    return CheckedClaim(
      id: 0, sourceID: article.source, sentenceID: passage.sentenceID, quote: String(quote),
      unit: "1", qualifier: .exact, direction: .none, status: .actual, indicatorID: indicator,
      placeID: place, period: period, confidence: 1, start: start, end: end,
      sentence: passage.text, locator: article.locator, title: article.title,
      publisher: article.publisher, published: article.published)
  }
}
