internal import Learning
internal import Text

/// A place as the answer to “which place is this figure about?”.
struct PlaceAnswer: Hashable, Sendable {
  /// The place in the vocabulary; -1 where the words are not known.
  var place: Int
  /// As written.
  var text: String
}

/// Where: proposes the places that a figure can be about.
///
/// Every place that the sentence names is proposed, what it names by words such as “the region”,
/// what the text has spoken of, and what goes without saying: the country of the publisher, of an
/// institution, of the currency.
struct PlaceSlot {
  let names: PlaceNames
  let vocabulary: Vocabulary
  let leads: Leads
  let money: CurrencyPlaces
  let ranker: Ranker

  static let space = FeatureSpace(
    names: PlaceFeature.names, circumstances: Circumstance.names,
    standings: PlaceStanding.names)

  /// The candidates with their features; none of them is “not said” (`nil`), which comes first.
  func candidates(_ context: FigureContext, isOfName: Bool) -> [Candidate<PlaceAnswer>] {
    var pool = Pool()
    inSentence(context, &pool)
    spokenOf(context, &pool)
    unsaid(context, &pool)
    describe(context, &pool)
    finest(context, &pool)
    none(context, isOfName: isOfName, &pool)
    stand(context, &pool)
    return pool.candidates
  }

  /// The circumstances in which features weigh differently.
  static func circumstances(_ context: FigureContext, isOfName: Bool) -> [Int] {
    var found = Circumstance.kinds(of: context)
    if isOfName { found.append(.ofName) }
    return found.map(\.rawValue)
  }

  /// Tells where each candidate stands.
  private func stand(_ context: FigureContext, _ pool: inout Pool) {
    let discourse = context.discourse
    let here = Set(
      context.named.filter { !$0.isInOrganisation && !($0.isAnaphor && $0.place < 0) }.map(\.place))
    let standing: PlaceStanding =
      if !here.isEmpty {
        .beside
      } else if discourse.places.contains(where: { $0.value.paragraph == discourse.paragraph }) {
        .paragraph
      } else {
        .quiet
      }
    for number in pool.candidates.indices {
      let isHere = pool.candidates[number].answer.map { here.contains($0.place) } ?? false
      pool.candidates[number].features.standing = (isHere ? .here : standing).rawValue
    }
  }

  /// The candidates while they are collected; the same place is one candidate.
  struct Pool {
    var candidates: [Candidate<PlaceAnswer>] = [Candidate(nil)]
    private var numbers: [Int: Int] = [:]

    /// The number of the candidate for a place, which is added where it is new.
    mutating func number(of place: Int, text: String) -> Int {
      if place >= 0, let number = numbers[place] { return number }
      candidates.append(Candidate(PlaceAnswer(place: place, text: text)))
      if place >= 0 { numbers[place] = candidates.count - 1 }
      return candidates.count - 1
    }

    mutating func set(_ number: Int, _ feature: PlaceFeature, _ value: Float = 1) {
      candidates[number].features.set(feature.rawValue, value)
    }
  }

  // MARK: Named in the sentence

  private func inSentence(_ context: FigureContext, _ pool: inout Pool) {
    let evidence = PlaceEvidence(context: context, names: names, leads: leads)
    let plain = context.named.filter { !$0.isInOrganisation }
    let before = plain.last { $0.tokens.upperBound <= context.figure.core.lowerBound }
    let after = plain.first { $0.tokens.lowerBound >= context.figure.core.upperBound }
    let nearest = plain.min { context.distance(to: $0.tokens) < context.distance(to: $1.tokens) }
    for entity in context.named
    where !(entity.isAnaphor && entity.place < 0) && !evidence.locates(entity) {
      let text =
        entity.isAnaphor
        ? vocabulary.places[entity.place].name
        : context.sentence.text.string(tokens: entity.tokens).folded
      let number = pool.number(of: entity.place, text: text)
      evidence.describe(entity) { pool.set(number, $0, $1) }
      if entity.tokens == before?.tokens { pool.set(number, .nearestBefore) }
      if entity.tokens == after?.tokens { pool.set(number, .nearestAfter) }
      if entity.tokens == nearest?.tokens { pool.set(number, .nearest) }
      if plain.count == 1, !entity.isInOrganisation { pool.set(number, .alone) }
      if entity.place < 0 { pool.set(number, .ambiguous) }
    }
    aligned(plain, context, &pool)
    alignedRuns(plain, context, &pool)
    unknown(evidence, context, &pool)
  }

