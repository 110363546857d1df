/// What the bytes of a whole file say about its encoding and its newlines, gathered block by block.
package struct ByteEvidence: Equatable {
  /// Bytes seen.
  package private(set) var count = 0
  /// NUL bytes at even and at odd offsets.
  package private(set) var nulsEven = 0
  package private(set) var nulsOdd = 0
  /// Control characters other than tab, line ends, form feed and end of file.
  package private(set) var controls = 0
  /// Bytes from 0x80 on.
  package private(set) var highBytes = 0
  /// Characters of several bytes that are well-formed UTF-8.
  package private(set) var sequences = 0
  /// Bytes that are no part of well-formed UTF-8.
  package private(set) var invalid = 0
  /// The line of the first of them, from 1.
  package private(set) var firstInvalidLine: Int?
  /// Line ends by their kind.
  package private(set) var newlines = Newlines()
  /// The first bytes.
  package private(set) var head: [UInt8] = []

  private static let highs: UInt64 = 0x8080_8080_8080_8080

  private var needed = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF
  private var pending = 0
  private var lastWasReturn = false

  /// No byte seen yet.
  package init() {}

  /// How many line ends there are of each kind.
  package struct Newlines: Equatable {
    package var lineFeeds = 0
    package var pairs = 0
    package var returns = 0
    package var total: Int { lineFeeds + pairs + returns }
  }

  /// NUL bytes.
  package var nuls: Int { nulsEven + nulsOdd }

  /// Takes the next block.
  package mutating func add(_ block: borrowing Span<UInt8>) {
    if head.count < 64 {
      for index in 0..<min(block.count, 64 - head.count) { head.append(block[index]) }
    }
    var index = 0
    let end = block.count
    // Eight bytes at a time while they are plain ASCII; `load` reads within the span's bounds,
    // which are checked here.
    unsafe block.withUnsafeBufferPointer { bytes in
      let base = unsafe UnsafeRawPointer(bytes.baseAddress)
      while index < end {
        if needed == 0, !lastWasReturn, let base = unsafe base {
          var lineFeeds = 0
          while index + 8 <= end {
            let word = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // Of bytes below 0x80, those below 0x20 and those that are line feeds; only the latter
            // are counted here.
            let controls = ~(word &+ 0x6060_6060_6060_6060) & ByteEvidence.highs
            let feeds =
              ~((word ^ 0x0A0A_0A0A_0A0A_0A0A) &+ 0x7F7F_7F7F_7F7F_7F7F) & ByteEvidence.highs
            if word & ByteEvidence.highs != 0 || controls != feeds { break }
            lineFeeds += feeds.nonzeroBitCount
            index += 8
          }
          newlines.lineFeeds += lineFeeds
        }
        let stop = min(end, index + 8)
        while index < stop {
          add(unsafe bytes[index], at: count + index)
          index += 1
        }
      }
    }
    count += end
  }

  /// Ends the file: a character that is cut off is no character.
  package mutating func finish() {
    if lastWasReturn { newlines.returns += 1 }
    lastWasReturn = false
    if needed > 0 { breakSequence() }
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8, at offset: Int) {
    if lastWasReturn {
      lastWasReturn = false
      if byte == 0x0A {
        newlines.pairs += 1
        if needed > 0 { breakSequence() }
        return
      }
      newlines.returns += 1
    }
    if byte >= 0x80 {
      highBytes += 1
      multibyte(byte)
      return
    }
    if needed > 0 { breakSequence() }
    guard byte < 0x20 else { return }
    switch byte {
    case 0x0A: newlines.lineFeeds += 1
    case 0x0D: lastWasReturn = true
    case 0x09, 0x0C, 0x1A: break
    case 0x00:
      if offset & 1 == 0 { nulsEven += 1 } else { nulsOdd += 1 }
    default: controls += 1
    }
  }

  /// The Unicode Standard, table 3-7, “Well-Formed UTF-8 Byte Sequences”.
  private mutating func multibyte(_ byte: UInt8) {
    if needed > 0 {
      if byte >= lower, byte <= upper {
        needed -= 1
        pending += 1
        (lower, upper) = (0x80, 0xBF)
        if needed == 0 {
          sequences += 1
          pending = 0
        }
        return
      }
      breakSequence()
    }
    (lower, upper) = (0x80, 0xBF)
    switch byte {
    case 0xC2...0xDF: needed = 1
    case 0xE0: (needed, lower) = (2, 0xA0)
    case 0xE1...0xEC, 0xEE, 0xEF: needed = 2
    case 0xED: (needed, upper) = (2, 0x9F)
    case 0xF0: (needed, lower) = (3, 0x90)
    case 0xF1...0xF3: needed = 3
    case 0xF4: (needed, upper) = (3, 0x8F)
    default:
      pending = 1
      breakSequence()
      return
    }
    pending = 1
  }

  private mutating func breakSequence() {
    invalid += pending
    if firstInvalidLine == nil { firstInvalidLine = newlines.total + 1 }
    needed = 0
    pending = 0
  }
}
