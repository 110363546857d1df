/// Turns values to places on an axis, with round numbers for its marks.
struct Scale {
  let low: Double
  let high: Double
  /// The round numbers on it.
  let ticks: [Double]
  private let start: Double
  private let end: Double

  /// An axis over numbers.
  ///
  /// - Parameters:
  ///   - start: where its low end is drawn.
  ///   - end: where its high end is drawn.
  ///   - includesZero: whether zero belongs on it, as under bars it must.
  init(_ numbers: [Double], from start: Double, to end: Double, includesZero: Bool, marks: Int = 5)
  {
    var low = numbers.min() ?? 0
    var high = numbers.max() ?? 1
    if includesZero || low > 0 && low < 0.4 * high { low = min(low, 0) }
    if includesZero { high = max(high, 0) }
    if low == high { (low, high) = low == 0 ? (0, 1) : (min(low, 0), max(high, 0)) }
    let step = Scale.step((high - low) / Double(marks))
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    self.low = first * step
    self.high = last * step
    ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
    self.start = start
    self.end = end
  }

  /// Where a value stands.
  func callAsFunction(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  /// The round number next above: 1, 2, 2.5 or 5 times a power of ten.
  static func step(_ size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= size { power *= 10 }
    while power > size { power /= 10 }
    return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= size * 0.999 } ?? 10 * power
  }
}
