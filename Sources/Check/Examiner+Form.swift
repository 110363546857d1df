internal import Records

/// What kind of answer a claim asks for, by the words of its sentence.
extension Examiner {
  /// How a change is counted, by the words of the sentence; the period of the question becomes that
  /// of its end.
  func change(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
    -> Question.Change
  {
    var change = Question.Change()
    change.isAnnualised = passage.has(.annualised)
    change.isReal = passage.has(.real)
    change.isNominal = passage.has(.nominal) && !change.isReal
    guard let period = claim.period else { return change }
    let years = period.last.year - period.first.year
    if years > 0, period.first.month == 1, period.first.dayOfMonth == 1,
      let last = TimePeriod.year(period.last.year), last.last == period.last,
      let first = TimePeriod.year(period.first.year)
    {
      // “Between 2010 and 2020”: from the first year to the last.
      question.period = last
      change.bases = [.since(first)]
      change.isAverage = passage.has(.average)
      // Of “ten years to 2023” it is not known whether the first is counted.
      let printed = Set(passage.years.map(\.year))
      if !printed.isSuperset(of: [period.first.year, period.last.year]) {
        question.reservation =
          question.reservation ?? "it is not said from when to when it is counted"
      }
      return change
    }
    if let since = base(passage, beside: period), years == 0 {
      change.bases = [.since(since)]
      change.isAverage = passage.has(.average) && since.last.year < period.first.year - 1
      if !passage.years.contains(where: { $0.year == period.first.year }) {
        question.reservation = question.reservation ?? "it is not said up to when it is counted"
      }
      return change
    }
    let isShort = period.last < period.first.advanced(byMonths: 11)
    if passage.has(.previous) || change.isAnnualised && isShort {
      change.bases = [.previous]
    } else if isShort, !passage.has(.yearOnYear) {
      change.bases = [.yearBefore, .previous]
    }
    return change
  }

  /// The year that a change is counted from, “since 2010”: one that is not the claim's own.
  private func base(_ passage: Passage, beside period: TimePeriod) -> TimePeriod? {
    for (year, word) in passage.years where year != period.first.year && year < period.last.year {
      let isLed = passage.phrases.contains {
        $0.kind == .base && $0.words.upperBound == word
      }
      if isLed { return TimePeriod.year(year) }
    }
    return nil
  }

  // MARK: Multiples, shares, sums

  /// Whether the quote is a multiple: twice, threefold.
  func isMultiple(_ claim: CheckedClaim) -> Bool {
    PhraseBook.standard.matches(in: Words.of(claim.quote)).contains { $0.kind == .multiple }
  }

  func multiple(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
    -> Question.Form?
  {
    guard isMultiple(claim), let value = claim.value, value > 0,
      value >= 1 || claim.direction != .increase
    else { return nil }
    let end = passage.word(at: claim.end)
    // “Twice that of Italy”: a place shortly after it.
    if let other = passage.mentions.first(where: {
      $0.place != claim.placeID && passage.range($0).lowerBound >= end
        && passage.range($0).lowerBound - end <= 6
    }) {
      return .multiple(.place(other.place))
    }
    guard let period = claim.period else { return nil }
    if period.last.year > period.first.year, let first = TimePeriod.year(period.first.year),
      let last = TimePeriod.year(period.last.year)
    {
      question.period = last
      return .multiple(.period(first))
    }
    return base(passage, beside: period).map { .multiple(.period($0)) }
  }

  /// A part of an area: “10 percent of China's GDP”.
  func share(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
    -> Question.Form?
  {
    let (start, end) = (passage.word(at: claim.start), passage.word(at: claim.end))
    // English names the whole after the figure, Chinese before it.
    let leads = passage.all(.of).map(\.words.lowerBound)
    var whole: Int64?
    for lead in leads where lead == end || lead < start && start - lead <= 6 {
      let reach = lead == end ? lead...(lead + 4) : lead...start
      if let mention = passage.mentions.first(where: {
        reach.contains(passage.range($0).lowerBound)
      }) {
        whole = mention.place
      } else if let phrase = passage.all(.whole).first(where: {
        reach.contains($0.words.lowerBound)
      }) {
        whole =
          phrase.value.isEmpty || terms.placeCodes[phrase.value] != nil
          ? terms.placeCodes[phrase.value]
          : claim.placeID.flatMap { country(of: $0, besides: true) }
      }
    }
    guard let whole else { return nil }
    let part =
      claim.placeID != whole
      ? claim.placeID
      : passage.places.first { $0 != whole && terms.lineage($0).contains(whole) }
    guard let part,
      terms.lineage(part).contains(whole) || terms.places[whole]?.parts.contains(part) == true
    else { return nil }
    question.places = [part]
    question.isPlacePlain = passage.places.filter { $0 != whole }.count == 1
    return .share(of: whole)
  }

  /// The country that a place lies in.
  private func country(of place: Int64, besides: Bool) -> Int64? {
    terms.lineage(place).first { terms.places[$0]?.kind == "country" && (!besides || $0 != place) }
  }

  /// “France and Italy together”: the figures of places side by side are added up.
  func together(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question) {
    guard passage.has(.together), let place = claim.placeID,
      terms.indicators[question.indicator]?.aggregation == "sum",
      let group = passage.coordinations.first(where: { $0.contains { $0.place == place } })
    else { return }
    var seen: Set<Int64> = []
    question.places = group.map(\.place).filter { seen.insert($0).inserted }
    question.isPlacePlain = true
  }
}
