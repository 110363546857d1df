internal import Learning
internal import Records
internal import Text

/// Whose figure it is, where it is no place's.
struct HolderAnswer: Hashable, Sendable {
  /// Its number among the names of the text; -1 for one that it does not name in capitals.
  var name: Int
  /// In full.
  var text: String
}

/// Who: proposes the organisations, persons and products whose figure it can be; nobody comes first.
struct HolderSlot {
  let leads: Leads
  let ranker: Ranker

  /// Weights of their own for kinds of figures made it worse on publishers that were kept aside.
  static let space = FeatureSpace(names: HolderFeature.names, circumstances: [])

  /// What is asked about one figure.
  struct Question {
    let context: FigureContext
    /// The names in the sentence.
    let mentions: [NameProfile.Mention]
    /// What the figure measures.
    let thing: ThingAnswer?
    /// The place that was answered.
    let place: PlaceAnswer?
  }

  /// The candidates while they are collected; the same name is one candidate.
  struct Pool {
    var candidates: [Candidate<HolderAnswer>] = [Candidate(nil)]

    mutating func number(of answer: HolderAnswer) -> Int {
      for number in 1..<max(1, candidates.count)
      where candidates[number].answer?.name == answer.name
        && (answer.name >= 0 || candidates[number].answer?.text == answer.text)
      { return number }
      candidates.append(Candidate(answer))
      return candidates.count - 1
    }

    mutating func set(_ number: Int, _ feature: HolderFeature, _ value: Float = 1) {
      candidates[number].features.set(feature.rawValue, value)
    }
  }

  /// The candidates with their features.
  func candidates(_ question: Question) -> [Candidate<HolderAnswer>] {
    var pool = Pool()
    let evidence = HolderEvidence(question: question, leads: leads)
    let names = question.context.discourse.named
    for mention in question.mentions {
      let number = pool.number(of: answer(mention.name, names))
      evidence.describe(mention) { pool.set(number, $0, $1) }
    }
    common(question, evidence, &pool)
    spokenOf(question, evidence, &pool)
    describe(question, &pool)
    nobody(question, &pool)
    return pool.candidates
  }

  private func answer(_ name: Int, _ names: NameProfile) -> HolderAnswer {
    HolderAnswer(name: name, text: names.names[name].text)
  }

  private static func isPlaced(_ question: Question) -> Bool {
    guard let place = question.place?.place else { return false }
    return question.context.named.contains {
      $0.place == place && !$0.isInOrganisation && !$0.isDemonym
    }
  }

  // MARK: In small letters

  /// “the state department”: an organisation's word with what describes it, in small letters.
  private func common(
    _ question: Question, _ evidence: HolderEvidence, _ pool: inout Pool
  ) {
    let sentence = question.context.sentence
    for index in sentence.range
    where sentence.tag(index) == .noun && sentence.word(index).contains(.organisation)
      && !sentence.word(index).contains(.company)
      && !question.mentions.contains(where: { $0.tokens.contains(index) })
    {
      let phrase = sentence.nounPhrase(endingAt: index, from: sentence.range.lowerBound)
      guard (2...4).contains(phrase.count) else { continue }
      let number = pool.number(
        of: HolderAnswer(name: -1, text: sentence.text.string(tokens: phrase).folded))
      evidence.describe(NameProfile.Mention(tokens: phrase, name: -1)) { pool.set(number, $0, $1) }
      pool.set(number, .common)
    }
  }

  // MARK: Spoken of

  private func spokenOf(
    _ question: Question, _ evidence: HolderEvidence, _ pool: inout Pool
  ) {
    let discourse = question.context.discourse
    let names = discourse.named
    func propose(_ name: Int?, _ feature: HolderFeature) {
      guard let name else { return }
      pool.set(pool.number(of: answer(name, names)), feature)
    }
    propose(names.mostNamed, .mostNamed)
    propose(names.secondNamed, .secondNamed)
    propose(names.names.isEmpty ? nil : 0, .first)
    propose(names.names.firstIndex { $0.isInHeadline }, .inHeadline)
    for (age, name) in discourse.recentNames.reversed().prefix(4).enumerated() {
      propose(name, age == 0 ? .lastNamed : .namedBefore)
    }
    propose(discourse.lastSubject, .lastSubject)
    if let (name, paragraph) = discourse.paragraphName, paragraph == discourse.paragraph {
      propose(name, .ofParagraphName)
    }
    func propose(_ answer: HolderAnswer?, _ feature: HolderFeature) {
      guard let answer else { return }
      pool.set(pool.number(of: answer), feature)
    }
    if let last = question.context.earlier.last {
      propose(last.holder, .ofPrevious)
    } else if let last = discourse.last {
      propose(
        last.answers.holder,
        last.paragraph == discourse.paragraph ? .ofPreviousSentence : .ofPreviousParagraph)
    }
    propose(discourse.paragraphFirst?.holder, .ofParagraph)
    for (text, isBracket) in discourse.publisherNames {
      let known = names.find(NameProfile.keys(of: text))
      let own = known.map { answer($0, names) } ?? HolderAnswer(name: -1, text: text)
      propose(own, isBracket ? .publisherBracket : .publisher)
    }
    stood(question, evidence, &pool)
  }

