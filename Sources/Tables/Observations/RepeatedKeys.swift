internal import Documents
internal import Records
internal import Text

/// Finds observations that have the same key: the same series and the same period.
///
/// Of each series it remembers the outermost periods and the last one, and of periods that come in
/// between a bounded number: a series that is missing a dimension repeats its first period first.
struct RepeatedKeys {
  /// The periods of one series.
  private struct Span {
    var lowest: Int64
    var highest: Int64
    var lines: (lowest: UInt32, highest: UInt32)
  }

  private var spans: [Span] = []
  private var between: [UInt64: UInt32] = [:]
  private var order: [Int64] = []
  private var told = 0

  /// Of more pairs than this a table says nothing new.
  private static let most = 5
  /// Periods between the outermost ones that are remembered.
  private static let limit = 1 << 20

  /// Takes the place of a period among others.
  mutating func add(_ period: TimePeriod) {
    order.append(Int64(period.first.number) << 20 | Int64(period.second))
  }

  /// Takes note of an observation; the line of another one with the same key where there is one that
  /// is still to be told.
  mutating func note(series: Int32, period: Int32, line: UInt32) -> Int? {
    let key = period < 0 ? -1 : order[Int(period)] << 3 | Int64(period & 7)
    let index = Int(series)
    // Series come in the order of their numbers.
    guard index < spans.count else {
      spans.append(Span(lowest: key, highest: key, lines: (line, line)))
      return nil
    }
    let span = spans[index]
    if key > span.highest {
      spans[index].highest = key
      spans[index].lines.highest = line
      return nil
    }
    if key < span.lowest {
      spans[index].lowest = key
      spans[index].lines.lowest = line
      return nil
    }
    if key == span.highest { return tell(span.lines.highest) }
    if key == span.lowest { return tell(span.lines.lowest) }
    let pair = UInt64(UInt32(bitPattern: series)) << 32 | UInt64(UInt32(bitPattern: period))
    if let other = between[pair] { return tell(other) }
    if between.count < RepeatedKeys.limit { between[pair] = line }
    return nil
  }

  private mutating func tell(_ line: UInt32) -> Int? {
    told += 1
    return told <= RepeatedKeys.most ? Int(line) : nil
  }
}
