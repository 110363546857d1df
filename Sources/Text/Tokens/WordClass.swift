/// What a word can be in a sentence: parts of speech and the roles that the vocabulary's cues give
/// it.
package struct WordClass: OptionSet, Sendable {
  package let rawValue: UInt64

  /// Some of the classes, as bits.
  @inlinable
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// A literal.
  ///
  /// The initializer of `SetAlgebra` is called for any set and any sequence: an eighth of the time of
  /// reading an article.
  @inlinable
  @inline(__always)
  package init(arrayLiteral elements: WordClass...) {
    var bits: UInt64 = 0
    for element in elements { bits |= element.rawValue }
    self.init(rawValue: bits)
  }

  @inlinable
  static func bit(_ index: UInt64) -> WordClass { WordClass(rawValue: 1 << index) }

  // Parts of speech.
  @inlinable
  package static var noun: WordClass { bit(0) }
  @inlinable
  package static var verb: WordClass { bit(1) }
  @inlinable
  package static var past: WordClass { bit(2) }
  @inlinable
  package static var gerund: WordClass { bit(3) }
  @inlinable
  package static var thirdPerson: WordClass { bit(4) }
  @inlinable
  package static var adjective: WordClass { bit(5) }
  @inlinable
  package static var adverb: WordClass { bit(6) }
  @inlinable
  package static var determiner: WordClass { bit(7) }
  @inlinable
  package static var preposition: WordClass { bit(8) }
  @inlinable
  package static var conjunction: WordClass { bit(9) }
  @inlinable
  package static var subordinator: WordClass { bit(10) }
  @inlinable
  package static var pronoun: WordClass { bit(11) }
  @inlinable
  package static var possessive: WordClass { bit(12) }
  @inlinable
  package static var relative: WordClass { bit(13) }
  @inlinable
  package static var be: WordClass { bit(14) }
  @inlinable
  package static var have: WordClass { bit(15) }
  @inlinable
  package static var `do`: WordClass { bit(16) }
  @inlinable
  package static var modal: WordClass { bit(17) }
  @inlinable
  package static var negation: WordClass { bit(18) }
  /// The most frequent reading is a verb.
  @inlinable
  package static var mostlyVerb: WordClass { bit(19) }
  @inlinable
  package static var mostlyAdjective: WordClass { bit(20) }

  // Roles.
  @inlinable
  package static var say: WordClass { bit(24) }
  @inlinable
  package static var riseVerb: WordClass { bit(25) }
  @inlinable
  package static var fallVerb: WordClass { bit(26) }
  @inlinable
  package static var riseNoun: WordClass { bit(27) }
  @inlinable
  package static var fallNoun: WordClass { bit(28) }
  @inlinable
  package static var riseAdverb: WordClass { bit(29) }
  @inlinable
  package static var fallAdverb: WordClass { bit(30) }
  @inlinable
  package static var level: WordClass { bit(31) }
  @inlinable
  package static var shareVerb: WordClass { bit(32) }
  @inlinable
  package static var shareNoun: WordClass { bit(33) }
  @inlinable
  package static var target: WordClass { bit(34) }
  @inlinable
  package static var forecast: WordClass { bit(35) }
  @inlinable
  package static var plan: WordClass { bit(36) }
  @inlinable
  package static var threshold: WordClass { bit(37) }
  @inlinable
  package static var organisation: WordClass { bit(38) }
  @inlinable
  package static var company: WordClass { bit(39) }
  @inlinable
  package static var person: WordClass { bit(40) }
  @inlinable
  package static var anaphor: WordClass { bit(41) }
  @inlinable
  package static var empty: WordClass { bit(42) }
  @inlinable
  package static var bearing: WordClass { bit(43) }
  @inlinable
  package static var business: WordClass { bit(44) }
  @inlinable
  package static var multiple: WordClass { bit(45) }
  @inlinable
  package static var list: WordClass { bit(46) }
  @inlinable
  package static var comparison: WordClass { bit(47) }
  @inlinable
  package static var home: WordClass { bit(48) }
  @inlinable
  package static var restate: WordClass { bit(49) }
  /// Starts or is part of a period expression.
  @inlinable
  package static var calendar: WordClass { bit(50) }
  /// Starts a phrase of several words that the matcher knows.
  @inlinable
  package static var total: WordClass { bit(51) }
  /// Labels a byline: `Published`, `Source`.
  @inlinable
  package static var label: WordClass { bit(52) }
  /// Leads to what something is compared with: `compared`, `versus`.
  @inlinable
  package static var contrast: WordClass { bit(53) }
  /// A mean over several periods: `average`, `averaging`.
  @inlinable
  package static var average: WordClass { bit(54) }
  /// Forms another verb with `up` or `down`: `make`, `set`.
  @inlinable
  package static var phrasal: WordClass { bit(55) }
  /// Follows a length: `tall`, `wide`.
  @inlinable
  package static var extent: WordClass { bit(56) }
  /// Raises an amount rather than by it: `raised 5 million`.
  @inlinable
  package static var lift: WordClass { bit(57) }
  /// Tells that money is spoken of: `cost`, `salary`.
  @inlinable
  package static var money: WordClass { bit(58) }
  /// Tells that weight is spoken of: `weigh`, `heavier`.
  @inlinable
  package static var weight: WordClass { bit(59) }
  /// Leads to an age: `aged`, `turned`.
  @inlinable
  package static var age: WordClass { bit(60) }
  /// What a business ends with, where money is spoken of: `loss`.
  @inlinable
  package static var result: WordClass { bit(61) }

  /// Moves an amount to or from something: `add`, `wipe`.
  @inlinable
  package static var transfer: WordClass { bit(21) }
  /// Counts a measure rather than a thing: `points`, `units`.
  @inlinable
  package static var countingWord: WordClass { bit(22) }
  /// `it`, `they`, `he`.
  @inlinable
  package static var thirdPersonPronoun: WordClass { bit(23) }

  /// Gives members of what stands before it: `including`.
  @inlinable
  package static var inclusion: WordClass { bit(62) }

  /// A preposition that leads clauses too: `after`, `since`.
  @inlinable
  package static var clausal: WordClass { bit(63) }

  @inlinable
  package static var auxiliary: WordClass { [.be, .have, .do, .modal] }
  @inlinable
  package static var anyVerb: WordClass { [.verb, .past, .gerund, .thirdPerson] }
  @inlinable
  package static var changeVerb: WordClass { [.riseVerb, .fallVerb] }
  @inlinable
  package static var changeNoun: WordClass { [.riseNoun, .fallNoun] }
  @inlinable
  package static var changeAdverb: WordClass { [.riseAdverb, .fallAdverb] }
  @inlinable
  package static var rise: WordClass { [.riseVerb, .riseNoun, .riseAdverb] }
  @inlinable
  package static var fall: WordClass { [.fallVerb, .fallNoun, .fallAdverb] }
  @inlinable
  package static var function: WordClass {
    [
      .determiner, .preposition, .conjunction, .subordinator, .pronoun, .possessive, .relative, .be,
      .have, .do, .modal,
      .negation,
    ]
  }
}
