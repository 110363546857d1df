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
  /// What is known of a sheet beside its cells, where it is one.
  package let sheet: SheetFacts?
  /// The metadata file beside it that says how it is to be read.
  package let metadata: MetadataFile?
  /// The claims beside it, where it is an article that has some.
  package let claims: ClaimsFile?

  /// How the bytes are packed.
  enum Packing: Sendable {
    case plain
    case gzip
    case zipMember(ZipArchive.Member)
  }

  private let descriptor: Int32
  /// Holds the descriptor where it is that of a pipe's copy or of another temporary file.
  private let holder: (any AnyObject & Sendable)?
  private let memory: [UInt8]
  let identity: Identity

  /// What shows that a file was changed.
  struct Identity: Equatable, Sendable {
    var device = 0
    var inode = 0
    var size: Int
    var seconds = 0
    var nanoseconds = 0
  }

  /// Opens a source.
  ///
  /// - Throws: a `Failure` of kind `noInput`, `notPermitted`, `badData` or `inputOutput`.
  public init(_ source: Source) throws(Failure) {
    self.source = source
    if case .sheet(let workbook, let sheet) = source.origin {
      let (text, facts) = try workbook.read(
        sheet, locator: source.locator, longest: source.longestExpanded)
      self.sheet = facts
      claims = nil
      metadata =
        if case .file(let path) = workbook.file.origin { MetadataFile.find(for: path) } else { nil }
      descriptor = text.file?.descriptor ?? -1
      holder = text.file
      memory = text.file == nil ? text.memory : []
      identity = try SourceContent.identity(of: text, source.locator)
      storedBytes = text.count
      packing = .plain
      return
    }
    if case .pageTable(let table) = source.origin {
      (memory, sheet) = try table.text(locator: source.locator)
      (metadata, claims) = (nil, nil)
      descriptor = -1
      holder = nil
      identity = Identity(size: memory.count)
      storedBytes = memory.count
      packing = .plain
      return
    }
    sheet = nil
    metadata = if case .file(let path) = source.origin { MetadataFile.find(for: path) } else { nil }
    switch source.origin {
    case .memory(let bytes):
      claims = nil
      descriptor = -1
      holder = nil
      memory = bytes
      identity = Identity(size: bytes.count)
      storedBytes = bytes.count
      packing = bytes.starts(with: [0x1F, 0x8B]) ? .gzip : .plain
    case .standardInput:
      claims = nil
      memory = []
      let copy = try PipeCopy(STDIN_FILENO, source.locator, longest: source.longestExpanded)
      holder = copy
      descriptor = copy.descriptor
      identity = try SourceContent.identity(of: descriptor, source.locator)
      storedBytes = identity.size
      packing = SourceContent.isGzip(descriptor) ? .gzip : .plain
    case .pipe(let copy, _):
      claims = nil
      memory = []
      holder = copy
      descriptor = copy.descriptor
      identity = try SourceContent.identity(of: descriptor, source.locator)
      storedBytes = identity.size
      packing = SourceContent.isGzip(descriptor) ? .gzip : .plain
    case .file(let path):
      claims = try ClaimsFile.find(for: path, locator: source.locator)
      memory = []
      if Pipes.isPipe(path) {
        let copy = try Pipes.read(path, source.longestExpanded).get()
        holder = copy
        descriptor = copy.descriptor
      } else {
        holder = nil
        descriptor = try SourceContent.open(path, source.locator)
      }
      identity = try SourceContent.identity(of: descriptor, source.locator)
      storedBytes = identity.size
      packing = SourceContent.isGzip(descriptor) ? .gzip : .plain
    case .member(let archive, let name, let header):
      memory = []
      holder = nil
      descriptor = try SourceContent.open(archive, source.locator)
      identity = try SourceContent.identity(of: descriptor, source.locator)
      let member: ZipArchive.Member
      // Nothing closes it for an initialiser that fails.
      do throws(Failure) {
        let directory = try ZipDirectories.directory(descriptor, identity, archive)
        guard let found = directory.member(name, header: header) else {
          throw Failure(
            .noInput, "there is no such member in the archive", at: Place(source.locator))
        }
        member = found
        claims = try directory.member(name + ClaimsFile.suffix).map { (member) throws(Failure) in
          try SourceContent.claims(member, in: archive, of: source)
        }
      } catch {
        close(descriptor)
        throw error
      }
      storedBytes = member.packedBytes
      packing = .zipMember(member)
    case .sheet, .pageTable, .extracted:
      throw Failure(
        .bug, "a sheet, a table of a page or an extracted document was not read",
        at: Place(source.locator))
    }
  }

  /// One of several tables of a sheet.
  init(_ content: SourceContent, _ area: MergedArea, of sheet: SheetFacts) throws(Failure) {
    source = content.source
    (metadata, claims) = (nil, nil)
    let (text, outside) = try SourceContent.text(
      of: content, area, offset: sheet.columnOffset)
    var facts = sheet
    facts.areas = []
    facts.rowsOutside = outside
    facts.columnOffset = max(sheet.columnOffset, area.columns.lowerBound - 1)
    facts.columns = area.columns.upperBound - facts.columnOffset
    self.sheet = facts
    descriptor = text.file?.descriptor ?? -1
    holder = text.file
    memory = text.file == nil ? text.memory : []
    storedBytes = text.count
    packing = .plain
    identity = try SourceContent.identity(of: text, source.locator)
  }

  /// The same bytes, unpacked into a temporary file, to be read from any offset.
  init(unpacking content: SourceContent) throws(Failure) {
    source = content.source
    sheet = nil
    (metadata, claims) = (nil, nil)
    memory = []
    let file = try TemporaryFile(for: source.locator)
    let stream = try content.stream()
    var block = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = try stream.read(into: &block, from: 0, count: block.count)
      if count == 0 { break }
      try file.write(block, count)
    }
    holder = file
    descriptor = file.descriptor
    identity = try SourceContent.identity(of: descriptor, source.locator)
    storedBytes = identity.size
    packing = .plain
  }

  /// The claims that stand beside an article in an archive.
  private static func claims(
    _ member: ZipArchive.Member, in archive: String, of article: Source
  ) throws(Failure) -> ClaimsFile {
    let locator = article.locator + ClaimsFile.suffix
    guard member.bytes <= ClaimsFile.longest else {
      throw Failure(
        .badData, "these claims of the article are longer than 64 MB: split the article",
        at: Place(locator))
    }
    var source = Source(
      .member(archive: archive, name: member.name, header: member.header), locator: locator)
    source.longestExpanded = article.longestExpanded
    let stream = try SourceContent(source).stream()
    var bytes = [UInt8](repeating: 0, count: member.bytes)
    var done = 0
    while done < bytes.count {
      let count = try stream.read(into: &bytes, from: done, count: bytes.count - done)
      if count == 0 { break }
      done += count
    }
    return ClaimsFile(locator: locator, bytes: Array(bytes[..<done]))
  }

  deinit {
    if descriptor >= 0, holder == nil { close(descriptor) }
  }

  /// Whether the bytes can be read from any offset as they are meant.
  var isPlain: Bool { if case .plain = packing { true } else { false } }

  /// The directory of the zip archive that the bytes are.
  func archive() throws(Failure) -> ZipArchive {
    try ZipArchive(descriptor: descriptor, size: identity.size, locator: source.locator)
  }

  /// A stream of the bytes, decompressed, from the start.
  ///
  /// - Parameter observer: sees every byte that is read.
  package func stream(observer: SurveyObserver? = nil) throws(Failure) -> ByteStream {
    switch packing {
    case .plain:
      return ByteStream(content: self, inflater: nil, observer: observer, from: 0, limit: .max)
    case .gzip:
      let inflater = try Inflater(
        format: .gzip, longest: source.longestExpanded, locator: source.locator)
      return ByteStream(content: self, inflater: inflater, observer: observer, from: 0, limit: .max)
    case .zipMember(let member):
      return try stream(of: member, observer: observer)
    }
  }

  /// A stream of a part of the bytes, which must be stored as they are meant.
  func stream(from offset: Int, length: Int) -> ByteStream {
    ByteStream(content: self, inflater: nil, observer: nil, from: offset, limit: length)
  }

  /// The first bytes, decompressed: as many as are asked for, or what there is of them.
  func start(_ count: Int) throws(Failure) -> [UInt8] {
    var start = [UInt8](repeating: 0, count: count)
    start.removeLast(count - (try stream().read(into: &start, from: 0, count: count)))
    return start
  }

  /// A stream of the bytes of a member of the zip archive that this is.
  func stream(of member: ZipArchive.Member, observer: SurveyObserver? = nil) throws(Failure)
    -> ByteStream
  {
    let start = try ZipArchive.dataOffset(
      of: member, descriptor: descriptor, locator: source.locator)
    let inflater =
      member.isDeflated
      ? try Inflater(
        format: .raw(expected: member), longest: min(member.bytes, source.longestExpanded),
        locator: source.locator) : nil
    return ByteStream(
      content: self, inflater: inflater, observer: observer, from: start,
      limit: member.packedBytes)
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
    // A pipe that took the file's place meanwhile is not waited for.
    let descriptor = unsafe Glibc.open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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
      close(descriptor)
      throw Failure(.noInput, "this is no file any more", at: Place(locator))
    }
  }

  private static func identity(of text: Spool, _ locator: String) throws(Failure) -> Identity {
    guard let file = text.file else { return Identity(size: text.count) }
    return try identity(of: file.descriptor, locator)
  }

  private static func identity(of descriptor: Int32, _ locator: String) throws(Failure) -> Identity
  {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw SystemError.failure("read it", at: locator)
    }
    return Identity(
      device: Int(truncatingIfNeeded: status.st_dev),
      inode: Int(truncatingIfNeeded: status.st_ino), size: Int(status.st_size),
      seconds: Int(status.st_mtim.tv_sec),
      nanoseconds: Int(status.st_mtim.tv_nsec))
  }

  private static func isGzip(_ descriptor: Int32) -> Bool {
    var magic: (UInt8, UInt8) = (0, 0)
    // Two bytes into a tuple of two bytes.
    return unsafe pread(descriptor, &magic, 2, 0) == 2 && magic == (0x1F, 0x8B)
  }
}
