internal import CZlib

/// Compresses to gzip (RFC 1952), or to the bare stream of zip archives (RFC 1951), block by block; the same bytes always give the same file.
///
/// zlib keeps pointers between calls; they are set anew before each one, so the class is safe to
/// use.
@safe final class Deflater {
  private var stream = unsafe z_stream()
  private var output = [UInt8](repeating: 0, count: 1 << 16)
  private let sink: ([UInt8]) -> Void

  /// A stream whose bytes go to `sink`.
  init?(isRaw: Bool = false, _ sink: @escaping ([UInt8]) -> Void) {
    self.sink = sink
    // Window bits: 15, and 16 for gzip; its header then holds neither name nor time. Negative ones
    // leave out header and checksum.
    guard unsafe tally_deflate_init(&stream, 6, isRaw ? -15 : 31) == Z_OK else { return nil }
  }

  deinit { unsafe deflateEnd(&stream) }

  /// Compresses bytes.
  func write(_ bytes: [UInt8]) { push(bytes, Z_NO_FLUSH) }

  /// Writes what is left, and the checksum.
  func finish() { push([], Z_FINISH) }

  private func push(_ bytes: [UInt8], _ mode: Int32) {
    var bytes = bytes
    // zlib reads only `avail_in` bytes from `next_in` and writes only `avail_out` to `next_out`.
    unsafe bytes.withUnsafeMutableBufferPointer { input in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      var status = Z_OK
      repeat {
        let room = output.count
        unsafe output.withUnsafeMutableBufferPointer { buffer in
          unsafe stream.next_out = buffer.baseAddress
          unsafe stream.avail_out = UInt32(room)
          status = unsafe deflate(&stream, mode)
        }
        let made = unsafe room - Int(stream.avail_out)
        if made > 0 { sink(Array(output[..<made])) }
      } while unsafe stream.avail_out == 0 || (mode == Z_FINISH && status == Z_OK)
    }
  }
}
