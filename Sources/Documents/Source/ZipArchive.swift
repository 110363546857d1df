internal import Glibc
internal import Records

/// The directory of a zip archive (PKWARE APPNOTE 6.3: sections 4.3.12 and 4.3.16; zip64 included).
struct ZipArchive {
  /// One file in the archive.
  struct Member: Hashable, Sendable {
    var name: String
    /// Where its local header starts.
    var header: Int
    var packedBytes: Int
    var bytes: Int
    /// CRC-32 of the unpacked bytes.
    var sum: UInt32
    var isDeflated: Bool
    /// Its place in the directory.
    var order: Int
  }

  /// The members that can be read, in the order of their names; folders and hidden files passed
  /// over.
  let members: [Member]
  /// Entries that are not read: two of one name, or lying in the bytes of another.
  let refused: [(name: String, reason: String)]

  /// It is an office document: its members are the parts of one thing.
  private(set) var isOffice = false

  /// How a zip archive starts.
  static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  /// The first eight bytes of a file, or what there is of them.
  static func start(of path: String) -> [UInt8] {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return (try? bytes(descriptor, at: 0, count: 8, path)) ?? []
  }

  init(path: String) throws(Failure) {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemError.failure("open it", at: path) }
    defer { close(descriptor) }
    try self.init(descriptor: descriptor, size: Int(lseek(descriptor, 0, SEEK_END)), locator: path)
  }

  init(descriptor: Int32, size: Int, locator: String) throws(Failure) {
    let directory = try ZipArchive.directory(descriptor, size, locator)
    var members: [Member] = []
    var position = 0
    // What lies where, folders and hidden files as well.
    var extents: [(range: Range<Int>, order: Int)] = []
    while position + 46 <= directory.count, directory.number(position, 4) == 0x0201_4B50 {
      let nameLength = directory.number(position + 28, 2)
      let extraLength = directory.number(position + 30, 2)
      let next = position + 46 + nameLength + extraLength + directory.number(position + 32, 2)
      guard next <= directory.count else { throw ZipArchive.damaged(locator) }
      var member = Member(
        name: SystemPath.text(directory[position + 46..<position + 46 + nameLength]),
        header: directory.number(position + 42, 4), packedBytes: directory.number(position + 20, 4),
        bytes: directory.number(position + 24, 4), sum: UInt32(directory.number(position + 16, 4)),
        isDeflated: true, order: extents.count)
      member.readLargeNumbers(directory, position + 46 + nameLength, extraLength)
      // Numbers of 64 bits may be any; what is beyond the file is cut short.
      guard (0...size).contains(member.header), member.bytes >= 0,
        (0...(size - member.header)).contains(member.packedBytes)
      else { throw ZipArchive.damaged(locator) }
      let extent = member.header..<min(size, member.header + 30 + nameLength + member.packedBytes)
      extents.append((extent, extents.count))
      let method = directory.number(position + 10, 2)
      let isEncrypted = directory.number(position + 8, 2) & 1 == 1
      let isHidden = member.name.split(separator: "/").contains {
        $0.hasPrefix(".") || $0 == "__MACOSX"
      }
      position = next
      guard !member.name.hasSuffix("/"), !isHidden else { continue }
      if member.name == "[Content_Types].xml" || member.name == "META-INF/manifest.xml" {
        isOffice = true
      }
      guard !isEncrypted, method == 0 || method == 8 else {
        throw Failure(
          .badData,
          "\(member.name) is \(isEncrypted ? "encrypted" : "packed by a method other than deflate")",
          at: Place(locator))
      }
      member.isDeflated = method == 8
      members.append(member)
    }
    (self.members, refused) = ZipArchive.sound(members, extents)
  }

  /// The members in the order of their names without those that lie in another entry's bytes, and
  /// without the second of two that have one name.
  private static func sound(
    _ members: [Member], _ extents: [(range: Range<Int>, order: Int)]
  ) -> (members: [Member], refused: [(name: String, reason: String)]) {
    var overlapping: Set<Int> = []
    var last: Range<Int>?
    // Of two that start at one place the directory's first is the one.
    for extent in extents.sorted(by: {
      ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order)
    }) {
      if let before = last, extent.range.lowerBound < before.upperBound {
        overlapping.insert(extent.order)
        if extent.range.upperBound <= before.upperBound { continue }
      }
      last = extent.range
    }
    var sound: [Member] = []
    var refused: [(name: String, reason: String)] = []
    var names: Set<String> = []
    for member in members {
      guard !overlapping.contains(member.order) else {
        refused.append((member.name, "it lies in the bytes of another entry of the archive"))
        continue
      }
      guard names.insert(member.name).inserted else {
        refused.append((member.name, "another entry of the archive has the same name"))
        continue
      }
      sound.append(member)
    }
    return (
      sound.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
      refused.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    )
  }

  /// Where a member's bytes start: after its local header, whose length only that header tells.
  static func dataOffset(of member: Member, descriptor: Int32, locator: String) throws(Failure)
    -> Int
  {
    let header = try bytes(descriptor, at: member.header, count: 30, locator)
    guard header.count == 30, header.number(0, 4) == 0x0403_4B50 else { throw damaged(locator) }
    return member.header + 30 + header.number(26, 2) + header.number(28, 2)
  }

  /// The central directory: the end record, found from the end of the file, says where it is.
  private static func directory(_ descriptor: Int32, _ size: Int, _ locator: String) throws(Failure)
    -> [UInt8]
  {
    // The end record is 22 bytes and a comment of up to 65,535.
    let start = max(0, size - 65_557)
    let tail = try bytes(descriptor, at: start, count: size - start, locator)
    var position = tail.count - 22
    while position >= 0, tail.number(position, 4) != 0x0605_4B50 { position -= 1 }
    guard position >= 0 else { throw damaged(locator) }
    var length = tail.number(position + 12, 4)
    var offset = tail.number(position + 16, 4)
    if offset == 0xFFFF_FFFF || length == 0xFFFF_FFFF, position >= 20,
      tail.number(position - 20, 4) == 0x0706_4B50
    {
      let end = try bytes(descriptor, at: tail.number(position - 12, 8), count: 56, locator)
      guard end.count == 56, end.number(0, 4) == 0x0606_4B50 else { throw damaged(locator) }
      length = end.number(40, 8)
      offset = end.number(48, 8)
    }
    guard offset >= 0, length >= 0, offset <= size, length <= size - offset, length < 1 << 30 else {
      throw damaged(locator)
    }
    let directory = try bytes(descriptor, at: offset, count: length, locator)
    guard directory.count == length else { throw damaged(locator) }
    return directory
  }

  private static func bytes(_ descriptor: Int32, at offset: Int, count: Int, _ locator: String)
    throws(Failure)
    -> [UInt8]
  {
    guard offset >= 0, count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      // Into the array's own storage, never past its end.
      let more = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
      }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw SystemError.failure("read it", at: locator) }
      if more == 0 { break }
      done += more
    }
    bytes.removeLast(count - done)
    return bytes
  }

  private static func damaged(_ locator: String) -> Failure {
    Failure(
      .badData, "the zip archive is damaged or cut short: fetch the file again", at: Place(locator))
  }
}

extension ZipArchive.Member {
  /// Numbers that do not fit 32 bits stand in the extra field with the header ID 1, in this order.
  fileprivate mutating func readLargeNumbers(_ directory: [UInt8], _ start: Int, _ length: Int) {
    var position = start
    while position + 4 <= start + length {
      let end = min(position + 4 + directory.number(position + 2, 2), start + length)
      if directory.number(position, 2) == 1 {
        var at = position + 4
        for field in [\Self.bytes, \.packedBytes, \.header]
        where self[keyPath: field] == 0xFFFF_FFFF && at + 8 <= end {
          self[keyPath: field] = directory.number(at, 8)
          at += 8
        }
      }
      position = end
    }
  }
}

extension [UInt8] {
  /// A little-endian number of `width` bytes; 0 where the bytes are not there.
  func number(_ position: Int, _ width: Int) -> Int {
    guard position >= 0, position + width <= count else { return 0 }
    return (0..<width).reduce(0) {
      $0 | Int(truncatingIfNeeded: UInt64(self[position + $1]) << (8 * UInt64($1)))
    }
  }
}
