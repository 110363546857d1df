internal import Documents
internal import Records

/// The elements of a list in a JSON text, or its lines, one after the other, through a window: the
/// text may be of any size.
struct JSONElements {
  /// What is one element.
  enum Form: Equatable, Sendable {
    /// A line (https://github.com/ndjson/ndjson-spec).
    case lines
    /// A value of an array whose first item starts at a byte of the text.
    case items(from: Int)
  }

  private let stream: TextStream
  private let form: Form
  private let locator: String
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  /// Where the buffer starts in the text.
  private var origin = (line: 1, column: 1)
  /// The line on which the last element started, where lines are counted as they come.
  private(set) var line = 0
  /// Where the last element stands in the buffer.
  private(set) var range = 0..<0
  private var isDone = false

  /// A longer element is refused.
  private static let longest = 64 << 20
  private static let step = 1 << 18

  init(_ stream: TextStream, _ form: Form, locator: String) throws(Failure) {
    self.stream = stream
    self.form = form
    self.locator = locator
    guard case .items(var skipped) = form else { return }
    while skipped > 0 {
      try refill()
      let count = min(skipped, buffer.count)
      at = count
      skipped -= count
      if isAtEnd { break }
    }
  }

  /// A cursor before the last element.
  var cursor: JSONCursor {
    var cursor = JSONCursor(buffer, at: range.lowerBound, locator: locator)
    cursor.end = range.upperBound
    cursor.origin = origin
    return cursor
  }

  /// Line and column of the last element.
  var place: (line: Int, column: Int) { cursor.place(range.lowerBound) }

  /// Goes on to the next element; `false` after the last.
  mutating func next() throws(Failure) -> Bool {
    guard !isDone else { return false }
    return form == .lines ? try nextLine() : try nextItem()
  }

  private mutating func nextLine() throws(Failure) -> Bool {
    while true {
      var searched = 0
      var end = buffer[at...].firstIndex(of: 0x0A)
      while end == nil, !isAtEnd {
        guard buffer.count - at < JSONElements.longest else {
          throw Failure(
            .badData, "a line is longer than 64 MB: expected one object a line",
            at: Place(locator, line: line + 1))
        }
        searched = buffer.count - at
        try refill()
        end = buffer[(at + searched)...].firstIndex(of: 0x0A)
      }
      range = at..<(end ?? buffer.count)
      at = end.map { $0 + 1 } ?? buffer.count
      line += 1
      if buffer[range].contains(where: { $0 > 0x20 }) { return true }
      if end == nil {
        isDone = true
        return false
      }
    }
  }

  private mutating func nextItem() throws(Failure) -> Bool {
    while true {
      var cursor = JSONCursor(buffer, at: at, locator: locator)
      cursor.origin = origin
      do throws(Failure) {
        guard try cursor.item() else {
          isDone = true
          return false
        }
        let found = try cursor.skip()
        // A number may go on in what is not read yet.
        if isAtEnd || found.upperBound < buffer.count {
          range = found
          at = found.upperBound
          line += 1
          return true
        }
      } catch {
        if isAtEnd { throw error }
      }
      guard buffer.count - at < JSONElements.longest else {
        throw cursor.fault("an element of the list is longer than 64 MB, or is not closed")
      }
      // The array is let go before it grows.
      cursor = JSONCursor([], locator: locator)
      try refill()
    }
  }

  /// Reads on; what was passed is forgotten.
  private mutating func refill() throws(Failure) {
    for byte in buffer[..<at] {
      if byte == 0x0A {
        origin = (origin.line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        origin.column += 1
      }
    }
    buffer.removeFirst(at)
    at = 0
    // Twice as much where an element does not fit.
    let step = max(JSONElements.step, buffer.count)
    let filled = buffer.count
    buffer += [UInt8](repeating: 0, count: step)
    let count = try stream.read(into: &buffer, from: filled, count: step)
    buffer.removeLast(step - count)
    if count == 0 { isAtEnd = true }
  }
}