  /// “the company”, “it”, “we”: they stand for the last name, or for the one named most.
  private func stood(
    _ question: Question, _ evidence: HolderEvidence, _ pool: inout Pool
  ) {
    guard let feature = evidence.anaphor() else { return }
    if feature == .ourselves { pool.set(0, .noneOurselves) }
    if feature == .anaphor { pool.set(0, .noneAnaphor) }
    for number in pool.candidates.indices.dropFirst() {
      let features = pool.candidates[number].features
      if features.has(HolderFeature.mostNamed.rawValue)
        || features.has(HolderFeature.lastNamed.rawValue)
        || features.has(HolderFeature.lastSubject.rawValue)
        || features.has(HolderFeature.publisher.rawValue)
        || features.has(HolderFeature.publisherBracket.rawValue)
      {
        pool.set(number, feature)
      }
    }
  }

  // MARK: What kind of name, and how often

  private func describe(_ question: Question, _ pool: inout Pool) {
    let discourse = question.context.discourse
    let names = discourse.named
    for number in pool.candidates.indices.dropFirst() {
      guard let name = pool.candidates[number].answer?.name, name >= 0 else { continue }
      let record = names.names[name]
      pool.set(
        number, record.isOrganisation ? .organisation : record.isPerson ? .person : .plain)
      if record.isInstitution { pool.set(number, .institution) }
      if record.isCompany { pool.set(number, .company) }
      if record.spoken == 0 {
        pool.set(number, .neverSays)
      } else {
        pool.set(number, .says, Float(record.spoken) / Float(max(1, record.count)))
      }
      if record.possessed > 0 { pool.set(number, .possesses) }
      if record.opened > 1 { pool.set(number, .starts) }
      pool.set(number, .share, Float(record.count) / Float(max(1, names.total)))
      pool.set(
        number, record.count > 4 ? .namedOften : record.count > 1 ? .named : .once)
      if record.isInHeadline { pool.set(number, .inHeadline) }
      let places = discourse.profile.total
      if record.count >= places { pool.set(number, .asMuchAsPlaces) }
      if record.count >= 2 * places, record.count > 1 { pool.set(number, .twiceAsMuchAsPlaces) }
      if places > 3 * record.count { pool.set(number, .morePlaces) }
      let share = 100 * record.count / max(1, names.total)
      if share >= 50 {
        pool.set(number, .shareMost)
      } else if share >= 30 {
        pool.set(number, .shareMuch)
      } else if share >= 15 {
        pool.set(number, .shareSome)
      }
      if record.isInHeadline, name == names.mostNamed { pool.set(number, .topic) }
    }
  }

  // MARK: Nobody

  private func nobody(_ question: Question, _ pool: inout Pool) {
    let (context, discourse) = (question.context, question.context.discourse)
    pool.set(0, .none)
    if question.mentions.isEmpty { pool.set(0, .noneUnnamed) }
    if HolderSlot.isPlaced(question) {
      pool.set(0, .nonePlaced)
    } else if question.place != nil {
      pool.set(0, .nonePlacedFar)
    }
    if let last = context.earlier.last {
      if last.holder == nil { pool.set(0, .nonePrevious) }
    } else if let last = discourse.last, last.answers.holder == nil {
      pool.set(0, .nonePreviousSentence)
    }
    guard let most = discourse.named.mostNamed else { return pool.set(0, .noneInText) }
    let count = discourse.named.names[most].count
    if discourse.profile.total > 2 * count { pool.set(0, .noneOfPlaces) }
    if count * 6 < discourse.named.total { pool.set(0, .noneWeak) }
    if PeriodSlot.times.contains(context.figure.unit) { pool.set(0, .noneOfDuration) }
  }
}
