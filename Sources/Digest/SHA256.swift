internal import CCrypto

/// A SHA-256 over bytes as they come (FIPS 180-4), by OpenSSL's libcrypto.
package struct SHA256 {
  private var state = tally_sha256()

  package init() {
    // The call writes the state that it is given and keeps no pointer to it.
    unsafe tally_sha256_start(&state)
  }

  /// Adds bytes.
  package mutating func update(_ bytes: borrowing Span<UInt8>) {
    // The pointer does not leave the closure.
    unsafe bytes.withUnsafeBytes { unsafe tally_sha256_add(&state, $0.baseAddress, $0.count) }
  }

  /// Adds bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = unsafe bytes.withContiguousStorageIfAvailable {
      unsafe tally_sha256_add(&state, $0.baseAddress, $0.count)
    }
    if done == nil { update(Array(bytes).span) }
  }

  /// The digest of what was added so far, in hexadecimal.
  package func hexadecimal() -> String {
    var state = state
    var bytes = [UInt8](repeating: 0, count: 32)
    // The call fills the 32 bytes of the array.
    unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe tally_sha256_finish(&state, $0.baseAddress)
    }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
