internal import Records

/// A quantity as the claim reader sees it: where it stands in the sentence, and what it is.
struct Figure {
  /// The quote: number, unit, qualifier, counted noun.
  var tokens: Range<Int>
  /// The number with its scale and unit.
  var core: Range<Int>
  /// The counted noun with its adjectives; empty where there is none.
  var counted: Range<Int>
  /// In the unit; `nil` for a range.
  var value: Double?
  /// The lower end of a range.
  var low: Double?
  /// The upper end of a range.
  var high: Double?
  /// ISO 4217, UCUM, `%`, `pp`, `1`.
  var unit: String
  /// English name; for a count the counted noun in the singular.
  var unitName: String?
  /// How the text qualifies the number.
  var qualifier: Claim.Qualifier
  /// “a tenth”, “two thirds”: a part of a whole, which needs no unit.
  var isFraction = false
  /// The unit is a currency.
  var isMoney = false
  /// The product of its scale words; 1 where there are none.
  var scale = 1.0
  /// What is wrong with the reading, where something may be.
  var doubt: String?

  /// Percent, percentage points and other ratios.
  var isRatio: Bool { unit == "%" || unit == "pp" || unit == "bp" || unit == "‰" }
  /// A bare number or a count.
  var isCount: Bool { unit == "1" }

  /// Takes a unit that is told elsewhere, and its scale where it has none of its own.
  mutating func take(_ announced: FigureMemory.Announced) {
    unit = announced.unit
    unitName = announced.name
    isMoney = announced.isMoney
    guard scale == 1 else { return }
    value = value.map { NumberReader.product($0, announced.scale) }
    low = low.map { NumberReader.product($0, announced.scale) }
    high = high.map { NumberReader.product($0, announced.scale) }
  }
}
