internal import Text

/// What the figures of a text have said so far that later ones leave out: units, currencies.
///
/// One value a text; the reader of figures is all that writes to it.
struct FigureMemory: Sendable {
  /// A unit that the text announces for all that follows: “figures in thousand tonnes”.
  struct Announced: Sendable {
    var unit: String
    var name: String?
    var isMoney: Bool
    var scale: Double
  }

  /// A unit in the name of what is told, and the bracket after which it holds.
  struct Labelled: Sendable {
    var unit: Announced
    var after: Int
  }

  /// How a unit was used with numbers of some size.
  private struct Use: Sendable {
    var name: String?
    var isMoney: Bool
    var count: Int
    var low: Double
    var high: Double
  }

  /// The year in which the text was published.
  var year: Int?
  /// The country that the text is about, ISO 3166-1 alpha-2 in two bytes; 0 where none is known.
  var country: UInt16 = 0
  /// The unit that the text announced last.
  var announced: Announced?
  /// The unit that the sentence has in a bracket: “Debt (% of GDP)”.
  var labelled: Labelled?
  /// The currency that was last named in full: “Taiwan dlrs”.
  var named: Int32?
  /// The large figures by unit: those with a scale word, and those without.
  private var uses: (scaled: [String: Use], plain: [String: Use]) = ([:], [:])

  /// From what size on a figure is large: smaller ones say little about a text's unit.
  private static let large = 1000.0
  /// How many units are kept.
  private static let memory = 64

  /// Takes in the figures of a sentence.
  mutating func note(_ figures: [Figure]) {
    for figure in figures where !figure.isRatio && figure.doubt == nil {
      guard let size = (figure.value ?? figure.high).map({ abs($0) }), size >= FigureMemory.large
      else { continue }
      let unit = figure.isCount ? "1 " + (figure.unitName ?? "") : figure.unit
      if unit == "1 " { continue }
      if figure.scale > 1 {
        FigureMemory.note(figure, unit, size, in: &uses.scaled)
      } else {
        FigureMemory.note(figure, unit, size, in: &uses.plain)
      }
    }
  }

  private static func note(
    _ figure: Figure, _ unit: String, _ size: Double, in uses: inout [String: Use]
  ) {
    if uses[unit] == nil, uses.count >= FigureMemory.memory { return }
    var use =
      uses[unit]
      ?? Use(name: figure.unitName, isMoney: figure.isMoney, count: 0, low: size, high: size)
    use.count += 1
    (use.low, use.high) = (min(use.low, size), max(use.high, size))
    uses[unit] = use
  }

  /// The one unit that all large figures so far have, where there are enough of them and this one
  /// is of their size.
  func usual(for value: Double, isScaled: Bool) -> (unit: String, name: String?, isMoney: Bool)? {
    let (uses, count) = isScaled ? (uses.scaled, 2) : (uses.plain, 5)
    guard uses.count == 1, let (unit, use) = uses.first, use.count >= count,
      !unit.hasPrefix("1 "), abs(value) >= use.low / 30, abs(value) <= use.high * 30
    else { return nil }
    return (unit, use.name, use.isMoney)
  }
}
