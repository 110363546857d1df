internal import Glibc
public import Records

/// The bytes of one source, opened: may be read from the start any number of times.
///
/// Standard input and other pipes are copied to an unnamed temporary file first. Bytes are read
/// with `pread` in blocks, never mapped into memory: a file that is cut short while it is mapped
/// would kill the process.
public final class SourceContent: Sendable {
  /// What is read.
  public let source: Source
  /// The size on disk, before it is decompressed.
  public let storedBytes: Int
  /// How it is packed.
  let packing: Packing
  /// The metadata file beside it that says how it is to be read.
  package let metadata: MetadataFile?

  /// How the bytes are packed.
  enum Packing: Sendable {
    case plain
    case gzip
    case zipMember(ZipArchive.Member)
  }

  private let descriptor: Int32
  private let memory: [UInt8]
  private let identity: Identity

  /// What shows that a file was changed.
  private struct Identity: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  /// Opens a source.
  ///
  /// - Throws: a `Failure` of kind `noInput`, `notPermitted`, `badData` or `inputOutput`.
  public init(_ source: Source) throws(Failure) {
    self.source = source
    metadata = if case .file(let path) = source.origin { MetadataFile.find(for: path) } else { nil }
    switch source.origin {
    case .memory(let bytes):
      descriptor = -1
      memory = bytes
      identity = Identity(size: bytes.count, seconds: 0, nanoseconds: 0)
      storedBytes = bytes.count
      packing = bytes.starts(with: [0x1F, 0x8B]) ? .gzip : .plain
    case .standardInput:
      memory = []
      descriptor = try SourceContent.spool(STDIN_FILENO, source.locator)
      identity = try SourceContent.identity(of: descriptor, source.locator)
      storedBytes = identity.size
      packing = SourceContent.isGzip(descriptor) ? .gzip : .plain
    case .file(let path):
      memory = []
      descriptor = try SourceContent.open(path, source.locator)
      identity = try SourceContent.identity(of: descriptor, source.locator)
      storedBytes = identity.size
      packing = SourceContent.isGzip(descriptor) ? .gzip : .plain
    case .member(let archive, let name):
      memory = []
      descriptor = try SourceContent.open(archive, source.locator)
      identity = try SourceContent.identity(of: descriptor, source.locator)
      let directory = try ZipArchive(descriptor: descriptor, size: identity.size, locator: archive)
      guard let member = directory.members.first(where: { $0.name == name }) else {
        close(descriptor)
        throw Failure(.noInput, "there is no such member in the archive", at: Place(source.locator))
      }
      storedBytes = member.packedBytes
      packing = .zipMember(member)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// A stream of the bytes, decompressed, from the start.
  ///
  /// - Parameter observer: sees every byte that is read.
  package func stream(observer: SurveyObserver? = nil) throws(Failure) -> ByteStream {
    switch packing {
    case .plain:
      return ByteStream(content: self, inflater: nil, observer: observer, from: 0, limit: .max)
    case .gzip:
      let inflater = try Inflater(format: .gzip, locator: source.locator)
      return ByteStream(content: self, inflater: inflater, observer: observer, from: 0, limit: .max)
    case .zipMember(let member):
      let start = try ZipArchive.dataOffset(
        of: member, descriptor: descriptor, locator: source.locator)
      let inflater =
        member.isDeflated
        ? try Inflater(format: .raw(expected: member), locator: source.locator) : nil
      return ByteStream(
        content: self, inflater: inflater, observer: observer, from: start,
        limit: member.packedBytes)
    }
  }

  /// Reads stored bytes at an offset; 0 at the end.
  package func readStored(into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int)
    throws(Failure)
    -> Int
  {
    if descriptor < 0 {
      let count = max(0, min(buffer.count, memory.count - offset))
      if count > 0 {
        // `count` was cut to what both sides hold.
        unsafe memory.withUnsafeBufferPointer { bytes in
          unsafe _ = buffer.update(fromContentsOf: bytes[offset..<offset + count])
        }
      }
      return count
    }
    while true {
      let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError.failure("read it", at: source.locator) }
    }
  }

  /// Checks at the end of a reading that the file is still the one that was opened.
  package func checkUnchanged() throws(Failure) {
    guard descriptor >= 0 else { return }
    guard try SourceContent.identity(of: descriptor, source.locator) == identity else {
      throw Failure(
        .inputOutput, "the file changed while it was read: try again", at: Place(source.locator))
    }
  }

  private static func open(_ path: String, _ locator: String) throws(Failure) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.failure("open it", at: locator) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw SystemError.failure("open it", at: locator)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return descriptor
    case S_IFDIR:
      close(descriptor)
      throw SystemError.failure("read it", at: locator, EISDIR)
    default:
      defer { close(descriptor) }
      return try spool(descriptor, locator)
    }
  }

  private static func identity(of descriptor: Int32, _ locator: String) throws(Failure) -> Identity
  {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw SystemError.failure("read it", at: locator)
    }
    return Identity(
      size: Int(status.st_size), seconds: Int(status.st_mtim.tv_sec),
      nanoseconds: Int(status.st_mtim.tv_nsec))
  }

  private static func isGzip(_ descriptor: Int32) -> Bool {
    var magic: (UInt8, UInt8) = (0, 0)
    // Two bytes into a tuple of two bytes.
    return unsafe pread(descriptor, &magic, 2, 0) == 2 && magic == (0x1F, 0x8B)
  }

  /// Copies a pipe to a temporary file that has no name and goes away with its descriptor.
  private static func spool(_ input: Int32, _ locator: String) throws(Failure) -> Int32 {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array((folder + "/tally-XXXXXX").utf8CString)
    // The template is an array of the call's own, which it may write to.
    let output = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(base)
      if descriptor >= 0 { unsafe unlink(base) }
      return descriptor
    }
    guard output >= 0 else {
      throw SystemError.failure("make a temporary file in \(folder)", at: locator)
    }
    var block = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      // Both calls get the array's own storage and its size.
      let count = unsafe block.withUnsafeMutableBufferPointer {
        unsafe read(input, $0.baseAddress, $0.count)
      }
      if count == 0 { return output }
      if count < 0 {
        if errno == EINTR { continue }
        defer { close(output) }
        throw SystemError.failure("read it", at: locator)
      }
      var written = 0
      while written < count {
        let more = unsafe block.withUnsafeBytes {
          unsafe write(output, $0.baseAddress?.advanced(by: written), count - written)
        }
        guard more > 0 || errno == EINTR else {
          defer { close(output) }
          throw SystemError.failure("write a temporary copy in \(folder)", at: locator)
        }
        written += max(0, more)
      }
    }
  }
}
