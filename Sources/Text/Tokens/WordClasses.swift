/// What an abbreviation with a full stop stands before or after.
package enum Abbreviation: UInt8 {
  /// `Dr.`: a name follows.
  case title = 1
  /// `No.`: a number follows.
  case beforeNumber
  /// `Jan.`: a day or a year follows.
  case month
  /// `Inc.`: may end a sentence.
  case suffix
}

/// The classes of every word that the vocabulary lists, by token key.
package struct WordClasses: Sendable {
  @usableFromInline var table = KeyTable<WordClass>(none: [], capacity: 40_000)
  private var abbreviations = KeyTable<UInt8>(none: 0, capacity: 128)
  /// What a verb measures, by the keys of its forms: 0 for none.
  private var nominals = KeyTable<UInt16>(none: 0, capacity: 128)
  private var nominalNames: [String] = []
  private var cues = KeyTable<Cue>(none: [])
  /// The first word of a term by its second one, which by itself is a verb: “value added”.
  private var compounds = KeyTable<UInt64>(none: 0)

  /// Compiles `words.csv`, `cues.csv` and `calendar.csv`.
  package init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("words") { add(word: cells["word"], pos: cells["pos"]) }
    for cells in vocabulary.rows("cues") where cells["language"] != "zh" {
      add(kind: cells["kind"], name: cells["name"], value: cells["value"])
    }
    for cells in vocabulary.rows("calendar") where cells["language"] != "zh" {
      let tokens = Tokenizer.tokens(of: Array(cells["name"].utf8))
      if let first = tokens.first { table[first.key].insert(.calendar) }
    }
  }

  /// The classes of a word; none for one that is not listed, which is then a noun.
  @inlinable
  package subscript(_ token: Token) -> WordClass {
    token.starts == .unknown ? table[token.key] : token.classes
  }

  /// What kind of abbreviation a word is that a full stop follows.
  package func abbreviation(_ token: Token) -> Abbreviation? {
    token.traits.contains(.capitalised) || token.end - token.start <= 4
      ? Abbreviation(rawValue: abbreviations[token.key]) : nil
  }

  /// The noun for what a verb measures: `earnings` for `earned`.
  package func nominal(_ key: UInt64) -> String? {
    let number = nominals[key]
    return number == 0 ? nil : nominalNames[Int(number) - 1]
  }

  /// “founded”, “inception”: the word for when something began, whose year dates nothing else.
  package func isFounding(_ key: UInt64) -> Bool { cues[key].contains(.founding) }

  /// “after”, “following”: what comes next was before.
  package func isSequel(_ key: UInt64) -> Bool { cues[key].contains(.sequel) }

  /// “staff”, “total”: of what comes next there are so many.
  package func isCrowd(_ key: UInt64) -> Bool { cues[key].contains(.crowd) }

  /// “now”, “currently”: what is told is so at the time of telling.
  package func isDeictic(_ key: UInt64) -> Bool { cues[key].contains(.deictic) }

  /// “government”, “households”: what is spoken of is a country's or a region's.
  package func isPublic(_ key: UInt64) -> Bool { cues[key].contains(.public) }

  /// “is”, “has”: an auxiliary that tells of now.
  package func isPresentAuxiliary(_ key: UInt64) -> Bool { cues[key].contains(.present) }

  /// Whether two words are one noun though the second is a form of a verb: “value added”.
  package func isCompound(_ first: Token, _ second: Token) -> Bool {
    compounds[second.key] == first.key
  }

  /// Whether a word is listed as an adjective.
  package func isAdjective(_ word: String) -> Bool {
    table[Token.key(of: word)].contains(.adjective)
  }

  /// Whether a word is an article, a pronoun, a preposition or the like.
  package func isFunctionWord(_ token: Token) -> Bool { !self[token].isDisjoint(with: .function) }

  // MARK: Compiling

  private mutating func add(word: String, pos: String) {
    var first = true
    for letter in pos.utf8 {
      switch letter {
      case UInt8(ascii: "n"): insert(.noun, word)
      case UInt8(ascii: "v"):
        for (form, kind) in Inflection.forms(ofVerb: word) { insert(kind, form) }
        if first {
          insert(.mostlyVerb, word)
          insert(.mostlyVerb, Inflection.thirdPerson(word))
        }
        // A base form that is a noun too has a third person that is its plural.
        if pos.utf8.contains(UInt8(ascii: "n")) { insert(.noun, Inflection.thirdPerson(word)) }
      case UInt8(ascii: "a"):
        insert(.adjective, word)
        if first { insert(.mostlyAdjective, word) }
      case UInt8(ascii: "r"): insert(.adverb, word)
      case UInt8(ascii: "d"): insert(.past, word)
      case UInt8(ascii: "g"): insert(.gerund, word)
      default: break
      }
      first = false
    }
  }

  private mutating func insert(_ kind: WordClass, _ word: String) {
    let key = Token.key(of: word)
    if key != 0 { table[key].formUnion(kind) }
  }

  private mutating func add(kind: String, name: String, value: String) {
    let tokens = Tokenizer.tokens(of: Array(name.utf8))
    if kind == "compound", tokens.count == 2 { compounds[tokens[1].key] = tokens[0].key }
    guard tokens.count == 1, let token = tokens.first else { return }
    if let cue = Cue(name: kind) { cues[token.key].insert(cue) }
    if kind == "nominal" {
      nominalNames.append(value)
      nominals[token.key] = UInt16(nominalNames.count)
      return
    }
    if kind == "abbreviation" {
      let code: Abbreviation =
        switch value {
        case "title": .title
        case "number": .beforeNumber
        case "month": .month
        default: .suffix
        }
      abbreviations[token.key] = code.rawValue
      return
    }
    guard let role = WordClasses.role(kind, value) else { return }
    let inflects = role.isSubset(of: [
      .say, .riseVerb, .fallVerb, .level, .phrasal, .lift, .transfer,
    ])
    guard inflects else {
      table[token.key].formUnion(role)
      return
    }
    for (form, part) in Inflection.forms(ofVerb: name) where part != .verb || form == name {
      // Forms that the list names themselves (“rose”, “rises”) get no further inflections in
      // practice: none is a word.
      insert(role, form)
    }
  }

  private static func role(_ kind: String, _ value: String) -> WordClass? {
    switch (kind, value) {
    case ("word", "determiner"): .determiner
    case ("word", "preposition"): .preposition
    case ("word", "conjunction"): .conjunction
    case ("word", "subordinator"): .subordinator
    case ("word", "pronoun"): .pronoun
    case ("word", "possessive"): .possessive
    case ("word", "relative"): .relative
    case ("word", "be"): .be
    case ("word", "have"): .have
    case ("word", "do"): .do
    case ("word", "modal"): .modal
    case ("word", "negation"): .negation
    case ("word", "adverb"): .adverb
    case ("rise", "verb"): .riseVerb
    case ("rise", "lift"): [.riseVerb, .lift]
    case ("rise", "noun"): .riseNoun
    case ("rise", "adverb"): .riseAdverb
    case ("fall", "verb"): .fallVerb
    case ("fall", "noun"): .fallNoun
    case ("fall", "adverb"): .fallAdverb
    case ("share", "verb"): .shareVerb
    case ("share", "noun"): .shareNoun
    case ("base", _): .comparison
    case ("say", _): .say
    case ("level", _): .level
    case ("target", _): .target
    case ("forecast", _): .forecast
    case ("plan", _): .plan
    case ("threshold", _): .threshold
    case ("organisation", _): .organisation
    case ("company", _): .company
    case ("person", _): .person
    case ("anaphor", _): .anaphor
    case ("empty", _): .empty
    case ("bearing", _): .bearing
    case ("business", _): .business
    case ("multiple", _): .multiple
    case ("list", _): .list
    case ("home", _): .home
    case ("restate", _): .restate
    case ("total", _): .total
    case ("label", _): .label
    case ("contrast", _): .contrast
    case ("average", _): .average
    case ("phrasal", _): .phrasal
    case ("extent", _): .extent
    case ("money", _): .money
    case ("weight", _): .weight
    case ("age", _): .age
    case ("result", _): .result
    case ("transfer", _): .transfer
    case ("clausal", _): .clausal
    case ("inclusion", _): .inclusion
    case ("counting", _): .countingWord
    case ("third person", _): .thirdPersonPronoun
    default: nil
    }
  }
}

/// What a word says beside its class, by the kinds of `cues.csv`.
private struct Cue: OptionSet {
  var rawValue: UInt8

  static let founding = Cue(rawValue: 1 << 0)
  static let present = Cue(rawValue: 1 << 1)
  static let `public` = Cue(rawValue: 1 << 2)
  static let sequel = Cue(rawValue: 1 << 3)
  static let crowd = Cue(rawValue: 1 << 4)
  static let deictic = Cue(rawValue: 1 << 5)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init?(name: String) {
    switch name {
    case "founding": self = .founding
    case "present": self = .present
    case "public": self = .public
    case "sequel": self = .sequel
    case "crowd": self = .crowd
    case "deictic": self = .deictic
    default: return nil
    }
  }
}
