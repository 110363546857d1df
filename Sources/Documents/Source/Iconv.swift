internal import Glibc

/// glibc's converter to UTF-8 (iconv(3)), closed when it goes.
///
/// The handle never leaves this class, and each call gets the arrays' own storage.
@safe final class Iconv {
  private let handle: iconv_t

  /// `nil` where the system does not know the encoding.
  init?(from name: String) {
    let handle = unsafe iconv_open("UTF-8", name)
    // iconv_open returns (iconv_t)-1 where it fails.
    guard Int(bitPattern: handle) != -1, let handle = unsafe handle else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe iconv_close(handle) }

  /// Why a conversion stopped.
  enum Stop {
    /// All input was taken.
    case end
    /// The bytes at the end are the start of a character.
    case incomplete
    /// The byte at the new start begins no character.
    case invalid
    /// The output is full.
    case full
  }

  /// Converts bytes from `start` on into `output` up to `limit`, and moves `start` after what was
  /// taken.
  func convert(
    _ input: inout [UInt8], from start: inout Int, to end: Int, into output: inout [UInt8],
    at position: inout Int,
    limit: Int
  ) -> Stop {
    let (result, code, taken, made) = unsafe input.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target -> (Int, Int32, Int, Int) in
        var from = unsafe source.baseAddress?.advanced(by: start).assumingMemoryBound(
          to: CChar.self)
        var fromLeft = end - start
        var to = unsafe target.baseAddress?.advanced(by: position).assumingMemoryBound(
          to: CChar.self)
        let room = limit - position
        var toLeft = room
        let result = unsafe iconv(handle, &from, &fromLeft, &to, &toLeft)
        return (Int(truncatingIfNeeded: result), errno, end - start - fromLeft, room - toLeft)
      }
    }
    start += taken
    position += made
    guard result == -1 else { return .end }
    switch code {
    case EINVAL: return .incomplete
    case E2BIG: return .full
    default: return .invalid
    }
  }

  /// The scalars of the bytes from 0x80 on; `nil` where a byte alone is not a character.
  func singleByteTable() -> [UInt32]? {
    var table: [UInt32] = []
    var known = 0
    for byte in UInt8(0x80)...0xFF {
      var input = [byte]
      var output = [UInt8](repeating: 0, count: 8)
      var (start, position) = (0, 0)
      switch convert(&input, from: &start, to: 1, into: &output, at: &position, limit: 8) {
      case .end where position > 0:
        known += 1
        table.append(
          String(decoding: output[..<position], as: UTF8.self).unicodeScalars.first?.value ?? 0)
      case .incomplete: return nil
      default: table.append(0)
      }
    }
    return known >= 64 ? table : nil
  }
}
