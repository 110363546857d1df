internal import Documents
internal import Text

/// What all cells of a column are, counted over the whole table.
public struct ColumnProfile: Equatable, Sendable {
  /// Cells that are not blank.
  var filled = 0
  /// Numbers, with flags or without.
  var numbers = 0
  /// Marks of missing values.
  var missing = 0
  /// Whole numbers of four digits that can be years.
  var years = 0
  /// Of these, texts that a metadata file calls missing.
  var statedMissing = 0
  /// Anything else.
  var texts = 0
  /// Of these, single letters that are statuses of values.
  var flags = 0
  /// Whole numbers of digits alone that fit 64 bits, and decimal numbers of up to 15 digits: what
  /// SQL can store as such.
  var plainIntegers = 0
  var plainReals = 0
  /// Numbers with leading zeros, which are codes.
  var codes = 0
  /// Numbers whose comma or point can only be a decimal mark, by the style under which they were
  /// read.
  var decimalComma = 0
  var decimalPoint = 0
  /// Numbers whose comma or point can only group thousands.
  var groupingComma = 0
  var groupingPoint = 0
  /// Numbers whose comma or point could be either.
  var ambiguousComma = 0
  var ambiguousPoint = 0
  /// Whole numbers of up to three digits, and of more, without any mark.
  var shortIntegers = 0
  var longIntegers = 0
  /// Numbers with a sign before or after them, and those after which a minus is no bound.
  var leadingMinus = 0
  var trailingMinus = 0
  var trailingPlus = 0
  var unroundMinus = 0
  /// Numbers that can be written as SQL writes them, and those of them with blanks between digits.
  var convertible = 0
  var spaced = 0
  /// Distinct values, counted up to a limit.
  var distinct: Set<Int> = []
  /// More distinct values were seen than are counted.
  var hasManyValues = false

  /// Distinct values are counted up to this number.
  static let distinctLimit = 4096

  /// Most of what stands in the column is a number or a mark for a missing one.
  var isNumeric: Bool { numbers > 0 && Double(numbers + missing) >= 0.6 * Double(filled - flags) }

  /// Takes note of a value by its hash.
  mutating func note(_ hash: UInt64) {
    guard !hasManyValues else { return }
    distinct.insert(Int(truncatingIfNeeded: hash))
    if distinct.count > ColumnProfile.distinctLimit {
      hasManyValues = true
      distinct = []
    }
  }

  /// Counts cells that have a trait.
  mutating func add(_ trait: CellTraits, count: Int) {
    switch trait {
    case .filled: filled += count
    case .number: numbers += count
    case .missing: missing += count
    case .year: years += count
    case .text: texts += count
    case .flag: flags += count
    case .plainInteger: plainIntegers += count
    case .plainReal: plainReals += count
    case .code: codes += count
    case .decimalComma: decimalComma += count
    case .decimalPoint: decimalPoint += count
    case .groupingComma: groupingComma += count
    case .groupingPoint: groupingPoint += count
    case .ambiguousComma: ambiguousComma += count
    case .ambiguousPoint: ambiguousPoint += count
    case .statedMissing: statedMissing += count
    case .shortInteger: shortIntegers += count
    case .longInteger: longIntegers += count
    case .leadingMinus: leadingMinus += count
    case .trailingMinus: trailingMinus += count
    case .trailingPlus: trailingPlus += count
    case .unroundMinus: unroundMinus += count
    case .convertible: convertible += count
    case .spaced: spaced += count
    default: break
    }
  }

  /// Adds what another part of the table showed.
  mutating func merge(_ other: ColumnProfile) {
    filled += other.filled
    numbers += other.numbers
    missing += other.missing
    statedMissing += other.statedMissing
    years += other.years
    texts += other.texts
    flags += other.flags
    codes += other.codes
    plainIntegers += other.plainIntegers
    plainReals += other.plainReals
    decimalComma += other.decimalComma
    decimalPoint += other.decimalPoint
    groupingComma += other.groupingComma
    groupingPoint += other.groupingPoint
    ambiguousComma += other.ambiguousComma
    ambiguousPoint += other.ambiguousPoint
    shortIntegers += other.shortIntegers
    longIntegers += other.longIntegers
    leadingMinus += other.leadingMinus
    trailingMinus += other.trailingMinus
    trailingPlus += other.trailingPlus
    unroundMinus += other.unroundMinus
    convertible += other.convertible
    spaced += other.spaced
    distinct.formUnion(other.distinct)
    hasManyValues =
      hasManyValues || other.hasManyValues || distinct.count > ColumnProfile.distinctLimit
  }
}
