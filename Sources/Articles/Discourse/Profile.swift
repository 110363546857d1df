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

  /// The currencies of the figures, by ISO 4217.
  private(set) var currencies: [String: Int] = [:]
  private(set) var mostNamedCurrency: String?
  /// Names that are no places, against those that are.
  private(set) var otherNames = 0
  /// Expressions of days, and of all periods.
  private(set) var days = 0
  private(set) var periods = 0
  /// Years named in full, by how often.
  private(set) var years: [Int: Int] = [:]

  /// Words of markets, and sentences.
  private(set) var marketWords = 0
  private(set) var sentences = 0
  /// Words of business and of public life.
  private(set) var businessWords = 0
  private(set) var publicWords = 0

  /// How much of what the text speaks of is public life rather than business; 0.5 where neither is.
  var publicShare: Float { (Float(publicWords) + 1) / (Float(publicWords + businessWords) + 2) }

  /// How much the text speaks of markets: words a sentence, 1 at most.
  var marketShare: Float { sentences == 0 ? 0 : min(1, Float(marketWords) / Float(sentences)) }

  /// How much of what is dated is dated by the day.
  var dayShare: Float { periods == 0 ? 0 : Float(days) / Float(periods) }
  /// How many of the names are no places.
  var otherNameShare: Float {
    total + otherNames == 0 ? 0 : Float(otherNames) / Float(total + otherNames)
  }
  /// The latest year named that the text does not only look ahead to.
  var latestYear: Int? { years.keys.max() }

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
    for figure in sentence.figures where figure.isMoney {
      currencies[String(figure.unit.prefix(3)), default: 0] += 1
    }
    mostNamedCurrency = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    marketWords += sentence.marketWords
    sentences += 1
    for index in sentence.range {
      if sentence.classes.isPublic(sentence.key(index)) { publicWords += 1 }
      if !sentence.word(index).isDisjoint(with: [.business, .company, .result]) {
        businessWords += 1
      }
    }
    var index = sentence.range.lowerBound
    while index < sentence.range.upperBound {
      if sentence.tag(index) == .proper,
        !sentence.entities.contains(where: { $0.kind == .place && $0.tokens.contains(index) })
      {
        otherNames += 1
        while sentence.tag(index) == .proper { index += 1 }
      }
      index += 1
    }
    for mention in sentence.periods {
      periods += 1
      if mention.meaning.isDay { days += 1 }
      if case .part(_, .absolute(let year)) = mention.meaning, mention.role != .by {
        years[year, default: 0] += 1
      }
      if case .years(_, let last) = mention.meaning { years[last, default: 0] += 1 }
    }
    mostNamed = Profile.top(places)
    mostNamedCountry = Profile.top(countries)
    mostNamedInstitution = Profile.top(institutions)
  }

  /// The most frequent; the lower number of equals, so that the answer does not depend on order.
  private static func top(_ counts: [Int: Int]) -> Int? {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
