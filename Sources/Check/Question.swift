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
    if entry.dimension == "currency", claim.unit != "%", passage.has(.head),
      entry.stockFlow != "price",
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

}
