internal import Documents
internal import Records
internal import Text

/// Cuts text into rows and cells, block by block.
///
/// Line ends of any kind, mixed ones too. Within quotes a doubled quote is one quote; a quote that
/// no delimiter or line end follows is taken as a character, as many files mean it. A quote that is
/// never closed costs the line on which it was opened, and no more.
struct RowTokenizer {
  let dialect: Dialect
  /// The physical line on which the next row starts, from 1.
  private(set) var line: UInt32 = 1
  /// Where the rows of the last block ended: what follows belongs to the next.
  private(set) var consumed = 0

  /// The rest of a row that was too long is still to be passed over.
  private var isSkipping = false

  /// A row longer than this is refused, not held in memory.
  static let longestRow = 16 << 20

  init(dialect: Dialect) { self.dialect = dialect }

  /// Cuts the first `filled` bytes of a block into rows; `consumed` says how far they reach.
  ///
  /// - Parameter isLast: no text follows, so the last row needs no line end.
  mutating func tokenize(_ block: inout RowBlock, filled: Int, isLast: Bool) {
    var extra: [UInt8] = []
    // The bytes are taken out so that the block's other arrays can grow while they are read.
    var bytes = block.bytes
    block.bytes = []
    consumed = 0
    // Reads stay below `filled`, which the array holds; the pointer does not leave the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      precondition(filled <= buffer.count)
      var scanner = unsafe RowScanner(
        base: base, end: filled, isLast: isLast, delimiter: dialect.delimiter, quote: dialect.quote)
      unsafe scanner.skipsBlanks = dialect.skipsBlanks
      if isSkipping { unsafe skip(scanner, filled) }
      while consumed < filled {
        let firstField = block.fields.count
        let firstExtra = extra.count
        let start = consumed
        unsafe scanner.position = start
        unsafe scanner.line = line
        var end = unsafe scanner.row(&block.fields, &extra)
        if end == .unterminated {
          block.fields.removeLast(block.fields.count - firstField)
          extra.removeLast(extra.count - firstExtra)
          unsafe scanner.position = start
          unsafe scanner.line = line
          unsafe scanner.isLenient = true
          end = unsafe scanner.row(&block.fields, &extra)
          unsafe scanner.isLenient = false
          if end == .complete { block.repaired.append(line) }
        }
        switch end {
        case .complete:
          let stop = unsafe scanner.stop
          consumed = unsafe scanner.position
          if stop - start > RowTokenizer.longestRow {
            block.fields.removeLast(block.fields.count - firstField)
            reject(&block, "row_too_long", RowTokenizer.tooLong, unsafe text(base, start, stop))
          } else {
            if unsafe scanner.hasNUL {
              unsafe dropNULs(&block, from: firstField, &extra, base, filled)
              block.repaired.append(line)
            }
            block.ends.append(Int32(truncatingIfNeeded: block.fields.count))
            block.lines.append(line)
            block.starts.append(UInt32(start))
            block.stops.append(UInt32(stop))
          }
          line = unsafe scanner.line
        case .cut where !isLast && filled - start <= RowTokenizer.longestRow:
          block.fields.removeLast(block.fields.count - firstField)
          extra.removeLast(extra.count - firstExtra)
          return
        case .cut, .unterminated:
          block.fields.removeLast(block.fields.count - firstField)
          extra.removeLast(extra.count - firstExtra)
          let stop = unsafe scanner.lineEnd(from: start)
          if stop - start > RowTokenizer.longestRow {
            reject(&block, "row_too_long", RowTokenizer.tooLong, unsafe text(base, start, stop))
            if stop == filled, !isLast {
              isSkipping = true
              consumed = filled
              return
            }
          } else {
            reject(
              &block, "unterminated_quote",
              "a quote is opened on this line and not closed: close it, or double it where it is a character",
              unsafe text(base, start, stop))
          }
          consumed = unsafe scanner.afterLineEnd(stop)
          line += 1
        }
      }
    }
    if !extra.isEmpty {
      bytes.removeLast(bytes.count - filled)
      bytes += extra
    }
    block.bytes = bytes
  }

  private static let tooLong = "the row is longer than 16 MB: expected shorter rows"

  /// Copies the cells of a row that hold NUL bytes without them.
  private func dropNULs(
    _ block: inout RowBlock, from first: Int, _ extra: inout [UInt8], _ base: UnsafePointer<UInt8>,
    _ filled: Int
  ) {
    for index in first..<block.fields.count {
      let range = block.range(index)
      // Cells lie within the block that is being cut, or among the copies behind it.
      let bytes =
        range.lowerBound >= filled
        ? Array(extra[(range.lowerBound - filled)..<(range.upperBound - filled)])
        : unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
      guard bytes.contains(0) else { continue }
      let kept = bytes.filter { $0 != 0 }
      block.fields[index].start = UInt32(filled + extra.count)
      block.fields[index].length =
        UInt32(kept.count) | block.fields[index].length & RowBlock.quoted
      extra += kept
    }
  }

  /// Moves after the end of the line that a row of too many bytes was on.
  private mutating func skip(_ scanner: RowScanner, _ filled: Int) {
    let stop = unsafe scanner.lineEnd(from: 0)
    consumed = unsafe scanner.afterLineEnd(stop)
    guard stop < filled else { return }
    isSkipping = false
    line += 1
  }

  private func reject(_ block: inout RowBlock, _ code: String, _ message: String, _ raw: String) {
    block.rejects.append(Reject(line: Int(line), code: code, message: message, raw: raw))
  }

  private func text(_ base: UnsafePointer<UInt8>, _ start: Int, _ stop: Int) -> String {
    // Both offsets lie within the block that is being cut.
    unsafe String(
      decoding: UnsafeBufferPointer(start: base + start, count: min(stop - start, 2000)),
      as: UTF8.self)
  }
}