  /// “Beijing and Hebei grew 5 and 6 percent”: as many places as figures, in the same order.
  ///
  /// One place that is spoken of twice is no list, nor is one named and one meant by “the region”.
  private func aligned(_ plain: [Entity], _ context: FigureContext, _ pool: inout Pool) {
    let figures = context.sentence.figures
    guard figures.count > 1, plain.count == figures.count, plain[context.number].place >= 0,
      !plain.contains(where: \.isAnaphor)
    else { return }
    let number = pool.number(of: plain[context.number].place, text: "")
    pool.set(number, .alignedInList)
  }

  /// A run of places and a run of figures of one unit, each with nothing but commas and “and”
  /// between them: the first belongs to the first.
  private func alignedRuns(_ plain: [Entity], _ context: FigureContext, _ pool: inout Pool) {
    let sentence = context.sentence
    let figures = sentence.figures
    func isLink(_ gap: Range<Int>) -> Bool {
      gap.count <= 4
        && gap.allSatisfy {
          [.comma, .conjunction, .determiner, .adverb].contains(sentence.tag($0))
        }
    }
    var first = context.number
    while first > 0, figures[first - 1].unit == context.figure.unit,
      isLink(sentence.gap(before: first))
    {
      first -= 1
    }
    var last = context.number
    while last + 1 < figures.count, figures[last + 1].unit == context.figure.unit,
      isLink(sentence.gap(before: last + 1))
    {
      last += 1
    }
    guard last > first else { return }
    var run: [Entity] = []
    var runs: [[Entity]] = []
    for entity in plain where entity.place >= 0 {
      if let before = run.last,
        !isLink(min(before.tokens.upperBound, entity.tokens.lowerBound)..<entity.tokens.lowerBound)
      {
        runs.append(run)
        run = []
      }
      run.append(entity)
    }
    runs.append(run)
    for run in runs where run.count == last - first + 1 {
      let number = pool.number(of: run[context.number - first].place, text: "")
      pool.set(number, .alignedInRun)
    }
  }

  /// A name with a word for an area, which the vocabulary does not know.
  private func unknown(
    _ evidence: PlaceEvidence, _ context: FigureContext, _ pool: inout Pool
  ) {
    guard case .area(let tokens)? = evidence.strangeName() else { return }
    let number = pool.number(
      of: -1, text: context.sentence.text.string(tokens: tokens).folded)
    pool.set(number, .unknownArea)
    pool.set(number, .measured)
  }

  // MARK: Spoken of

  private func spokenOf(_ context: FigureContext, _ pool: inout Pool) {
    let discourse = context.discourse
    let profile = discourse.profile
    for (age, place) in discourse.recentPlaces.reversed().enumerated() {
      guard let record = discourse.places[place] else { continue }
      let isKept =
        age < 8 || record.isInHeadline || record.section == discourse.section || record.claims > 0.5
      guard isKept else { continue }
      let number = pool.number(of: place, text: record.text)
      pool.set(number, .namedBefore)
      if age == 0 { pool.set(number, .lastNamed) }
      let distance = discourse.sentence - record.last
      if distance == 1 { pool.set(number, .namedJustBefore) }
      pool.set(number, .sentencesSince, min(Float(distance), 20) / 20)
      if record.openedParagraph == discourse.paragraph { pool.set(number, .opensParagraph) }
      if record.isInHeadline { pool.set(number, .inHeadline) }
      if record.section == discourse.section, discourse.section > 0 {
        pool.set(number, .inHeading)
      }
      pool.set(number, .claimedBefore, min(1, record.claims))
    }
    if let last = discourse.last {
      let feature: PlaceFeature =
        last.sentence == discourse.sentence
        ? .ofPreviousFigure
        : last.paragraph == discourse.paragraph ? .ofPreviousSentence : .ofPreviousParagraph
      take(last.answers, feature, &pool)
    }
    if let same = discourse.sameRole(context.role) { take(same, .ofSameRole, &pool) }
    let headline = discourse.places.filter { $0.value.isInHeadline }
    if headline.count == 1, let place = headline.first {
      pool.set(pool.number(of: place.key, text: place.value.text), .onlyInHeadline)
    }
    if let first = discourse.paragraphFirst { take(first, .ofParagraph, &pool) }
    func propose(_ place: Int?, _ feature: PlaceFeature) {
      guard let place else { return }
      pool.set(pool.number(of: place, text: vocabulary.places[place].name), feature)
    }
    propose(profile.firstPlace, .firstNamed)
    propose(profile.mostNamed, .mostNamed)
    propose(profile.mostNamedCountry, .mostNamedCountry)
    propose(discourse.dateline, .dateline)
  }

