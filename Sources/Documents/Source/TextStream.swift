public import Records

/// The text of a source as well-formed UTF-8, in blocks of any size, without a byte order mark.
public final class TextStream {
  private let bytes: ByteStream
  private let decoder: Decoder
  private var input: [UInt8] = []
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var isAtStart = true

  private enum Decoder {
    /// UTF-8 that is known to be well formed.
    case none
    /// UTF-8 with bytes that are not.
    case repair
    case iconv(Iconv)
  }

  /// A stream of the decoded text.
  ///
  /// - Parameter repair: the bytes hold what the encoding does not have; it becomes U+FFFD.
  /// - Throws: a `Failure` where the system cannot decode the encoding.
  package init(_ bytes: ByteStream, encoding: TextEncoding, repair: Bool, locator: String)
    throws(Failure)
  {
    self.bytes = bytes
    if encoding == .utf8 {
      decoder = repair ? .repair : .none
    } else {
      guard let iconv = Iconv(from: encoding.systemName) else {
        throw Failure(.configuration, "this system cannot decode \(encoding)", at: Place(locator))
      }
      decoder = .iconv(iconv)
    }
    if case .none = decoder {} else { input = [UInt8](repeating: 0, count: 1 << 16) }
  }

  /// Reads up to `count` bytes of UTF-8 into an array from an index on, which must exist already; 0
  /// at the end.
  ///
  /// - Throws: a `Failure` as `ByteStream.read`.
  public func read(into output: inout [UInt8], from index: Int, count: Int) throws(Failure) -> Int {
    while true {
      let position: Int
      if case .none = decoder {
        position = index + (try bytes.read(into: &output, from: index, count: count))
      } else {
        precondition(count >= 16, "the block must hold a character")
        position = try decode(into: &output, from: index, to: index + count)
      }
      guard isAtStart, position > index else { return position - index }
      isAtStart = false
      guard position - index >= 3, output[index] == 0xEF, output[index + 1] == 0xBB,
        output[index + 2] == 0xBF
      else {
        return position - index
      }
      for at in index..<position - 3 { output[at] = output[at + 3] }
      if position - index > 3 { return position - index - 3 }
    }
  }

  /// Decodes until the output holds something or the input ends.
  private func decode(into output: inout [UInt8], from index: Int, to limit: Int) throws(Failure)
    -> Int
  {
    var position = index
    while position == index {
      if !isAtEnd, end - start < 16 { try refill() }
      guard start < end else { return position }
      switch decoder {
      case .none: return position
      case .repair: repair(&output, &position, limit)
      case .iconv(let iconv):
        var window = output
        output = []
        let stop = convert(iconv, &window, &position, limit)
        output = window
        switch stop {
        case .end, .full: break
        case .incomplete where !isAtEnd: try refill()
        case .incomplete, .invalid:
          start += 1
          append([0xEF, 0xBF, 0xBD], &output, &position)
        }
      }
    }
    return position
  }

  private func convert(_ iconv: Iconv, _ output: inout [UInt8], _ position: inout Int, _ limit: Int)
    -> Iconv.Stop
  {
    // Three bytes are kept for a replacement character.
    iconv.convert(&input, from: &start, to: end, into: &output, at: &position, limit: limit - 3)
  }

  private func refill() throws(Failure) {
    for at in start..<end { input[at - start] = input[at] }
    end -= start
    start = 0
    while end < input.count, !isAtEnd {
      let count = try bytes.read(into: &input, from: end, count: input.count - end)
      if count == 0 { isAtEnd = true }
      end += count
    }
  }

  /// Copies well-formed sequences and replaces what is not.
  private func repair(_ output: inout [UInt8], _ position: inout Int, _ limit: Int) {
    while start < end, position + 4 <= limit {
      let byte = input[start]
      if byte < 0x80 {
        output[position] = byte
        position += 1
        start += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      if start + length > end, !isAtEnd { return }
      let stop = min(start + length, end)
      let text = String(validating: input[start..<stop], as: UTF8.self)
      if text?.unicodeScalars.count == 1 {
        for at in start..<stop {
          output[position] = input[at]
          position += 1
        }
        start = stop
      } else {
        append([0xEF, 0xBF, 0xBD], &output, &position)
        start += 1
      }
    }
  }

  private func append(_ bytes: [UInt8], _ output: inout [UInt8], _ position: inout Int) {
    for byte in bytes {
      output[position] = byte
      position += 1
    }
  }
}
