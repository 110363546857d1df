internal import Text

/// The words of `calendar.csv`: months, weekdays, units of time and fixed expressions.
struct Calendar: Sendable {
  /// What a calendar word is.
  enum Kind: UInt8, Sendable {
    case none, month, weekday, ordinal, unit, count, shift, day, comparison, earlier, same, edge,
      fiscal, ended, todate
    case plan, year, whole, part

    init(named name: String) {
      switch name {
      case "month": self = .month
      case "weekday": self = .weekday
      case "ordinal": self = .ordinal
      case "unit": self = .unit
      case "count": self = .count
      case "shift": self = .shift
      case "day": self = .day
      case "comparison": self = .comparison
      case "earlier": self = .earlier
      case "same": self = .same
      case "edge": self = .edge
      case "fiscal": self = .fiscal
      case "ended": self = .ended
      case "todate": self = .todate
      case "plan": self = .plan
      case "year": self = .year
      case "whole": self = .whole
      case "part": self = .part
      default: self = .none
      }
    }
  }

  /// One word or fixed expression.
  struct Word: Sendable {
    var kind: Kind = .none
    /// A month's number, a count, a shift in years or days; for a unit its length, see `TimeUnit`.
    var value: Int16 = 0
  }

  private var words = KeyTable<Word>(none: Word(), capacity: 256)
  /// The rows of `calendar.csv`, for what the matcher finds.
  private(set) var phrases: [Word] = []
  /// What the rows say, as written.
  private(set) var values: [String] = []

  /// Compiles `calendar.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("calendar") {
      var word = Word(kind: Kind(named: cells["kind"]))
      let value = cells["value"]
      word.value = Int16(value) ?? (word.kind == .unit ? TimeUnit(letter: value).rawValue : 0)
      phrases.append(word)
      values.append(value)
      let tokens = Tokenizer.tokens(of: Array(cells["name"].utf8))
      if tokens.count == 1, let token = tokens.first { words[token.key] = word }
    }
  }

  /// What a single word is.
  subscript(_ token: Token) -> Word { words[token.key] }
}

/// A unit of time.
enum TimeUnit: Int16, Sendable {
  case day, week, month, quarter, half, year, decade, century

  init(letter: String) {
    switch letter {
    case "D": self = .day
    case "W": self = .week
    case "M": self = .month
    case "Q": self = .quarter
    case "S": self = .half
    case "T": self = .decade
    case "C": self = .century
    default: self = .year
    }
  }

  /// How many months it has; `nil` for days and weeks.
  var months: Int? {
    switch self {
    case .day, .week: nil
    case .month: 1
    case .quarter: 3
    case .half: 6
    case .year: 12
    case .decade: 120
    case .century: 1200
    }
  }
}
