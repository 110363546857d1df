internal import Records
internal import Text

/// How often a text names each place and period, counted before its figures are read, so that what
/// is named only later counts too.
struct Profile {
  /// By place; names within those of organisations count for nothing.
  private(set) var places: [Int: Int] = [:]
  /// By country or other outermost area below a continent, with all that lies within.
  private(set) var countries: [Int: Int] = [:]
  /// All names of places.
  private(set) var total = 0
  private(set) var firstPlace: Int?
  private(set) var mostNamed: Int?
  private(set) var mostNamedCountry: Int?
  /// The countries of the institutions named.
  private(set) var institutions: [Int: Int] = [:]
  private(set) var mostNamedInstitution: Int?

  /// Adds the names of a sentence.
  mutating func add(_ sentence: SentenceReading, _ names: PlaceNames) {
    for entity in sentence.entities where entity.kind == .place && entity.place >= 0 {
      let country = names.country(of: entity.place)
      if entity.isInOrganisation {
        if let country { countries[country, default: 0] += 1 }
        continue
      }
      if firstPlace == nil { firstPlace = entity.place }
      total += 1
      places[entity.place, default: 0] += 1
      if let country { countries[country, default: 0] += 2 }
    }
    for place in sentence.institutions { institutions[place.place, default: 0] += 1 }
    mostNamed = Profile.top(places)
    mostNamedCountry = Profile.top(countries)
    mostNamedInstitution = Profile.top(institutions)
  }

  /// The most frequent; the lower number of equals, so that the answer does not depend on order.
  private static func top(_ counts: [Int: Int]) -> Int? {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