  /// What an earlier figure was about, as surely as that is known.
  private func take(_ answers: Answers, _ feature: PlaceFeature, _ pool: inout Pool) {
    for (answer, share) in answers.places {
      guard let answer else { continue }
      pool.set(pool.number(of: answer.place, text: answer.text), feature, share)
    }
  }

  // MARK: Without saying

  private func unsaid(_ context: FigureContext, _ pool: inout Pool) {
    let discourse = context.discourse
    func propose(_ place: Int?, _ feature: PlaceFeature) {
      guard let place else { return }
      pool.set(pool.number(of: place, text: vocabulary.places[place].name), feature)
    }
    propose(discourse.publisher, .publisher)
    propose(discourse.publisherCountry, .publisherCountry)
    propose(context.sentence.institutions.last?.place, .institution)
    propose(discourse.institution ?? discourse.profile.mostNamedInstitution, .institutionOfText)
    propose(names.world, .world)
    propose(
      discourse.profile.mostNamedCurrency.flatMap { money.place(of: $0) }, .currencyOfText)
    if context.figure.isMoney { propose(money.place(of: context.figure.unit), .currency) }
  }

  // MARK: What kind of place, and how often it is named

  private func describe(_ context: FigureContext, _ pool: inout Pool) {
    let profile = context.discourse.profile
    let home = context.figure.isMoney ? money.place(of: context.figure.unit) : nil
    let usual = profile.mostNamedCurrency.flatMap { money.place(of: $0) }
    for number in pool.candidates.indices {
      guard let place = pool.candidates[number].answer?.place else { continue }
      guard place >= 0 else {
        pool.set(number, .unknown)
        continue
      }
      let kinds = names.kinds[place]
      if kinds.contains(.country) || kinds.contains(.territory) { pool.set(number, .country) }
      if kinds.contains(.province) || kinds.contains(.state) { pool.set(number, .province) }
      if kinds.contains(.city) { pool.set(number, .city) }
      if kinds.contains(.region) { pool.set(number, .region) }
      if kinds.contains(.group) { pool.set(number, .group) }
      if kinds.contains(.cluster) { pool.set(number, .cluster) }
      if let count = profile.places[place], profile.total > 0 {
        pool.set(number, .share, Float(count) / Float(profile.total))
        if context.discourse.places[place] == nil { pool.set(number, .namedLater) }
      }
      if let most = profile.mostNamed, most != place, names.contains(place, most) {
        pool.set(number, .containsMostNamed)
      }
      if let home, home != place, names.country(of: place).map({ $0 != home }) ?? false {
        pool.set(number, .otherCurrency)
      }
      if let usual, usual != place, names.country(of: place).map({ $0 != usual }) ?? false {
        pool.set(number, .otherCurrencyOfText)
      }
    }
  }

  /// The finest place that is spoken of is the place: what lies around it is only where it lies.
  private func finest(_ context: FigureContext, _ pool: inout Pool) {
    let discourse = context.discourse
    let inParagraph = discourse.places.filter { $0.value.paragraph == discourse.paragraph }.map(
      \.key)
    let here = context.named.filter { $0.place >= 0 && !$0.isInOrganisation }
    let headline = discourse.places.filter { $0.value.isInHeadline }.map(\.key)
    for number in pool.candidates.indices {
      guard let place = pool.candidates[number].answer?.place, place >= 0 else { continue }
      if inParagraph.contains(place) {
        pool.set(number, .namedInParagraph)
        if inParagraph.count == 1 { pool.set(number, .onlyPlaceOfParagraph) }
      }
      if inParagraph.contains(where: { names.contains(place, $0) }) {
        pool.set(number, .containsOneOfParagraph)
      }
      if let last = discourse.recentPlaces.last, names.contains(place, last) {
        pool.set(number, .containsLastNamed)
      }
      if headline.contains(where: { names.contains($0, place) }) {
        pool.set(number, .finerThanHeadline)
      }
      let finer = here.filter { names.contains(place, $0.place) }
      if finer.contains(where: { !$0.isDemonym && !$0.isAnaphor }) {
        pool.set(number, .aroundAnother)
      }
      if finer.contains(where: \.isAnaphor) { pool.set(number, .containsAnaphor) }
    }
  }

