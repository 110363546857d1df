internal import CZlib

/// Writes a zip archive (PKWARE APPNOTE 6.3) from front to end, so that it can go anywhere bytes go.
///
/// Sizes and checksums follow each member (a data descriptor), as they are not known before; names,
/// order and times are always the same, so that the same content gives the same bytes.
final class ZipWriter {
  private struct Member {
    var name: [UInt8]
    var offset: Int
    var checksum: UInt32 = 0
    var packed = 0
    var size = 0
  }

  private let sink: ([UInt8]) -> Void
  private var members: [Member] = []
  private var deflater: Deflater?
  private var offset = 0

  /// Whether the archive is larger than its directory can tell; nothing that reads a workbook would
  /// open it.
  private(set) var isTooLarge = false

  /// So many bytes can be told in 32 bits.
  private static let most = Int(UInt32.max)
  /// Bits of a member's flags: sizes follow the data; the name is UTF-8.
  private static let flags: UInt16 = 1 << 3 | 1 << 11
  /// The first of January 1980, the earliest that a zip archive can tell.
  private static let day: UInt16 = 1 << 5 | 1

  init(_ sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

  /// Begins a member; the one before it has ended.
  func begin(_ name: String) {
    let member = Member(name: Array(name.utf8), offset: offset)
    members.append(member)
    var header = ZipWriter.bytes(UInt32(0x0403_4B50))
    header += ZipWriter.common(member)
    header += ZipWriter.bytes(UInt16(member.name.count)) + ZipWriter.bytes(UInt16(0)) + member.name
    put(header)
    deflater = Deflater(isRaw: true) { [unowned self] in
      members[members.count - 1].packed += $0.count
      put($0)
    }
  }

  /// Adds to the member.
  func write(_ bytes: [UInt8]) {
    guard !bytes.isEmpty, let index = members.indices.last else { return }
    members[index].size += bytes.count
    // zlib reads the bytes that it is told of, no more.
    members[index].checksum = unsafe bytes.withUnsafeBufferPointer {
      unsafe UInt32(
        truncatingIfNeeded: crc32(
          UInt(members[index].checksum), $0.baseAddress, UInt32($0.count)))
    }
    deflater?.write(bytes)
  }

  /// How many bytes the member has so far, before they are packed.
  var size: Int { members.last?.size ?? 0 }

  /// Ends the member.
  func end() {
    guard let index = members.indices.last else { return }
    deflater?.finish()
    deflater = nil
    let member = members[index]
    if max(member.size, member.packed, offset) > ZipWriter.most { isTooLarge = true }
    put(ZipWriter.bytes(UInt32(0x0807_4B50)) + ZipWriter.sizes(member))
  }

  /// Adds a whole member.
  func add(_ name: String, _ text: String) {
    begin(name)
    write(Array(text.utf8))
    end()
  }

  /// Writes the directory.
  func finish() {
    let start = offset
    for member in members {
      var entry = ZipWriter.bytes(UInt32(0x0201_4B50)) + ZipWriter.bytes(UInt16(20))
      entry += ZipWriter.common(member, sizes: ZipWriter.sizes(member))
      entry += ZipWriter.bytes(UInt16(member.name.count))
      // No extra field, comment, disk number, attributes.
      entry += [UInt8](repeating: 0, count: 12)
      entry += ZipWriter.bytes(UInt32(truncatingIfNeeded: member.offset)) + member.name
      put(entry)
    }
    if offset > ZipWriter.most { isTooLarge = true }
    let count = ZipWriter.bytes(UInt16(truncatingIfNeeded: members.count))
    put(
      ZipWriter.bytes(UInt32(0x0605_4B50)) + [0, 0, 0, 0] + count + count
        + ZipWriter.bytes(UInt32(truncatingIfNeeded: offset - start))
        + ZipWriter.bytes(UInt32(truncatingIfNeeded: start)) + [0, 0])
  }

  /// Version needed, flags, method (deflate), time and day, and the sizes, which stand at the
  /// member's end.
  private static func common(
    _ member: Member, sizes: [UInt8] = [UInt8](repeating: 0, count: 12)
  ) -> [UInt8] {
    bytes(UInt16(20)) + bytes(flags) + bytes(UInt16(8)) + bytes(UInt16(0)) + bytes(day) + sizes
  }

  private static func sizes(_ member: Member) -> [UInt8] {
    bytes(member.checksum) + bytes(UInt32(truncatingIfNeeded: member.packed))
      + bytes(UInt32(truncatingIfNeeded: member.size))
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private func put(_ bytes: [UInt8]) {
    offset += bytes.count
    sink(bytes)
  }
}
