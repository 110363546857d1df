internal import Records

/// The values that a claim's words and digits allow.
///
/// A figure is as precise as it is printed: 11.5 trillion stands for 11.45 to 11.55 trillion. A
/// qualifier widens that (“approximately”: by 5 percent either way; “nearly”: 5 percent below) or
/// opens one side of it (“over”, “at most”).
struct Tolerance: Equatable {
  /// How far “approximately” and “nearly” reach, as a share of the value.
  static let approximation = 0.05
  /// How far zeros at the end of a whole number are taken for rounding, as a share of the value.
  static let rounding = 0.005

  /// How far a multiple in words reaches, as a share of it.
  static let multiple = 0.12

  /// The lowest value allowed.
  var low: Double
  /// The highest value allowed.
  var high: Double
  /// How far rounding alone reaches to either side.
  var precision: Double
  /// What is allowed and why, in words.
  var words: String

  /// - Parameters:
  ///   - allowance: a further share of the value to allow on either side, such as for revisions.
  init?(_ claim: CheckedClaim, allowance: Double = 0) {
    let sign = claim.direction == .decrease ? -1.0 : 1.0
    let printed = PrintedNumber(in: claim.quote)
    let asked = Tolerance.word(claim)
    if claim.qualifier == .between || claim.value == nil {
      guard let low = claim.low ?? claim.high, let high = claim.high ?? claim.low else {
        return nil
      }
      let precision =
        Tolerance.precision(claim.low == nil ? high : low, printed) + allowance * abs(high)
      let bounds = [sign * low, sign * high].sorted()
      self.low = claim.low == nil ? -.infinity : bounds[0] - precision
      self.high = claim.high == nil ? .infinity : bounds[1] + precision
      self.precision = precision
      words = "the claim asks for \(Figures.text(low)) to \(Figures.text(high))"
      return
    }
    guard let given = claim.value else { return nil }
    let value = sign * given
    let precision = Tolerance.precision(given, printed) + allowance * abs(given)
    self.precision = precision
    // What is printed to four digits and more is approximate in its last two only.
    let reach =
      max(
        precision,
        min(Tolerance.approximation * abs(given), printed == nil ? .infinity : precision * 20))
    // “Nearly” and “more than” speak of the size: a fall of more than 3 percent is below -3.
    let open = Double.infinity
    switch claim.qualifier {
    case .exact, .between:
      (low, high) = (value - precision, value + precision)
      words = "as printed it allows \(Figures.percent(precision, of: given))"
    case .approximately:
      (low, high) = (value - reach, value + reach)
      words = "'\(asked)' allows \(Figures.percent(reach, of: given))"
    case .nearly:
      (low, high) =
        sign > 0 ? (value - reach, value + precision) : (value - precision, value + reach)
      words = "'\(asked)' allows \(Figures.percent(reach, of: given)) below"
    case .moreThan, .atLeast:
      let slack =
        claim.qualifier == .atLeast ? precision : min(precision, abs(given) * Tolerance.rounding)
      (low, high) = sign > 0 ? (value - slack, open) : (-open, value + slack)
      words =
        "'\(asked)' asks for \(claim.qualifier == .atLeast ? "at least" : "more than") \(Figures.text(given))"
    case .lessThan, .atMost:
      let slack =
        claim.qualifier == .atMost ? precision : min(precision, abs(given) * Tolerance.rounding)
      (low, high) = sign > 0 ? (-open, value + slack) : (value - slack, open)
      words =
        "'\(asked)' asks for \(claim.qualifier == .atMost ? "at most" : "less than") \(Figures.text(given))"
    }
  }

  /// Whether a value lies within, give or take its own rounding.
  func allows(_ value: Double, rounding: Double = 0) -> Bool {
    value >= low - rounding && value <= high + rounding
  }

  /// How far a value lies outside; 0 where it lies within.
  func gap(to value: Double) -> Double { max(0, low - value, value - high) }

  /// The same for a multiple, which is said in words: “twice” is not one and a half times.
  func ofMultiple(_ claim: CheckedClaim) -> Tolerance {
    var plain = claim
    plain.direction = .none
    guard let value = claim.value, let same = Tolerance(plain) else { return self }
    guard claim.qualifier == .exact else { return same }
    var result = same
    let reach =
      PrintedNumber(in: claim.quote) == nil ? value * Tolerance.multiple : same.precision
    (result.low, result.high, result.precision) = (value - reach, value + reach, reach)
    result.words = "“\(claim.quote)” allows \(Figures.percent(reach, of: value))"
    return result
  }

  /// Half of the last printed digit, in the claim's unit.
  static func precision(_ value: Double, _ printed: PrintedNumber?) -> Double {
    guard let printed, printed.number > 0, value != 0 else {
      // In words: a whole number is itself, anything else as good as three digits.
      return value == value.rounded() && abs(value) < 1000 ? 0.5 : rounding * abs(value)
    }
    let scale = abs(value) / printed.number
    var step = scale
    for _ in 0..<printed.decimals { step /= 10 }
    var rounded = scale
    for _ in 0..<printed.trailingZeros { rounded *= 10 }
    return max(step / 2, printed.decimals == 0 ? min(rounded / 2, rounding * abs(value)) : 0)
  }

  /// The qualifier in the article's own word where the quote begins with it.
  private static func word(_ claim: CheckedClaim) -> String {
    let lead = claim.quote.prefix { !$0.isNumber && !$0.isCurrencySymbol }
    let words = lead.split(separator: " ").filter {
      $0.allSatisfy(\.isLetter) && $0.contains(where: \.isLowercase)
    }
    let phrase = words.joined(separator: " ")
    guard lead.count < claim.quote.count, !phrase.isEmpty else {
      return claim.qualifier.rawValue.replacing("_", with: " ")
    }
    return phrase
  }
}
