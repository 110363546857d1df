internal import Glibc
public import Records

/// Reads a source line by line, each without its line end.
public struct LineReader {
  /// Where the bytes come from.
  private enum Input {
    case stream(ByteStream)
    /// A pipe, of which each line is read as soon as it is there.
    case pipe(Int32)
  }

  private let input: Input
  private let locator: String
  private var buffer: [UInt8] = []
  private var start = 0
  /// The byte of the source at which the buffer starts.
  private var origin = 0
  private var isAtEnd = false

  /// A longer line is refused.
  private static let longest = 256 << 20

  /// A reader from the start of a source.
  ///
  /// - Throws: a `Failure` where it cannot be read.
  public init(_ content: SourceContent) throws(Failure) {
    input = .stream(try content.stream())
    locator = content.source.locator
  }

  /// A reader of a part of a source.
  init(_ stream: ByteStream, locator: String) {
    input = .stream(stream)
    self.locator = locator
  }

  /// A reader of what comes in through an open descriptor, line by line as it comes.
  public init(descriptor: Int32, locator: String) {
    input = .pipe(descriptor)
    self.locator = locator
  }

  /// The byte of the source at which the next line starts.
  var position: Int { origin + start }

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
      origin += start
      start = 0
      searched = buffer.count
      guard searched < LineReader.longest else {
        throw Failure(
          .badData, "a line is longer than 256 MB: expected one document a line", at: Place(locator)
        )
      }
      buffer += [UInt8](repeating: 0, count: 1 << 18)
      let count = try read(at: searched, count: 1 << 18)
      buffer.removeLast((1 << 18) - count)
      if count == 0 { isAtEnd = true }
      if case .pipe = input, buffer.starts(with: [0x1F, 0x8B]) {
        throw Failure(
          .badData, "this is packed: expected lines of text (gunzip -c FILE | …)",
          at: Place(locator))
      }
    }
  }

  private mutating func read(at place: Int, count: Int) throws(Failure) -> Int {
    switch input {
    case .stream(let stream): return try stream.read(into: &buffer, from: place, count: count)
    case .pipe(let descriptor):
      while true {
        // Into the array's own storage, where there is room for as many bytes.
        let more = unsafe buffer.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress?.advanced(by: place), count)
        }
        if more >= 0 { return more }
        if errno != EINTR { throw SystemError.failure("read it", at: locator) }
      }
    }
  }
}
