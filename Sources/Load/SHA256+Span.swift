internal import Crypto

extension SHA256 {
  /// Adds bytes.
  mutating func update(_ bytes: borrowing Span<UInt8>) {
    // The pointer does not leave the closure.
    unsafe bytes.withUnsafeBytes { unsafe update(bufferPointer: $0) }
  }

  /// The digest in hexadecimal; nothing can be added after it.
  var hexadecimal: String {
    var text: [UInt8] = []
    let digits = Array("0123456789abcdef".utf8)
    for byte in finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
