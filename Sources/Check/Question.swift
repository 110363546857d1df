internal import Records

/// What a claim asks of the statistics.
struct Question {
  /// What kind of statistic would answer.
  enum Form {
    /// A value.
    case level
    /// A change in percent of the earlier value.
    case growth(Change)
    /// A change in the claim's unit.
    case difference(Change)
    /// A place's part of an area; of those that contain it where none is named.
    case share(of: Int64?)
    /// An indicator in percent of another in the same place.
    case ratio(of: Int64)
    /// So many times the value of another period or place.
    case multiple(Other)
  }

  /// What a change is counted from, and how.
  struct Change {
    /// The earlier periods that may be meant: one where the text says it.
    var bases: [Base] = [.yearBefore]
    /// Whether it is told as if it went on for a year.
    var isAnnualised = false
    /// Whether it is the mean of the years.
    var isAverage = false
    /// Whether the text says that it is at current prices, or at constant ones.
    var isNominal = false
    var isReal = false
  }

  /// An earlier period.
  enum Base {
    case yearBefore, previous
    case since(TimePeriod)
  }

  /// What a multiple is counted from.
  enum Other {
    case period(TimePeriod)
    case place(Int64)
  }

  var indicator: Int64
  var form: Form
  /// Whose figure it is; several are added up.
  var places: [Int64]
  var period: TimePeriod?
  /// Why an answer can support the claim but not refute it.
  var reservation: String?
  /// Whether the place, or what is measured, follows from the sentence's own construction.
  var isPlacePlain = false
  var isThingPlain = false
}

extension Examiner {
  /// What a claim asks; `nil` where it is not known what is measured.
  mutating func question(_ claim: CheckedClaim, _ passage: Passage) throws(Failure) -> Question? {
    guard var question = try asked(claim, passage) else { return nil }
    switch question.form {
    case .share, .multiple: return question
    case .level, .growth, .difference, .ratio: break
    }
    guard question.places.count < 2 else { return question }
    if let owner = owner(of: question, claim, passage) {
      question.isPlacePlain = owner == claim.placeID || claim.placeConfidence < Bound.contestedPlace
      question.places = [owner]
    } else if let place = question.places.first, let inner = inner(place, passage) {
      question.places = [inner]
      question.isPlacePlain = Set(passage.places) == [place, inner]
    }
    return question
  }

  private mutating func asked(_ claim: CheckedClaim, _ passage: Passage) throws(Failure)
    -> Question?
  {
    let place = claim.placeID
    let text = claim.indicatorText ?? ""
    // “X share of Y” is how the reader of articles words a part of a whole.
    if claim.unit == "%", claim.direction == .none, let range = text.firstRange(of: " share of ") {
      let part = String(text[..<range.lowerBound])
      let rest = String(text[range.upperBound...])
      guard let whole = thing(in: rest, claim, passage) else { return nil }
      if try isPlace(part, claim) {
        return Question(
          indicator: whole.id, form: .share(of: nil), places: place.map { [$0] } ?? [],
          period: claim.period, reservation: whole.reservation)
      }
      let named = thing(in: part, claim, passage)
      guard let id = claim.indicatorID ?? named?.id else { return nil }
      if claim.indicatorID == nil || terms.indicators[id]?.dimension != "ratio" {
        var question = Question(
          indicator: whole.id, form: .ratio(of: named?.id ?? id),
          places: place.map { [$0] } ?? [], period: claim.period,
          reservation: named?.reservation ?? whole.reservation)
        guard (named?.id ?? id) == whole.id else { return question }
        // “The GDP of the north was 9 percent of the country's GDP”: a place's part of an area.
        guard let form = share(claim, passage, &question) else { return nil }
        question.form = form
        return question
      }
    }
    if let parts = percentOf(claim, passage) {
      return Question(
        indicator: parts.whole, form: .ratio(of: parts.part), places: place.map { [$0] } ?? [],
        period: claim.period, isThingPlain: true)
    }
    guard var found = measured(claim, passage), let entry = terms.indicators[found.id] else {
      return nil
    }
    if entry.dimension == "currency", claim.unit != "%", passage.has(.head), entry.stockFlow != "price",
      let head = perHead(found.id), isBeside(.head, found.id, passage)
    {
      found.id = head
    }
    var question = Question(
      indicator: found.id, form: .level, places: place.map { [$0] } ?? [], period: claim.period,
      reservation: found.reservation,
      isThingPlain: claim.indicatorID == nil && claim.unit == "1" && passage.has(.people)
        || claim.indicatorID == nil && inhabitants(claim, passage) != nil)
    if passage.has(.ppp), claim.unit != "%", entry.dimension == "currency",
      !isNamed(.ppp, passage, found.id)
    {
      question.reservation =
        question.reservation ?? "the claim is told at purchasing power parity"
    }
    let isRatio = entry.dimension == "ratio"
    if claim.unit == "1", entry.dimension != "count" || isMultiple(claim),
      let form = multiple(claim, passage, &question)
    {
      question.form = form
      return question
    }
    switch claim.unit {
    case "pp": question.form = .difference(change(claim, passage, &question))
    case "%" where !isRatio || growthSource(found.id) != nil:
      let change = change(claim, passage, &question)
      if isRatio || claim.direction != .none || change.isAnnualised || change.isAverage {
        question.form = .growth(change)
        if isRatio { question.form = .growth(change) }
      } else if let form = share(claim, passage, &question) {
        question.form = form
      } else {
        return nil
      }
    case "%": question.form = .level
    default:
      guard !(isRatio && entry.unit == "%") else { return nil }
      if claim.direction == .none {
        together(claim, passage, &question)
      } else {
        question.form = .difference(change(claim, passage, &question))
      }
    }
    return question
  }

