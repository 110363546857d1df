internal import Records

/// Why the reading of a claim is not sure enough to refute it by.
///
/// The confidence of a whole claim is low for most claims that are right, as it is the product of
/// five parts. What a refutation stands on is that each part is sure by itself and said in the
/// paragraph's own words; these bounds were set on the development data.
extension Examiner {
  /// How sure each part of the reading must be.
  enum Bound {
    static let place = 0.75
    /// Where the sentence names other places beside the claim's.
    static let contestedPlace = 0.9
    static let period = 0.75
    /// Where the sentence prints no other year, or the paragraph names no other place.
    static let solePeriod = 0.5
    static let solePlace = 0.5
    /// Where it names the areas beside it that contain the place.
    static let containedPlace = 0.65
    static let indicator = 0.85
    /// Where the sentence names it, and nothing else that is measured.
    static let soleIndicator = 0.6
    /// Where no name of the indicator stands in the paragraph.
    static let unnamedIndicator = 0.97
    /// That the number and its unit are right, and that it is a claim.
    static let figure = 0.75
  }

  /// `nil` where the reading may refute.
  func hesitation(_ claim: CheckedClaim, _ asked: Question, _ passage: Passage) -> String? {
    if let holder = claim.holder { return "the figure may be that of \(holder) alone" }
    if claim.isGiven { return nil }
    let paragraph = passage.paragraph
    let parts = claim.placeConfidence * claim.periodConfidence * claim.indicatorConfidence
    if parts > 0, claim.confidence / parts < Bound.figure {
      return doubtful("whether the figure is read right", claim)
    }
    let isSole = isSoleThing(asked, passage)
    if !asked.isThingPlain,
      claim.indicatorConfidence < (isSole ? Bound.soleIndicator : Bound.indicator)
    {
      return doubtful("what is measured", claim)
    }
    let isSoleTime =
      claim.period.map { period in
        !passage.years.isEmpty
          && passage.years.allSatisfy {
            $0.year == period.first.year || $0.year == period.last.year
          }
      } ?? false
    if claim.periodConfidence < (isSoleTime ? Bound.solePeriod : Bound.period) {
      return doubtful("the period", claim)
    }
    if !asked.isPlacePlain {
      let others = passage.places.filter { other in
        other != claim.placeID && !isRelated(other, claim.placeID)
      }
      let line = asked.places.first.map { Set(terms.lineage($0)) } ?? []
      let isSole = asked.places.first.map { paragraph.places == [$0] } ?? false
      let bound =
        isSole
        ? Bound.solePlace
        : paragraph.places.isSubset(of: line)
          ? Bound.containedPlace : others.isEmpty ? Bound.place : Bound.contestedPlace
      if claim.placeConfidence < bound { return doubtful("the place", claim) }
      guard let place = asked.places.first, paragraph.places.contains(place) else {
        return "the paragraph does not name the place itself"
      }
    }
    if asked.places.count == 1, let place = asked.places.first, !asked.isPlacePlain,
      passage.coordinations.contains(where: { $0.contains { $0.place == place } })
    {
      return "the sentence names the place side by side with others"
    }
    if let place = asked.places.first, let part = part(of: place, passage) {
      return "the claim may speak of a part of the place: “\(part)”"
    }
    // “last year” names a period only where it is known when that was written.
    if let period = claim.period, !paragraph.hasRelativeTime || claim.published == nil,
      !paragraph.years.contains(period.last.year), !paragraph.years.contains(period.first.year)
    {
      return "the paragraph does not name the period itself"
    }
    if !asked.isThingPlain, !isNamed(asked, paragraph),
      claim.indicatorConfidence < Bound.unnamedIndicator
    {
      return "the paragraph does not name what is measured by a known name"
    }
    if let entry = terms.indicators[asked.indicator], entry.dimension == "currency",
      passage.has(.real), !asked.isChange, !asked.isMultiple
    {
      return "the claim may be told in the prices of another year"
    }
    return nil
  }

  /// What a sentence speaks of instead of a place as a whole, “Italy's cities”, “northern Italy”;
  /// `nil` where it names the place by itself.
  private func part(of place: Int64, _ passage: Passage) -> String? {
    var covered: Set<Int> = []
    for phrase in passage.phrases { covered.formUnion(phrase.words) }
    for mention in passage.mentions { covered.formUnion(passage.range(mention)) }
    let starts = Set(passage.indicators.map(\.words.lowerBound))
    let possessives = Set(passage.all(.possessive).map(\.words.lowerBound))
    var found: String?
    for mention in passage.mentions where mention.place == place {
      let range = passage.range(mention)
      guard let last = range.last else { continue }
      let before = range.lowerBound - 1
      if before >= 0, !passage.words[range.lowerBound].followsMark, !covered.contains(before),
        !passage.words[before].isNumber, !passage.words[before].isHan, !starts.contains(before),
        !passage.indicators.contains(where: { $0.words.contains(before) })
      {
        found = passage.words[before].text + " " + passage.words[last].text
        continue
      }
      let isOwner = possessives.contains(range.upperBound)
      let name = passage.words[range].map(\.text).joined(separator: " ")
      guard isOwner || terms.demonyms.contains(name) else { return nil }
      // What it owns: the next word that is not in between.
      var next = range.upperBound
      while next < passage.words.count, !starts.contains(next), covered.contains(next),
        !passage.words[next].followsMark
      {
        next += 1
      }
      if next >= passage.words.count || starts.contains(next) || passage.words[next].followsMark
        || passage.words[next].isNumber
      {
        return nil
      }
      found = name + " " + passage.words[next].text
    }
    return found
  }

  private func doubtful(_ what: String, _ claim: CheckedClaim) -> String {
    "\(what) is not read with certainty" + (claim.doubt.map { " (\($0))" } ?? "")
  }

  /// Whether one area contains the other.
  private func isRelated(_ one: Int64, _ other: Int64?) -> Bool {
    guard let other else { return false }
    return terms.lineage(one).contains(other) || terms.lineage(other).contains(one)
      || terms.places[one]?.parts.contains(other) == true
      || terms.places[other]?.parts.contains(one) == true
  }

  /// Whether what is asked, or exactly what it is made of, is all that the sentence names.
  private func isSoleThing(_ asked: Question, _ passage: Passage) -> Bool {
    let named = Set(passage.indicators.map(\.id))
    if named == [asked.indicator] { return true }
    if case .ratio(let part) = asked.form { return named == [asked.indicator, part] }
    return (terms.formulas[asked.indicator] ?? []).contains { formula in
      named == Set([formula.left, formula.right].compactMap(\.self))
        || named == Set([asked.indicator, formula.left, formula.right].compactMap(\.self))
    }
  }

  /// Whether the paragraph names what is asked, or what it is made of.
  private func isNamed(_ asked: Question, _ paragraph: Passage.Surroundings) -> Bool {
    var ids: Set<Int64> = [asked.indicator]
    if case .ratio(let part) = asked.form { ids.insert(part) }
    for formula in terms.formulas[asked.indicator] ?? [] { ids.insert(formula.left) }
    if let parent = terms.indicators[asked.indicator]?.parent { ids.insert(parent) }
    return !ids.isDisjoint(with: paragraph.indicators)
  }
}
