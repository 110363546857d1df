/// How the numbers of one column or one axis are printed for a reader: a scale word, grouped
/// digits, even decimals.
struct NumberStyle: Equatable {
  /// What a number is divided by.
  let scale: Double
  /// The word for it: thousand is never used, `million`, `billion` or `trillion`, or nothing.
  let word: String
  /// Digits after the decimal mark.
  let decimals: Int
  /// Whether every number has that many; where sizes differ by millions, each has what it needs.
  var isEven = true

  /// For the numbers of an axis or a chart: three significant digits of the largest, in the scale
  /// of the largest.
  static func chart(_ numbers: [Double]) -> NumberStyle {
    let largest = numbers.filter(\.isFinite).map(abs).max() ?? 0
    let (scale, word) = named(largest)
    let places = largest > 0 ? 2 - order(largest / scale) : 0
    // What all numbers share is no news: 2020 needs no 2,020.00.
    let needed = numbers.map { decimalsNeeded($0 / scale, at: max(0, min(places, 4))) }.max() ?? 0
    return NumberStyle(scale: scale, word: word, decimals: needed)
  }

  /// For a column of a table: scaled only where every number is large, with decimals that keep
  /// three significant digits of the smallest; otherwise in full.
  static func column(_ numbers: [Double]) -> NumberStyle {
    let sizes = numbers.filter { $0.isFinite && $0 != 0 }.map(abs).sorted()
    guard let smallest = sizes.first, let largest = sizes.last else {
      return NumberStyle(scale: 1, word: "", decimals: 0)
    }
    if smallest >= 1e6 {
      let (scale, word) = named(sizes[(sizes.count - 1) / 2])
      let places = max(0, min(3, 2 - order(smallest / scale)))
      return NumberStyle(
        scale: scale, word: word,
        decimals: sizes.map { decimalsNeeded($0 / scale, at: places) }.max() ?? 0)
    }
    let most = largest >= 1000 ? 2 : largest >= 1 ? 3 : 6
    var style = NumberStyle(
      scale: 1, word: "", decimals: sizes.map { decimalsNeeded($0, at: most) }.max() ?? 0)
    style.isEven = largest / smallest < 1e6
    return style
  }

  /// The same scale for the marks of an axis, with the decimals that tell them apart.
  func marks(_ numbers: [Double]) -> NumberStyle {
    let needed = numbers.map { NumberStyle.decimalsNeeded($0 / scale, at: 6) }.max() ?? 0
    return NumberStyle(scale: scale, word: word, decimals: needed)
  }

  /// A number as a reader sees it; a true minus sign before a negative one.
  func text(_ number: Double) -> String {
    guard number.isFinite else { return Cell.text(number) }
    let places = isEven ? decimals : NumberStyle.decimalsNeeded(number / scale, at: decimals)
    return NumberStyle.fixed(number / scale, places)
  }

  /// The number in the scale that suits it alone: `4.97 trillion`.
  static func alone(_ number: Double) -> String {
    let style = chart([number])
    return style.text(number) + (style.word.isEmpty ? "" : " " + style.word)
  }

  private static func named(_ size: Double) -> (scale: Double, word: String) {
    switch size {
    case 1e12...: (1e12, "trillion")
    case 1e9...: (1e9, "billion")
    case 1e6...: (1e6, "million")
    default: (1, "")
    }
  }

  /// The power of ten that a number reaches.
  private static func order(_ size: Double) -> Int {
    var (order, rest) = (0, size)
    while rest >= 10 { (order, rest) = (order + 1, rest / 10) }
    while rest < 1, rest > 0, order > -12 { (order, rest) = (order - 1, rest * 10) }
    return order
  }

  /// How many of at most so many decimals are not trailing zeros.
  static func decimalsNeeded(_ number: Double, at most: Int) -> Int {
    guard number.isFinite, most > 0 else { return 0 }
    let digits = fixed(number, most)
    guard let point = digits.lastIndex(of: ".") else { return 0 }
    let fraction = digits[digits.index(after: point)...]
    return fraction.lastIndex { $0 != "0" }.map {
      fraction.distance(from: fraction.startIndex, to: $0) + 1
    } ?? 0
  }

  /// With so many decimals and the thousands grouped by commas.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    let power = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
    let scaled = (abs(number) * power).rounded()
    guard scaled < 9e15 else { return Cell.text(number) }
    var digits = String(Int64(scaled))
    while digits.utf8.count <= decimals { digits = "0" + digits }
    let whole = digits.dropLast(decimals)
    let fraction = digits.suffix(decimals)
    let sign = number < 0 && scaled > 0 ? "\u{2212}" : ""
    return sign + grouped(whole) + (decimals > 0 ? "." + fraction : "")
  }

  /// A number as it is written, with its thousands set off by commas.
  static func grouped(_ text: String) -> String {
    let digits = text.drop { $0 == "-" }
    let whole = digits.prefix { $0.isASCII && $0.isNumber }
    let rest = digits.dropFirst(whole.count)
    guard rest.isEmpty || rest.first == ".", !rest.contains("e") else { return text }
    return text.prefix(text.count - digits.count) + grouped(whole) + rest
  }

  private static func grouped(_ digits: Substring) -> String {
    // A year or a short count reads better whole.
    guard digits.utf8.count > 4 else { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}
