internal import Text

/// Finds places, organisations and persons in a sentence.
final class EntityReader {
  let text: ArticleText
  let classes: WordClasses
  let places: PlaceNames
  let matcher: Matcher

  init(text: ArticleText, classes: WordClasses, places: PlaceNames, matcher: Matcher) {
    self.text = text
    self.classes = classes
    self.places = places
    self.matcher = matcher
  }

  /// The names of a sentence in order; a place within an organisation's name comes after that
  /// organisation.
  func entities(in range: Range<Int>, tags: [Tag], shouted: Bool) -> [Entity] {
    var found = placeNames(in: range)
    if !shouted { found = named(in: range, tags, found) }
    joinLists(&found, range)
    return found
  }

  // MARK: Places

  func placeNames(in range: Range<Int>) -> [Entity] {
    var found: [Entity] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let token = text.tokens[index]
      guard token.kind == .ideograph || token.kind == .word && token.traits.contains(.capitalised)
      else {
        index += 1
        continue
      }
      if let entity = place(at: index, range) {
        found.append(entity)
        index = entity.tokens.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  /// The longest place name at a token; ambiguous names and names within longer ones stay
  /// unresolved.
  private func place(at index: Int, _ range: Range<Int>) -> Entity? {
    var best: Entity?
    matcher.walk(.place, text.tokens, at: index, limit: range.upperBound) { match, exact in
      var rank = Int16.max
      var target = -1
      var demonym = false
      for entry in matcher.entries[match.entries]
      where entry.kind == .place && matcher.isRead(entry, exact: exact) {
        if entry.rank < rank {
          (rank, target, demonym) = (entry.rank, Int(entry.target), entry.form == .demonym)
        } else if entry.rank == rank, Int(entry.target) != target {
          target = -1
        }
      }
      if rank != .max {
        best = Entity(
          kind: .place, tokens: match.first..<match.end, place: target, isDemonym: demonym)
      }
    }
    guard let best, isWholeName(best.tokens, range) else { return nil }
    // “Beijing, Tianjin and Hebei grew 5, 4 and 6 percent respectively”
    if let comma = best.tokens.first(where: { text.tokens[$0].isMark(",") }), isDistributed(range) {
      return place(at: index, range.lowerBound..<comma)
    }
    return best
  }

  /// “New Mexico” holds no Mexico: a capitalised word right before a one-word name may make it
  /// another name.
  private func isWholeName(_ tokens: Range<Int>, _ range: Range<Int>) -> Bool {
    let first = text.tokens[tokens.lowerBound]
    guard first.kind == .word else { return true }
    // A name in small letters is no name (“turkey”), nor is one glued to digits.
    if tokens.upperBound < range.upperBound {
      let next = text.tokens[tokens.upperBound]
      if next.kind == .number, !next.traits.contains(.spaceBefore) { return false }
    }
    guard tokens.lowerBound > range.lowerBound else { return true }
    let before = text.tokens[tokens.lowerBound - 1]
    return before.key != EntityReader.new
  }

  private static let new = Token.key("new")

  // MARK: Organisations and persons

  private func named(in range: Range<Int>, _ tags: [Tag], _ places: [Entity]) -> [Entity] {
    var found: [Entity] = []
    var places = places[...]
    var index = range.lowerBound
    func takePlaces(upTo end: Int, inOrganisation: Bool) {
      while let place = places.first, place.tokens.lowerBound < end {
        var place = place
        place.isInOrganisation = inOrganisation
        found.append(place)
        places.removeFirst()
      }
    }
    while index < range.upperBound {
      guard isName(index, range, tags) else {
        index += 1
        continue
      }
      let (end, isOrganisation) = run(from: index, range, tags)
      if isOrganisation {
        takePlaces(upTo: index, inOrganisation: false)
        found.append(Entity(kind: .organisation, tokens: index..<end))
        takePlaces(upTo: end, inOrganisation: true)
      } else if let person = person(index..<end, range, places) {
        takePlaces(upTo: person.lowerBound, inOrganisation: false)
        found.append(Entity(kind: .person, tokens: person))
        takePlaces(upTo: end, inOrganisation: false)
      }
      index = end
    }
    takePlaces(upTo: range.upperBound, inOrganisation: false)
    return found
  }

  private func isName(_ index: Int, _ range: Range<Int>, _ tags: [Tag]) -> Bool {
    let token = text.tokens[index]
    guard token.kind == .word, token.traits.contains(.capitalised) else { return false }
    switch tags[index - range.lowerBound] {
    case .proper: return true
    case .noun, .adjective:
      return index == range.lowerBound
        || !classes[token].isDisjoint(with: [.organisation, .company, .person])
    default: return false
    }
  }

  /// Capitalised words in a row, `of`, `for`, `and` and `the` between them where an organisation's
  /// word came before.
  private func run(from start: Int, _ range: Range<Int>, _ tags: [Tag]) -> (
    end: Int, isOrganisation: Bool
  ) {
    var end = start + 1
    var isOrganisation = isOrganisationWord(start)
    while end < range.upperBound {
      let token = text.tokens[end]
      if token.kind == .word, token.traits.contains(.capitalised),
        tags[end - range.lowerBound] != .period
      {
        if isOrganisationWord(end) { isOrganisation = true }
        end += 1
        continue
      }
      if token.isMark("&") || token.traits.contains(.hyphen), end + 1 < range.upperBound,
        text.tokens[end + 1].traits.contains(.capitalised),
        !token.traits.contains(.spaceBefore) || token.isMark("&")
      {
        end += 2
        continue
      }
      if token.isMark("."), end + 1 < range.upperBound, !token.traits.contains(.spaceBefore),
        classes.abbreviation(text.tokens[end - 1]) == .suffix, isOrganisation
      {
        end += 1
        break
      }
      // “Ministry of Finance”, “Commission for Latin America and the Caribbean”, “Census and
      // Statistics Department”
      guard isOrganisation || leadsToOrganisation(end, range),
        EntityReader.links.contains(token.key)
      else { break }
      var next = end + 1
      if next < range.upperBound, text.tokens[next].key == EntityReader.the { next += 1 }
      guard next < range.upperBound, text.tokens[next].kind == .word,
        text.tokens[next].traits.contains(.capitalised),
        tags[next - range.lowerBound] != .period
      else { break }
      // “the Ministry of Finance and Beijing”: “and” joins within a name only after “of” or “for”.
      if token.key == EntityReader.and, !hasLink(start..<end), !leadsToOrganisation(end, range) {
        break
      }
      end = next + 1
    }
    if end < range.upperBound, text.tokens[end].kind == .clitic, isOrganisation,
      end + 1 < range.upperBound,
      isOrganisationWord(end + 1), text.tokens[end + 1].traits.contains(.capitalised)
    {
      let rest = run(from: end + 1, range, tags)
      return (rest.end, true)
    }
    return (end, isOrganisation)
  }

  private static let links = [
    Token.key("of"), Token.key("for"), Token.key("and"), Token.key("the"), Token.key("on"),
    Token.key("in"),
  ]
  private static let and = Token.key("and")
  private static let the = Token.key("the")

  /// “Census and Statistics Department”: the word after the next one or two capitalised ones is an
  /// organisation's.
  private func leadsToOrganisation(_ link: Int, _ range: Range<Int>) -> Bool {
    guard text.tokens[link].key == EntityReader.and || text.tokens[link].isMark("&") else {
      return false
    }
    var next = link + 1
    while next < range.upperBound, next <= link + 3, text.tokens[next].kind == .word,
      text.tokens[next].traits.contains(.capitalised)
    {
      if next > link + 1, isOrganisationWord(next) { return true }
      next += 1
    }
    return false
  }

  private func hasLink(_ tokens: Range<Int>) -> Bool {
    tokens.contains {
      text.tokens[$0].key == EntityReader.links[0] || text.tokens[$0].key == EntityReader.links[1]
    }
  }

  private func isOrganisationWord(_ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.traits.contains(.capitalised)
      && !classes[token].isDisjoint(with: [.organisation, .company])
  }

  /// A name after a title, or two to four capitalised words beside a verb of saying.
  private func person(_ run: Range<Int>, _ range: Range<Int>, _ places: ArraySlice<Entity>)
    -> Range<Int>?
  {
    // “Finance Minister Jo Lund”: the name comes after the last word for an office.
    var start = run.lowerBound
    if let title = run.dropLast().last(where: { classes[text.tokens[$0]].contains(.person) }) {
      start = title + 1
    }
    let titled =
      start > run.lowerBound
      || run.lowerBound > range.lowerBound
        && classes[text.tokens[run.lowerBound - 1]].contains(.person)
    let name = start..<run.upperBound
    guard (titled ? 1...4 : 2...4).contains(name.count) else { return nil }
    if places.contains(where: { $0.tokens.overlaps(name) && $0.tokens.count == name.count }) {
      return nil
    }
    if titled { return name }
    let after = run.upperBound < range.upperBound ? classes[text.tokens[run.upperBound]] : []
    let before = run.lowerBound > range.lowerBound ? classes[text.tokens[run.lowerBound - 1]] : []
    return after.contains(.say) || before.contains(.say) ? name : nil
  }

  // MARK: Lists

  /// A list of places that are the members of a cluster or group is that cluster or group.
  private func joinLists(_ entities: inout [Entity], _ range: Range<Int>) {
    var start = 0
    while start < entities.count {
      guard entities[start].kind == .place, entities[start].place >= 0, !entities[start].isDemonym
      else {
        start += 1
        continue
      }
      var end = start + 1
      while end < entities.count, entities[end].kind == .place, entities[end].place >= 0,
        !entities[end].isInOrganisation,
        isListGap(entities[end - 1].tokens.upperBound..<entities[end].tokens.lowerBound)
      {
        end += 1
      }
      // “… grew 5, 4 and 6 percent respectively”: each has its own figure.
      if end - start > 1, let whole = places.whole(of: entities[start..<end].map(\.place)),
        !isDistributed(range)
      {
        let joined = Entity(
          kind: .place,
          tokens: entities[start].tokens.lowerBound..<entities[end - 1].tokens.upperBound,
          place: whole)
        entities.replaceSubrange(start..<end, with: [joined])
        end = start + 1
      }
      start = end
    }
  }

  /// “respectively”, 分别, 依次.
  private func isDistributed(_ range: Range<Int>) -> Bool {
    range.contains { index in
      let token = text.tokens[index]
      if token.kind == .word { return classes[token].contains(.list) }
      guard token.detail == 0x5206 || token.detail == 0x4F9D, index + 1 < range.upperBound else {
        return false
      }
      return text.tokens[index + 1].detail == (token.detail == 0x5206 ? 0x522B : 0x6B21)
    }
  }

  /// Commas and “and”, up to three tokens.
  private func isListGap(_ gap: Range<Int>) -> Bool {
    guard (1...3).contains(gap.count) else { return false }
    return gap.allSatisfy { index in
      let token = text.tokens[index]
      if token.kind == .ideograph {
        return token.detail == 0x548C || token.detail == 0x4E0E || token.detail == 0x53CA
      }
      return token.isMark(",") || token.detail == 0x3001 || token.detail == 0xFF0C
        || classes[token].contains(.conjunction) || !places.anaphor(token).isEmpty
    }
  }
}