  // MARK: What is measured

  /// What a claim measures: by the reader's word, else by the names in its words, else by how the
  /// sentence speaks of people.
  private func measured(_ claim: CheckedClaim, _ passage: Passage)
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
      let place = passage.mentions.first(where: { passage.range($0).lowerBound >= people.words.upperBound }),
      passage.range(place).lowerBound - people.words.upperBound <= 1
    {
      return (id, nil)
    }
    return inhabitants(claim, passage)
  }

  /// “Home to 5 million people”: what a place has, of nothing but people.
  private func inhabitants(_ claim: CheckedClaim, _ passage: Passage)
    -> (id: Int64, reservation: String?)?
  {
    let (start, end) = (passage.word(at: claim.start), passage.word(at: claim.end))
    guard claim.unit == "1", claim.direction == .none,
      let noun = passage.all(.inhabitant).first(where: { $0.words.contains(end - 1) || $0.words.lowerBound == end }),
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
  private func percentOf(_ claim: CheckedClaim, _ passage: Passage) -> (part: Int64, whole: Int64)? {
    guard claim.unit == "%", claim.direction == .none,
      claim.indicatorID.flatMap({ terms.indicators[$0]?.dimension }) != "ratio"
    else { return nil }
    let end = passage.word(at: claim.end)
    guard passage.all(.of).contains(where: { $0.words.lowerBound == end }),
      let whole = passage.indicators.first(where: {
        $0.words.lowerBound > end && $0.words.lowerBound - end <= 5
      }), terms.indicators[whole.id]?.dimension == "currency"
    else { return nil }
    let plain = passage.covered(by: .neutral)
    let owners = passage.mentions.filter { $0.place == claim.placeID }.flatMap {
      Array(passage.range($0))
    }
    guard ((end + 1)..<whole.words.lowerBound).allSatisfy({ plain.contains($0) || owners.contains($0) })
    else { return nil }
    var others = Set(passage.indicators.map(\.id)).subtracting([whole.id])
    if others.isEmpty {
      // “On health”: what money is spent on, where the sentence names no other thing.
      let purposes = Set(passage.all(.purpose).compactMap { terms.indicatorCodes[$0.value] })
      guard purposes.count == 1, let purpose = purposes.first else { return nil }
      return (purpose, whole.id)
    }
    guard others.count == 1, let other = others.first else { return nil }
    // The ratio itself may be named beside it, or what it is a share of.
    let part =
      terms.formulas[other]?.first { $0.operation == "share" && $0.right == whole.id }?.left ?? other
    guard let match = passage.indicators.first(where: { $0.id == other }),
      isNarrowedBeside(match, claim, passage) == nil
    else { return nil }
    return (part, whole.id)
  }

  /// What a phrase names, and why it may be a part of that only.
  private func thing(in phrase: String, _ claim: CheckedClaim, _ passage: Passage)
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
    for phrase in passage.phrases where phrase.kind != .narrowing { covered.formUnion(phrase.words) }
    for mention in passage.mentions { covered.formUnion(passage.range(mention)) }
    let before = match.words.lowerBound - 1
    if before >= 0, !passage.words[match.words.lowerBound].followsMark {
      let word = passage.words[before]
      let isOwner =
        word.isNumber || covered.contains(before) || passage.words[before].end > claim.start && word.start < claim.end
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

  private func distance(_ words: Range<Int>, _ claim: CheckedClaim, _ passage: Passage) -> Int {
    guard words.lowerBound < passage.words.count else { return .max }
    return abs(passage.words[words.lowerBound].start - claim.start)
  }

  /// Whether words name the claim's place.
  private mutating func isPlace(_ words: String, _ claim: CheckedClaim) throws(Failure) -> Bool {
    guard let place = claim.placeID else { return false }
    let names = [claim.placeText, terms.places[place]?.name].compactMap { $0?.lowercased() }
    if names.contains(words.lowercased()) { return true }
    return try statistics.isName(words, of: place)
  }

  /// The indicator that is another one by the number of people.
  private func perHead(_ indicator: Int64) -> Int64? {
    terms.formulas.first { _, formulas in
      formulas.contains { formula in
        formula.operation == "quotient" && formula.left == indicator
          && formula.right.flatMap { terms.indicators[$0]?.dimension } == "count"
      }
    }?.key
  }

  /// Whether a phrase that belongs to no longer name stands right beside an indicator's name, or in
  /// a sentence that names nothing else by money.
  private func isBeside(_ kind: PhraseBook.Kind, _ id: Int64, _ passage: Passage) -> Bool {
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

  private func isNamed(_ kind: PhraseBook.Kind, _ passage: Passage, _ id: Int64) -> Bool {
    passage.indicators.contains { match in
      match.id == id && passage.all(kind).contains { $0.words.overlaps(match.words) }
    }
  }

  /// What a rate of change is the change of; `nil` for what is none.
  func growthSource(_ indicator: Int64) -> Int64? {
    terms.formulas[indicator]?.first { $0.operation == "growth" }?.left
  }

  // MARK: Whose it is

  /// The place that the sentence's own construction gives to what is measured, “Spain's GDP”, “the
  /// GDP of Spain”; `nil` where there is none, or another place stands between it and the figure.
  private func owner(of question: Question, _ claim: CheckedClaim, _ passage: Passage) -> Int64? {
    var ids: Set<Int64> = [question.indicator]
    if case .ratio(let part) = question.form { ids = [part] }
    for formula in terms.formulas[question.indicator] ?? [] { ids.insert(formula.left) }
    if let parent = terms.indicators[question.indicator]?.parent { ids.insert(parent) }
    guard
      let match = passage.indicators.filter({ ids.contains($0.id) }).min(by: {
        distance($0.words, claim, passage) < distance($1.words, claim, passage)
      })
    else { return nil }
    let plain = passage.covered(by: .neutral)
    let grouped = Set(passage.coordinations.flatMap { $0.map(\.start) })
    let after = match.words.upperBound
    var found: Passage.Mention?
    if passage.phrases.contains(where: { $0.kind == .placeLead && $0.words.lowerBound == after }) {
      found = passage.mentions.first {
        let start = passage.range($0).lowerBound
        return start > after && start - after <= 3 && ((after + 1)..<start).allSatisfy(plain.contains)
      }
    }
    found =
      found
      ?? passage.mentions.last {
        let end = passage.range($0).upperBound
        guard end <= match.words.lowerBound, match.words.lowerBound - end <= 4 else { return false }
        let between = end..<match.words.lowerBound
        let isOwned =
          between.isEmpty
          ? !passage.words[match.words.lowerBound].followsMark
          : passage.phrases.contains { $0.kind == .possessive && $0.words.lowerBound == end }
        return isOwned && between.allSatisfy(plain.contains)
      }
    guard let found, !grouped.contains(found.start) else { return nil }
    let reach = min(found.end, claim.end)..<max(found.start, claim.start)
    let isAlone = passage.mentions.allSatisfy {
      $0.place == found.place || $0.start < reach.lowerBound || $0.start >= reach.upperBound
        || terms.lineage(found.place).contains($0.place)
    }
    return isAlone ? found.place : nil
  }

  /// “China's Jiangsu”: the place inside another that is named as its owner.
  private func inner(_ place: Int64, _ passage: Passage) -> Int64? {
    for (outer, mention) in zip(passage.mentions, passage.mentions.dropFirst())
    where outer.place == place && mention.place != place
      && terms.lineage(mention.place).contains(place)
    {
      let end = passage.range(outer).upperBound
      if passage.phrases.contains(where: { $0.kind == .possessive && $0.words.lowerBound == end }),
        passage.range(mention).lowerBound == end + 1
      {
        return mention.place
      }
    }
    return nil
  }

  // MARK: Changes

  /// How a change is counted, by the words of the sentence; the period of the question becomes that
  /// of its end.
  private func change(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
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
  private func isMultiple(_ claim: CheckedClaim) -> Bool {
    PhraseBook.standard.matches(in: Words.of(claim.quote)).contains { $0.kind == .multiple }
  }

  private func multiple(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
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
  private func share(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question)
    -> Question.Form?
  {
    let (start, end) = (passage.word(at: claim.start), passage.word(at: claim.end))
    // English names the whole after the figure, Chinese before it.
    let leads = passage.all(.of).map(\.words.lowerBound)
    var whole: Int64?
    for lead in leads where lead == end || lead < start && start - lead <= 6 {
      let reach = lead == end ? lead...(lead + 4) : lead...start
      if let mention = passage.mentions.first(where: { reach.contains(passage.range($0).lowerBound) })
      {
        whole = mention.place
      } else if let phrase = passage.all(.whole).first(where: { reach.contains($0.words.lowerBound) })
      {
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
    guard let part, terms.lineage(part).contains(whole) || terms.places[whole]?.parts.contains(part) == true
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
  private func together(_ claim: CheckedClaim, _ passage: Passage, _ question: inout Question) {
    guard passage.has(.together), let place = claim.placeID,
      terms.indicators[question.indicator]?.aggregation == "sum",
      let group = passage.coordinations.first(where: { $0.contains { $0.place == place } })
    else { return }
    var seen: Set<Int64> = []
    question.places = group.map(\.place).filter { seen.insert($0).inserted }
    question.isPlacePlain = true
  }
}
