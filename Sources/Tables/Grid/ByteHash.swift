/// A 64-bit hash of the bytes of a cell, eight at a time; the same on every machine of one byte
/// order, and never stored.
///
/// Each step multiplies to 128 bits and folds the halves together, as wyhash does. Two seeds give
/// two hashes that are independent for all that is known, so that 128 bits tell cells apart.
enum ByteHash {
  static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let second: UInt64 = 0xA076_1D64_78BD_642F

  /// Mixes bytes into a hash.
  @inline(__always)
  static func mix(_ seed: UInt64, _ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var hash = seed ^ (UInt64(truncatingIfNeeded: count) &* 0xE703_7ED1_A0B4_28DB)
    var at = 0
    while count - at >= 8 {
      let word = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      hash = fold(hash ^ word, 0x8EBC_6AF0_9C88_C6E3)
      at += 8
    }
    // The rest in one word, without reading past the end: two halves that may overlap, or up to
    // three bytes.
    let left = count - at
    if left >= 4 {
      let low = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: UInt32.self)
      let high = unsafe UnsafeRawPointer(base + count - 4).loadUnaligned(as: UInt32.self)
      hash = fold(hash ^ (UInt64(low) | UInt64(high) << 32), 0x5899_65CC_7537_4CC3)
    } else if left > 0 {
      let bytes = unsafe (UInt64(base[at]), UInt64(base[at + left >> 1]), UInt64(base[count - 1]))
      hash = fold(hash ^ (bytes.0 | bytes.1 << 8 | bytes.2 << 16), 0x5899_65CC_7537_4CC3)
    }
    return fold(hash, 0x1D8E_4E27_C47D_124F)
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ first).multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
