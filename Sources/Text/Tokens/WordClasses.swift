/// What a word can be in a sentence: parts of speech and the roles that the vocabulary's cues give
/// it.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt64

  private static func bit(_ index: UInt64) -> WordClass { WordClass(rawValue: 1 << index) }

  // Parts of speech.
  static let noun = bit(0)
  static let verb = bit(1)
  static let past = bit(2)
  static let gerund = bit(3)
  static let thirdPerson = bit(4)
  static let adjective = bit(5)
  static let adverb = bit(6)
  static let determiner = bit(7)
  static let preposition = bit(8)
  static let conjunction = bit(9)
  static let subordinator = bit(10)
  static let pronoun = bit(11)
  static let possessive = bit(12)
  static let relative = bit(13)
  static let be = bit(14)
  static let have = bit(15)
  static let `do` = bit(16)
  static let modal = bit(17)
  static let negation = bit(18)
  /// The most frequent reading is a verb.
  static let mostlyVerb = bit(19)
  static let mostlyAdjective = bit(20)

  // Roles.
  static let say = bit(24)
  static let riseVerb = bit(25)
  static let fallVerb = bit(26)
  static let riseNoun = bit(27)
  static let fallNoun = bit(28)
  static let riseAdverb = bit(29)
  static let fallAdverb = bit(30)
  static let level = bit(31)
  static let shareVerb = bit(32)
  static let shareNoun = bit(33)
  static let target = bit(34)
  static let forecast = bit(35)
  static let plan = bit(36)
  static let threshold = bit(37)
  static let organisation = bit(38)
  static let company = bit(39)
  static let person = bit(40)
  static let anaphor = bit(41)
  static let empty = bit(42)
  static let bearing = bit(43)
  static let business = bit(44)
  static let multiple = bit(45)
  static let list = bit(46)
  static let comparison = bit(47)
  static let home = bit(48)
  static let restate = bit(49)
  /// Starts or is part of a period expression.
  static let calendar = bit(50)
  /// Starts a phrase of several words that the matcher knows.
  static let total = bit(51)
  /// Labels a byline: `Published`, `Source`.
  static let label = bit(52)
  /// Leads to what something is compared with: `compared`, `versus`.
  static let contrast = bit(53)
  /// A mean over several periods: `average`, `averaging`.
  static let average = bit(54)
  /// Forms another verb with `up` or `down`: `make`, `set`.
  static let phrasal = bit(55)
  /// Follows a length: `tall`, `wide`.
  static let extent = bit(56)
  /// Raises an amount rather than by it: `raised 5 million`.
  static let lift = bit(57)
  /// Tells that money is spoken of: `cost`, `salary`.
  static let money = bit(58)
  /// Tells that weight is spoken of: `weigh`, `heavier`.
  static let weight = bit(59)
  /// Leads to an age: `aged`, `turned`.
  static let age = bit(60)
  /// What a business ends with, where money is spoken of: `loss`.
  static let result = bit(61)

  /// Moves an amount to or from something: `add`, `wipe`.
  static let transfer = bit(21)
  /// Counts a measure rather than a thing: `points`, `units`.
  static let countingWord = bit(22)
  /// `it`, `they`, `he`.
  static let thirdPersonPronoun = bit(23)

  /// Gives members of what stands before it: `including`.
  static let inclusion = bit(62)

  /// A preposition that leads clauses too: `after`, `since`.
  static let clausal = bit(63)

  static let auxiliary: WordClass = [.be, .have, .do, .modal]
  static let anyVerb: WordClass = [.verb, .past, .gerund, .thirdPerson]
  static let changeVerb: WordClass = [.riseVerb, .fallVerb]
  static let changeNoun: WordClass = [.riseNoun, .fallNoun]
  static let changeAdverb: WordClass = [.riseAdverb, .fallAdverb]
  static let rise: WordClass = [.riseVerb, .riseNoun, .riseAdverb]
  static let fall: WordClass = [.fallVerb, .fallNoun, .fallAdverb]
  static let function: WordClass = [
    .determiner, .preposition, .conjunction, .subordinator, .pronoun, .possessive, .relative, .be,
    .have, .do, .modal,
    .negation,
  ]
}

