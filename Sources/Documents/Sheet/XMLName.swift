/// The local name of an element or attribute, as a hash of its bytes: what is compared for every
/// cell of a sheet.
struct XMLName: Hashable, Sendable, ExpressibleByStringLiteral {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(stringLiteral name: StaticString) {
    for index in 0..<name.utf8CodeUnitCount {
      // A literal's own bytes.
      unsafe add(name.utf8Start[index])
    }
  }

  /// FNV-1a.
  @inline(__always)
  mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
