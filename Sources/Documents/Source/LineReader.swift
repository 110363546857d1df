public import Records

/// Reads a source line by line, each without its line end.
public struct LineReader {
  private let stream: ByteStream
  private let locator: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// A longer line is refused.
  private static let longest = 256 << 20

  /// A reader from the start of a source.
  ///
  /// - Throws: a `Failure` where it cannot be read.
  public init(_ content: SourceContent) throws(Failure) {
    stream = try content.stream()
    locator = content.source.locator
  }

  /// The next line; `nil` after the last.
  ///
  /// - Throws: a `Failure` where reading fails or a line is longer than 256 MB.
  public mutating func next() throws(Failure) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[start..<end]
        start = end + 1
        return line.last == 0x0D ? line.dropLast() : line
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        let line = buffer[start...]
        start = buffer.count
        return line
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard searched < LineReader.longest else {
        throw Failure(
          .badData, "a line is longer than 256 MB: expected one document a line", at: Place(locator)
        )
      }
      buffer += [UInt8](repeating: 0, count: 1 << 18)
      let count = try stream.read(into: &buffer, from: searched, count: 1 << 18)
      buffer.removeLast((1 << 18) - count)
      if count == 0 { isAtEnd = true }
    }
  }
}
