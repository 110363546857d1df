internal import Text

/// What the places of the vocabulary are to one another, prepared for reading prose.
struct PlaceNames: Sendable {
  /// The kinds of area that a word such as “the region” can stand for.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt16
    static let world = Kinds(rawValue: 1)
    static let region = Kinds(rawValue: 2)
    static let group = Kinds(rawValue: 4)
    static let country = Kinds(rawValue: 8)
    static let territory = Kinds(rawValue: 16)
    static let province = Kinds(rawValue: 32)
    static let state = Kinds(rawValue: 64)
    static let city = Kinds(rawValue: 128)
    static let cluster = Kinds(rawValue: 256)

    /// Kinds as the vocabulary writes them, joined by `|`.
    init(_ names: String) {
      var kinds: Kinds = []
      for name in names.split(separator: "|") {
        switch name {
        case "world": kinds.insert(.world)
        case "region": kinds.insert(.region)
        case "group": kinds.insert(.group)
        case "country": kinds.insert(.country)
        case "territory": kinds.insert(.territory)
        case "province": kinds.insert(.province)
        case "state": kinds.insert(.state)
        case "city", "municipality": kinds.insert(.city)
        case "cluster": kinds.insert(.cluster)
        default: break
        }
      }
      self = kinds
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }
  }

  /// The kind of each place.
  private(set) var kinds: [Kinds] = []
  /// The area that contains each place; -1 where there is none.
  private(set) var parents: [Int] = []
  /// The index of the world.
  private(set) var world: Int?
  /// Clusters and groups by their members.
  private var wholes: [[Int]: Int] = [:]
  /// What words such as “the region” can stand for, by token key.
  private var anaphors = KeyTable<UInt16>(none: 0)
  private var alone: Set<UInt64> = []
  /// Chinese words of that sort, by their first character.
  private var chineseAnaphors: [UInt64: [(keys: [UInt64], kinds: Kinds)]] = [:]

  init(_ vocabulary: Vocabulary) {
    kinds = vocabulary.places.map { Kinds($0.kind) }
    parents = vocabulary.places.map { $0.parent ?? -1 }
    world = vocabulary.places.firstIndex { $0.kind == "world" }
    for (index, place) in vocabulary.places.enumerated() where (2...8).contains(place.parts.count) {
      let parts = place.parts.sorted()
      if wholes[parts] == nil { wholes[parts] = index }
    }
    for cells in vocabulary.rows("cues") where cells["kind"] == "anaphor" {
      let kinds = Kinds(cells["value"])
      let tokens = Tokenizer.tokens(of: Array(cells["name"].utf8))
      if cells["language"] == "zh" {
        if let first = tokens.first {
          chineseAnaphors[first.key, default: []].append((tokens.map(\.key), kinds))
        }
      } else if let token = tokens.last {
        // “bay area” is known by its last word.
        anaphors[token.key] |= kinds.rawValue
        if cells["value"].hasSuffix("|alone") { alone.insert(token.key) }
      }
    }
  }

  /// What a word can stand for; none for most words.
  func anaphor(_ token: Token) -> Kinds { Kinds(rawValue: anaphors[token.key]) }

  /// Whether a word stands for a place only right after an article: “the economy”, not “the digital
  /// economy”.
  func standsAlone(_ token: Token) -> Bool { alone.contains(token.key) }

  /// A Chinese word of that sort at a token: “全省”.
  func chineseAnaphor(at index: Int, limit: Int, _ tokens: [Token]) -> (end: Int, kinds: Kinds)? {
    guard let candidates = chineseAnaphors[tokens[index].key] else { return nil }
    for (keys, kinds) in candidates where index + keys.count <= limit {
      if keys.indices.allSatisfy({ keys[$0] == tokens[index + $0].key }) {
        return (index + keys.count, kinds)
      }
    }
    return nil
  }

  /// The place whose members are exactly these.
  func whole(of parts: [Int]) -> Int? { wholes[parts.sorted()] }

  /// Whether a place lies in another.
  func contains(_ outer: Int, _ inner: Int) -> Bool {
    var place = parents[inner]
    var steps = 0
    while place >= 0, steps < 8 {
      if place == outer { return true }
      place = parents[place]
      steps += 1
    }
    return false
  }
}