/// What an abbreviation with a full stop stands before or after.
enum Abbreviation: UInt8 {
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
struct WordClasses: Sendable {
  private var table = KeyTable<WordClass>(none: [], capacity: 40_000)
  private var abbreviations = KeyTable<UInt8>(none: 0, capacity: 128)
  /// What a verb measures, by the keys of its forms: 0 for none.
  private var nominals = KeyTable<UInt16>(none: 0, capacity: 128)
  private var nominalNames: [String] = []
  private var foundings = KeyTable<Bool>(none: false)
  /// The first word of a term by its second one, which by itself is a verb: “value added”.
  private var compounds = KeyTable<UInt64>(none: 0)

  /// Compiles `words.csv`, `cues.csv` and `calendar.csv`.
  init(_ vocabulary: Vocabulary) {
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
  subscript(_ token: Token) -> WordClass {
    token.starts == .unknown ? table[token.key] : token.classes
  }

  /// What kind of abbreviation a word is that a full stop follows.
  func abbreviation(_ token: Token) -> Abbreviation? {
    token.traits.contains(.capitalised) || token.end - token.start <= 4
      ? Abbreviation(rawValue: abbreviations[token.key]) : nil
  }

  /// The noun for what a verb measures: `earnings` for `earned`.
  func nominal(_ key: UInt64) -> String? {
    let number = nominals[key]
    return number == 0 ? nil : nominalNames[Int(number) - 1]
  }

  /// “founded”, “inception”: the word for when something began, whose year dates nothing else.
  func isFounding(_ key: UInt64) -> Bool { foundings[key] }

  /// Whether two words are one noun though the second is a form of a verb: “value added”.
  func isCompound(_ first: Token, _ second: Token) -> Bool { compounds[second.key] == first.key }

  /// “an average of 1900”, “a total of 2000”: the number that comes next is no year.
  func leadsToAmount(_ index: Int, _ tokens: [Token], from start: Int) -> Bool {
    index - 3 >= start && tokens[index - 1].key == SentenceReading.of
      && !self[tokens[index - 2]].isDisjoint(with: [.empty, .average])
      && (tokens[index - 3].key == QuantityReader.a || tokens[index - 3].key == QuantityReader.an)
  }

  /// Whether a word is listed as an adjective.
  func isAdjective(_ word: String) -> Bool { table[Token.key(of: word)].contains(.adjective) }

  /// Whether a word is an article, a pronoun, a preposition or the like.
  func isFunctionWord(_ token: Token) -> Bool { !self[token].isDisjoint(with: .function) }

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
    if kind == "founding" { foundings[token.key] = true }
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

/// Regular English inflection.
enum Inflection {
  /// The base form and the forms that follow from it by rule.
  static func forms(ofVerb base: String) -> [(String, WordClass)] {
    guard let last = base.utf8.last, let beforeLast = base.utf8.dropLast().last else {
      return [(base, .verb)]
    }
    let stem = base.dropLast()
    let past: String
    let gerund: String
    switch last {
    case UInt8(ascii: "e"):
      past = base + "d"
      gerund = beforeLast == UInt8(ascii: "e") ? base + "ing" : stem + "ing"
    case UInt8(ascii: "y") where !isVowel(beforeLast):
      past = stem + "ied"
      gerund = base + "ing"
    default:
      past = base + "ed"
      gerund = base + "ing"
    }
    return [(base, .verb), (thirdPerson(base), .thirdPerson), (past, .past), (gerund, .gerund)]
  }

  /// `reaches`, `tries`, `falls`.
  static func thirdPerson(_ base: String) -> String {
    guard let last = base.utf8.last, let beforeLast = base.utf8.dropLast().last else {
      return base + "s"
    }
    switch last {
    case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"), UInt8(ascii: "o"):
      return base + "es"
    case UInt8(ascii: "h") where beforeLast == UInt8(ascii: "c") || beforeLast == UInt8(ascii: "s"):
      return base + "es"
    case UInt8(ascii: "y") where !isVowel(beforeLast): return base.dropLast() + "ies"
    default: return base + "s"
    }
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }
}
