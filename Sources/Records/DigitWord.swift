/// Eight bytes of text in one word, the first one lowest: digits are told from anything else at
/// once.
public enum DigitWord {
  /// The highest bit of each of the first bytes that is no ASCII digit.
  ///
  /// - Parameter count: how many bytes count, 1 to 8.
  @inlinable
  @inline(__always)
  public static func others(in word: UInt64, first count: Int) -> UInt64 {
    let digits = word ^ 0x3030_3030_3030_3030
    return ((digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | digits)
      & 0x8080_8080_8080_8080
      & UInt64.max &>> UInt64(64 - 8 * count)
  }
}
