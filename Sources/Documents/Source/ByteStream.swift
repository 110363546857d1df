public import Records

/// The bytes of a source in order, decompressed, in blocks of any size.
public final class ByteStream {
  private let content: SourceContent
  private let inflater: Inflater?
  private let observer: SurveyObserver?
  private var offset: Int
  private let end: Int
  private var isAtEnd = false

  init(
    content: SourceContent, inflater: Inflater?, observer: SurveyObserver?, from offset: Int,
    limit: Int
  ) {
    self.content = content
    self.inflater = inflater
    self.observer = observer
    self.offset = offset
    end = limit == .max ? .max : offset + limit
  }

  /// Reads up to `count` bytes into an array from an index on, which must exist already; 0 at the
  /// end.
  ///
  /// - Throws: a `Failure` where reading fails, where the packed bytes are damaged or cut short,
  ///   and where the file
  ///   changed since it was opened.
  public func read(into bytes: inout [UInt8], from index: Int, count: Int) throws(Failure) -> Int {
    precondition(
      index >= 0 && count >= 0 && index + count <= bytes.count, "the block must lie in the array")
    // The buffer is the array's own storage, cut to the range that was just checked.
    return unsafe try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) -> Int in
      unsafe try read(
        into: UnsafeMutableBufferPointer<UInt8>(rebasing: buffer[index..<index + count]))
    }
  }

  private func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int {
    guard !isAtEnd, buffer.count > 0 else { return 0 }
    let count: Int
    if let inflater {
      count = unsafe try inflater.read(into: buffer) { (input) throws(Failure) -> Int in
        unsafe try readStored(into: input)
      }
    } else {
      count = unsafe try readStored(into: buffer)
    }
    if count == 0 {
      isAtEnd = true
      try content.checkUnchanged()
    } else if let observer {
      // What was just read, looked at before anyone else writes to the buffer.
      unsafe observer.add(Span(_unsafeElements: UnsafeBufferPointer(rebasing: buffer[..<count])))
    }
    return count
  }

  private func readStored(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int {
    let room = min(buffer.count, end - offset)
    guard room > 0 else { return 0 }
    let count = unsafe try content.readStored(
      into: UnsafeMutableBufferPointer<UInt8>(rebasing: buffer[..<room]), at: offset)
    offset += count
    return count
  }
}
