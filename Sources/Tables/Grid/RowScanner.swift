internal import Documents
internal import Records
internal import Text

/// Finds the cells of one row, eight bytes at a time.
///
/// It reads through a pointer because bounds checks on every byte cost more than the scan itself;
/// every read is below `end`, which its maker guarantees to lie within the block.
@unsafe struct RowScanner {
  /// How a row ended.
  enum End {
    case complete
    /// The block ends within it.
    case cut
    /// A quote is not closed, or was closed by what opens another.
    case unterminated
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let isLast: Bool
  let delimiter: UInt8
  let quote: UInt8
  private let delimiters: UInt64

  /// Where to go on.
  var position = 0
  /// The physical line of `position`.
  var line: UInt32 = 1
  /// After the last byte of the row, its line end left out.
  private(set) var stop = 0
  /// The row holds a NUL byte.
  private(set) var hasNUL = false
  /// A blank after a delimiter belongs to it.
  var skipsBlanks = false
  /// Text after a closing quote belongs to the cell (`"North"ern`), where a row cannot be read
  /// otherwise.
  var isLenient = false

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  init(base: UnsafePointer<UInt8>, end: Int, isLast: Bool, delimiter: UInt8, quote: UInt8) {
    unsafe self.base = base
    unsafe self.end = end
    unsafe self.isLast = isLast
    unsafe self.delimiter = delimiter
    unsafe self.quote = quote
    unsafe delimiters = UInt64(delimiter) &* RowScanner.ones
  }

  /// Reads the cells of the row at `position` and moves after its line end.
  mutating func row(_ fields: inout [FieldBatch.Field], _ extra: inout [UInt8]) -> End {
    unsafe hasNUL = false
    var illegal = false
    let firstLine = unsafe line
    while true {
      if unsafe position < end && base[position] == quote {
        switch unsafe quoted(&fields, &extra, &illegal) {
        case .open: return unsafe isLast ? .unterminated : .cut
        case .closed: break
        }
      } else {
        let start = unsafe position
        unsafe position = unsafe fieldEnd(from: position)
        unsafe fields.append(
          FieldBatch.Field(start: UInt32(start), length: UInt32(position - start)))
      }
      guard unsafe position < end else {
        guard unsafe isLast else { return .cut }
        unsafe stop = end
        return unsafe illegal && line != firstLine ? .unterminated : .complete
      }
      let byte = unsafe base[position]
      if unsafe byte == delimiter {
        unsafe position += 1
        if unsafe skipsBlanks {
          while unsafe position < end && base[position] == 0x20 { unsafe position += 1 }
        }
        continue
      }
      // A return at the end of the block may belong to a line feed in the next.
      if byte == 0x0D, unsafe position + 1 == end && !isLast { return .cut }
      if illegal, unsafe line != firstLine { return .unterminated }
      unsafe stop = position
      unsafe position = unsafe afterLineEnd(position)
      unsafe line += 1
      return .complete
    }
  }

  /// The first delimiter or line end from a position on, or the end of the block.
  @inline(__always)
  private mutating func fieldEnd(from start: Int) -> Int {
    var at = start
    while true {
      while unsafe at + 8 <= end {
        let word = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
        let x = unsafe word ^ delimiters
        // The lowest marked byte is exact: a delimiter, or a control character below 0x0E.
        let found =
          unsafe ((x &- RowScanner.ones) & ~x | (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word)
          & RowScanner.highs
        if found == 0 {
          at += 8
          continue
        }
        at += found.trailingZeroBitCount >> 3
        let byte = unsafe base[at]
        if unsafe isEnd(byte) { return at }
        at += 1
      }
      while unsafe at < end {
        if unsafe isEnd(base[at]) { return at }
        at += 1
      }
      return at
    }
  }

  @inline(__always)
  private mutating func isEnd(_ byte: UInt8) -> Bool {
    if byte == 0x0A || byte == 0x0D { return true }
    if unsafe byte == delimiter { return true }
    if byte == 0 { unsafe hasNUL = true }
    return false
  }

  private enum Quote {
    case open, closed
  }

  /// A cell in quotes; `position` stands on the opening one.
  private mutating func quoted(
    _ fields: inout [FieldBatch.Field], _ extra: inout [UInt8], _ illegal: inout Bool
  ) -> Quote {
    let start = unsafe position + 1
    var at = start
    // Where the cell is copied to, once it holds a quote of its own.
    var copied: Int?
    var from = start
    while true {
      while unsafe at < end && base[at] != quote {
        let byte = unsafe base[at]
        if byte == 0x0A || byte == 0x0D && !(unsafe at + 1 < end && base[at + 1] == 0x0A) {
          unsafe line += 1
        }
        if byte == 0 { unsafe hasNUL = true }
        at += 1
      }
      guard unsafe at < end else { return .open }
      guard unsafe at + 1 < end else {
        guard unsafe isLast else { return .open }
        break
      }
      let next = unsafe base[at + 1]
      if unsafe next == delimiter || next == 0x0A || next == 0x0D { break }
      if unsafe next == quote {
        // Keep one of the two.
        if copied == nil { copied = extra.count }
        unsafe append(&extra, from, at + 1)
        at += 2
        from = at
        continue
      }
      // Padding between the quote and the delimiter.
      if next == 0x20 || next == 0x09 {
        var after = at + 2
        while unsafe after < end && (base[after] == 0x20 || base[after] == 0x09) { after += 1 }
        if unsafe after == end && !isLast { return .open }
        if unsafe after == end || base[after] == delimiter || base[after] == 0x0A
          || base[after] == 0x0D
        {
          unsafe finish(&fields, &extra, start, at, from, copied)
          unsafe position = after
          return .closed
        }
      }
      if unsafe isLenient {
        let rest = at + 1
        let stop = unsafe fieldEnd(from: rest)
        if unsafe stop == end && !isLast { return .open }
        let first = copied ?? extra.count
        unsafe append(&extra, from, at)
        unsafe append(&extra, rest, stop)
        unsafe fields.append(
          FieldBatch.Field(
            start: UInt32(end + first), length: UInt32(extra.count - first) | RowBlock.quoted))
        unsafe position = stop
        return .closed
      }
      illegal = true
      at += 1
    }
    unsafe finish(&fields, &extra, start, at, from, copied)
    unsafe position = at + 1
    return .closed
  }

  private func finish(
    _ fields: inout [FieldBatch.Field], _ extra: inout [UInt8], _ start: Int, _ stop: Int,
    _ from: Int, _ copied: Int?
  ) {
    if let copied {
      unsafe append(&extra, from, stop)
      unsafe fields.append(
        FieldBatch.Field(
          start: UInt32(end + copied), length: UInt32(extra.count - copied) | RowBlock.quoted))
    } else {
      fields.append(
        FieldBatch.Field(start: UInt32(start), length: UInt32(stop - start) | RowBlock.quoted))
    }
  }

  private func append(_ extra: inout [UInt8], _ start: Int, _ stop: Int) {
    unsafe extra.append(contentsOf: UnsafeBufferPointer(start: base + start, count: stop - start))
  }

  /// The first line end from a position on, or the end of the block.
  func lineEnd(from start: Int) -> Int {
    var at = start
    while unsafe at < end && base[at] != 0x0A && base[at] != 0x0D { at += 1 }
    return at
  }

  /// After the line end at a position.
  func afterLineEnd(_ at: Int) -> Int {
    guard unsafe at < end else { return unsafe end }
    return unsafe base[at] == 0x0D && at + 1 < end && base[at + 1] == 0x0A ? at + 2 : at + 1
  }
}
