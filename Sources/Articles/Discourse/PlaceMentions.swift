internal import Text

/// The places that a sentence names, and those that words such as “the region” stand for.
struct PlaceMentions {
  let text: ArticleText
  let places: PlaceNames

  /// The places that a sentence names, with those that words such as “the region” or “this area”
  /// stand for.
  func named(in sentence: SentenceReading, _ discourse: Discourse) -> [Entity] {
    let named = sentence.entities.filter { $0.kind == .place }
    var found = named
    for index in sentence.range {
      guard let (tokens, kinds) = anaphor(at: index, sentence),
        !named.contains(where: { $0.tokens.overlaps(tokens) })
      else { continue }
      let here = named.last {
        $0.place >= 0 && !$0.isDemonym && !$0.isInOrganisation
          && $0.tokens.upperBound <= tokens.lowerBound
          && fits($0.place, kinds)
      }
      let place =
        here?.place ?? discourse.recentPlaces.last { fits($0, kinds) } ?? known(discourse, kinds)
      found.append(Entity(kind: .place, tokens: tokens, place: place ?? -1, isAnaphor: true))
    }
    return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  private func fits(_ place: Int, _ kinds: PlaceNames.Kinds) -> Bool {
    !places.kinds[place].isDisjoint(with: kinds)
  }

  /// The world needs no mention; else the place that the text names most, or the publisher's.
  private func known(_ discourse: Discourse, _ kinds: PlaceNames.Kinds) -> Int? {
    if kinds == .world { return places.world }
    return [
      discourse.profile.mostNamed, discourse.publisher, discourse.publisherCountry,
      discourse.institution,
    ].compactMap(\.self).first { fits($0, kinds) }
  }

  /// “the region”, “this area”: a determiner stands before, an adjective at most between; “全省”.
  private func anaphor(at index: Int, _ sentence: SentenceReading) -> (
    Range<Int>, PlaceNames.Kinds
  )? {
    if text.tokens[index].kind == .ideograph {
      return places.chineseAnaphor(at: index, limit: sentence.range.upperBound, text.tokens).map {
        (index..<$0.end, $0.kinds)
      }
    }
    guard sentence.tag(index).isNominal || sentence.tag(index) == .adverb else { return nil }
    let kinds = places.anaphor(text.tokens[index])
    // “the National Centre”, “the Delta Works” are names.
    guard !kinds.isEmpty,
      !sentence.entities.contains(where: { $0.kind != .place && $0.tokens.contains(index) }),
      !text.tokens[index].traits.contains(.capitalised) || sentence.tag(index + 1) != .proper
    else { return nil }
    if kinds == .world { return (index..<index + 1, kinds) }
    var before = index - 1
    while before > sentence.range.lowerBound,
      sentence.tag(before).isNominal || sentence.tag(before) == .hyphen
    {
      before -= 1
    }
    guard index - before <= (places.standsAlone(text.tokens[index]) ? 1 : 4),
      sentence.tag(before) == .determiner || sentence.tag(before) == .possessive
    else {
      return nil
    }
    return (max(before, sentence.range.lowerBound)..<index + 1, kinds)
  }
}