  // MARK: Not said

  private func none(_ context: FigureContext, isOfName: Bool, _ pool: inout Pool) {
    pool.set(0, .none)
    if isOfName { pool.set(0, .noneOfName) }
    let owners = [context.measure.subject, context.measure.holder].compactMap(\.self)
    for entity in context.sentence.entities
    where entity.kind != .place && owners.contains(where: { $0.overlaps(entity.tokens) }) {
      pool.set(0, entity.kind == .organisation ? .noneOfOrganisation : .noneOfPerson)
    }
    if !context.named.contains(where: { !$0.isInOrganisation }) { pool.set(0, .noneUnnamed) }
    if context.discourse.profile.total == 0 { pool.set(0, .noneInText) }
    if context.discourse.recentPlaces.isEmpty { pool.set(0, .noneBefore) }
    if let last = context.discourse.last, last.paragraph == context.discourse.paragraph,
      let none = last.answers.places.first(where: { $0.answer == nil })
    {
      pool.set(0, .noneOfPrevious, none.share)
    }
    owner(context, &pool)
    if PeriodSlot.times.contains(context.figure.unit) { pool.set(0, .noneOfDuration) }
    if context.figure.isCount, context.figure.counted.isEmpty { pool.set(0, .noneBare) }
  }

  /// What tells of a company or a person without a name: “the firm”, “its profit”, “it lost”.
  private func owner(_ context: FigureContext, _ pool: inout Pool) {
    let sentence = context.sentence
    let measure = context.measure
    let subject = measure.subject ?? measure.holder
    if let subject {
      let words = subject.map { sentence.word($0) }
      if words.contains(where: { $0.contains(.company) }) { pool.set(0, .noneOfCompany) }
      if words.contains(where: { $0.contains(.person) }) { pool.set(0, .noneOfPersonWord) }
    }
    let clause = context.clauses.isEmpty ? nil : context.clauses[context.ownClause]
    if let clause,
      clause.tokens.contains(where: {
        $0 < context.figure.core.lowerBound && sentence.word($0).contains(.thirdPersonPronoun)
      })
    {
      pool.set(0, .noneOfPronoun)
    }
    let measured = measure.phrases + [context.figure.counted]
    if measured.contains(where: { phrase in
      phrase.contains { !sentence.word($0).isDisjoint(with: [.business, .result]) }
    }) {
      pool.set(0, .noneOfBusiness)
    }
    if context.isKnownIndicator { pool.set(0, .noneOfIndicator) }
    let isPublic = sentence.range.contains { sentence.classes.isPublic(sentence.key($0)) }
    if isPublic { pool.set(0, .noneOfPublicWord) }
    let share = context.discourse.profile.publicShare
    pool.set(0, .noneOfPublicText, max(0, share - 0.5))
    pool.set(0, .noneOfBusinessText, max(0, 0.5 - share))
    home(isPublic, share, &pool)
    if context.discourse.isNameInHeadline { pool.set(0, .noneNameInHeadline) }
    pool.set(0, .noneOfNames, context.discourse.profile.otherNameShare)
  }

  /// The place that goes without saying, the more the more of what tells it agrees.
  private func home(_ isPublic: Bool, _ share: Float, _ pool: inout Pool) {
    let tells: [PlaceFeature] = [
      .publisherCountry, .institutionOfText, .currencyOfText, .mostNamedCountry, .dateline,
    ]
    for number in pool.candidates.indices.dropFirst() {
      let features = pool.candidates[number].features
      let count = tells.count { features.has($0.rawValue) }
      guard count > 0 else { continue }
      pool.set(number, .agreed, Float(count) / Float(tells.count))
      pool.set(number, .homeOfPublicText, share * Float(count) / Float(tells.count))
      if isPublic { pool.set(number, .homeOfPublicSentence, Float(count) / Float(tells.count)) }
    }
  }
}
