/// A value of an indicator in a place and period, with the printed figures that it was added up
/// from.
struct Level {
  /// One printed figure.
  struct Term {
    /// Whose figure it is: a place, or a period.
    var label: String
    var value: Double
    var decimals: Int
    /// Where it stands; `nil` for what was computed.
    var observationID: Int64?
  }

  var basis: Basis
  var value: Double
  /// How far it may be off because its terms are printed with so many digits.
  var rounding: Double
  /// UCUM or ISO 4217; `nil` where the data set does not say.
  var unit: String?
  var terms: [Term]
  /// What the printed figures were multiplied with, and their unit as printed.
  var multiplier: Double
  var unitText: String?
  /// The data sets, by identifier; one where all terms come from the same.
  var sourceID: Int64
  var locator: String
  var vintage: String
  var observationID: Int64
  var isSuperseded: Bool
  /// The label of what is measured, as printed.
  var label: String?
  /// How far the value may be off because the rate that it was converted with is a mean.
  var spread = 0.0
  /// Why it may not refute.
  var reservation: String?
  /// How it was come by, for programs.
  var steps: [Step] = []

  /// The figures in one line, without their unit: `Beijing 49,843.1 + Tianjin 18,024.3 = 67,867.4`.
  var figures: String {
    let scale = isPrintedScaled ? multiplier : 1
    func shown(_ value: Double, _ decimals: Int) -> String {
      isPrintedScaled ? Figures.fixed(value / scale, decimals: decimals) : Figures.text(value)
    }
    let list = terms.map { "\($0.label) \(shown($0.value, $0.decimals))" }
    guard terms.count > 1 else { return list.first ?? shown(value, 2) }
    let sum = shown(value, terms.map(\.decimals).max() ?? 0)
    if terms.count > 6 {
      return "\(list[0]) … \(list[list.count - 1]), \(terms.count) figures, = \(sum)"
    }
    return list.joined(separator: " + ") + " = " + sum
  }

  /// The figures with their unit as printed.
  var working: String {
    let name = isPrintedScaled ? unitText : unit ?? unitText
    guard let name, name != "1", !name.isEmpty else { return figures }
    return figures + (isPrintedScaled ? " (\(name))" : " \(name)")
  }

  /// Whether the figures are shown as printed, in thousands, millions or 亿.
  private var isPrintedScaled: Bool {
    // A code does not say what its figures were multiplied with.
    multiplier != 1 && unitText != nil && unitText != unit && unitText != "1"
  }
}
