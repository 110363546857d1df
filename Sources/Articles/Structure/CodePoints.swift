internal import Text

/// Counts code points up to a byte of UTF-8 text.
///
/// Spans are code points (W3C Web Annotation), the readers work on bytes: a count is kept every 64
/// bytes, so that a look-up reads 63 bytes at most.
struct CodePoints: Sendable {
  private static let step = 64
  private let counts: [Int32]

  /// Counts the code points of a text.
  ///
  /// - Complexity: O(*n*) in the bytes.
  init(_ bytes: [UInt8]) {
    var counts: [Int32] = []
    counts.reserveCapacity(bytes.count / CodePoints.step + 1)
    var total: Int32 = 0
    var start = 0
    while start < bytes.count {
      counts.append(total)
      let end = min(start + CodePoints.step, bytes.count)
      total += CodePoints.count(bytes, start..<end)
      start = end
    }
    counts.append(total)
    self.counts = counts
  }

  /// How many code points start before a byte.
  func count(before byte: Int, in bytes: [UInt8]) -> Int {
    let block = min(byte / CodePoints.step, counts.count - 1)
    return Int(
      counts[block]
        + CodePoints.count(bytes, block * CodePoints.step..<max(byte, block * CodePoints.step)))
  }

  /// Every byte that does not continue a code point starts one.
  private static func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
    var count: Int32 = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
