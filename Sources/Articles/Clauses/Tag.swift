internal import Text

/// What a token is in its sentence.
enum Tag: UInt8, Sendable {
  case noun, proper, adjective, adverb
  /// A finite verb, or a participle after an auxiliary.
  case verb
  /// A base form after `to`.
  case infinitive
  /// `reaching`, `based`: a participle that opens a clause of its own.
  case participle
  case determiner, possessive, preposition, conjunction, subordinator, relative, pronoun
  case auxiliary, to
  /// `'s`
  case clitic
  case number, symbol, comma, stop, bracket, hyphen, quote, mark
  /// Part of a figure: its number, scale and unit.
  case figure
  /// Part of a period expression.
  case period

  /// Whether it can stand within a noun phrase, before or as its head.
  var isNominal: Bool {
    switch self {
    case .noun, .proper, .adjective, .number, .symbol: true
    default: false
    }
  }

  /// Whether it is a form of a full verb.
  var isVerbal: Bool {
    switch self {
    case .verb, .infinitive, .participle: true
    default: false
    }
  }
}
