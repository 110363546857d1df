internal import CZlib
internal import Records

/// Decompresses a deflate stream block by block; refuses bombs and streams that are cut short.
///
/// zlib keeps pointers between calls; they are set anew before each one, so the class is safe to
/// use.
@safe final class Inflater {
  /// What stands around the deflated bytes.
  enum Format {
    /// gzip, several members one after the other included; zlib checks each one's sum.
    case gzip
    /// A member of a zip archive, whose size and sum its directory gives.
    case raw(expected: ZipArchive.Member)
  }

  /// A text of this many bytes is taken however well it was packed.
  static let harmless = 64 << 20
  /// Statistical text packs to a tenth or, rows of zeros, a hundredth; deflate can reach a
  /// thousandth.
  static let highestRatio = 250

  private let format: Format
  private let locator: String
  private var stream = unsafe z_stream()
  private var input = [UInt8](repeating: 0, count: 1 << 16)
  private var inputStart = 0
  private var inputEnd = 0
  private var read = 0
  private var written = 0
  private var sum: UInt = 0
  private var isDone = false

  init(format: Format, locator: String) throws(Failure) {
    self.format = format
    self.locator = locator
    // Window bits: 15 and 16 for gzip, negative for a bare stream.
    let bits: Int32 = if case .gzip = format { 31 } else { -15 }
    guard unsafe tally_inflate_init(&stream, bits) == Z_OK else {
      throw Failure(.inputOutput, "cannot decompress: no memory", at: Place(locator))
    }
  }

  deinit { unsafe inflateEnd(&stream) }

  /// Fills a buffer with decompressed bytes, 0 at the end; `refill` reads packed ones.
  func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    refill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    while !isDone {
      if inputStart == inputEnd {
        inputStart = 0
        inputEnd = unsafe try input.withUnsafeMutableBufferPointer {
          (bytes) throws(Failure) -> Int in
          unsafe try refill(bytes)
        }
        read += inputEnd
        if inputEnd == 0 { throw cut() }
      }
      let (status, consumed, produced) = unsafe step(into: buffer)
      inputStart += consumed
      written += produced
      if case .raw = format, produced > 0 {
        sum = unsafe crc32(sum, buffer.baseAddress, UInt32(produced))
      }
      guard written <= Inflater.harmless || written / Inflater.highestRatio <= max(1, read) else {
        throw Failure(
          .badData,
          "it unpacks to more than \(Inflater.highestRatio) times its size: refused as a bomb",
          at: Place(locator))
      }
      switch status {
      case Z_STREAM_END: isDone = unsafe try endsHere(refill)
      case Z_OK, Z_BUF_ERROR: break
      default: throw Failure(.badData, "the packed bytes are damaged", at: Place(locator))
      }
      if produced > 0 { return produced }
    }
    return 0
  }

  private func step(into buffer: UnsafeMutableBufferPointer<UInt8>) -> (
    status: Int32, consumed: Int, produced: Int
  ) {
    unsafe input.withUnsafeMutableBufferPointer { bytes in
      // zlib reads only `avail_in` bytes from `next_in` and writes only `avail_out` to `next_out`.
      unsafe stream.next_in = bytes.baseAddress?.advanced(by: inputStart)
      unsafe stream.avail_in = UInt32(inputEnd - inputStart)
      unsafe stream.next_out = buffer.baseAddress
      let room = min(buffer.count, Int(Int32.max))
      unsafe stream.avail_out = UInt32(room)
      let status = unsafe inflate(&stream, Z_NO_FLUSH)
      return unsafe (
        status, inputEnd - inputStart - Int(stream.avail_in), room - Int(stream.avail_out)
      )
    }
  }

  /// Whether a stream that ended was the last; a gzip file may hold several.
  private func endsHere(_ refill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int)
    throws(Failure) -> Bool
  {
    switch format {
    case .gzip:
      if inputStart == inputEnd {
        inputStart = 0
        inputEnd = unsafe try input.withUnsafeMutableBufferPointer {
          (bytes) throws(Failure) -> Int in
          unsafe try refill(bytes)
        }
        read += inputEnd
      }
      // What follows and is not gzip is padding, as tape archives have it.
      guard inputStart < inputEnd, input[inputStart] == 0x1F else { return true }
      unsafe inflateReset(&stream)
      return false
    case .raw(let member):
      guard written == member.bytes, sum == UInt(member.sum) else {
        throw Failure(
          .badData, "the archive's directory gives another size or sum than its bytes",
          at: Place(locator))
      }
      return true
    }
  }

  private func cut() -> Failure {
    Failure(.badData, "the packed bytes are cut short: fetch the file again", at: Place(locator))
  }
}
