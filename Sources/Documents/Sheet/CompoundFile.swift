internal import Records

/// A compound file, the container of xls: streams in chains of sectors ([MS-CFB]).
///
/// It is held whole. Every chain is followed for at most as many sectors as there are, so that one
/// that leads back to itself ends.
struct CompoundFile {
  /// How one starts.
  static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private let bytes: [UInt8]
  private let locator: String
  private let sectorSize: Int
  private let miniSize: Int
  private let miniCutoff: Int
  /// For each sector the one that follows it.
  private var table: [UInt32] = []
  private var miniTable: [UInt32] = []
  private var miniStream: [UInt8] = []
  private var entries: [(name: String, start: UInt32, size: Int)] = []

  /// A larger one is no workbook that a program wrote: rows and columns are limited.
  private static let longest = 1 << 30

  init(_ content: SourceContent) throws(Failure) {
    locator = content.source.locator
    guard content.storedBytes <= CompoundFile.longest else {
      throw Failure(
        .badData, "the workbook is larger than \(CompoundFile.longest >> 30) GB: save it as xlsx",
        at: Place(locator))
    }
    var bytes = [UInt8](repeating: 0, count: content.storedBytes)
    let stream = try content.stream()
    var filled = 0
    while filled < bytes.count {
      let count = try stream.read(into: &bytes, from: filled, count: bytes.count - filled)
      if count == 0 { break }
      filled += count
    }
    self.bytes = bytes
    sectorSize = 1 << min(16, bytes.number(30, 2))
    miniSize = 1 << min(12, bytes.number(32, 2))
    miniCutoff = bytes.number(56, 4)
    guard bytes.starts(with: CompoundFile.magic), sectorSize >= 512, miniSize >= 16 else {
      throw damaged()
    }
    try readTables()
  }

  private mutating func readTables() throws(Failure) {
    var sectors = (0..<109).map { bytes.number(76 + 4 * $0, 4) }
    var next = bytes.number(68, 4)
    let most = bytes.count / sectorSize + 1
    for _ in 0..<min(bytes.number(72, 4), most) {
      guard let start = offset(of: UInt32(truncatingIfNeeded: next)) else { break }
      let count = sectorSize / 4 - 1
      sectors += (0..<count).map { bytes.number(start + 4 * $0, 4) }
      next = bytes.number(start + 4 * count, 4)
    }
    for sector in sectors.prefix(min(bytes.number(44, 4), most)) {
      guard let start = offset(of: UInt32(truncatingIfNeeded: sector)) else { throw damaged() }
      for index in 0..<sectorSize / 4 { table.append(UInt32(bytes.number(start + 4 * index, 4))) }
    }
    let directory = try chain(from: UInt32(bytes.number(48, 4)), size: nil)
    miniTable = try chain(from: UInt32(bytes.number(60, 4)), size: nil).words
    for start in stride(from: 0, to: directory.count - 127, by: 128) {
      let length = min(64, directory.number(start + 64, 2))
      guard directory[start + 66] != 0, length >= 2 else { continue }
      let units = stride(from: 0, to: length - 2, by: 2).map {
        UInt16(directory.number(start + $0, 2))
      }
      let entry = (
        name: String(decoding: units, as: UTF16.self),
        start: UInt32(directory.number(start + 116, 4)),
        size: directory.number(start + 120, 4)
      )
      // The root holds the stream of the small ones.
      if directory[start + 66] == 5 {
        miniStream = try chain(from: entry.start, size: entry.size)
      } else {
        entries.append(entry)
      }
    }
  }

  /// The bytes of a stream; `nil` where there is none of that name.
  func stream(_ name: String) throws(Failure) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      return nil
    }
    guard entry.size < miniCutoff else { return try chain(from: entry.start, size: entry.size) }
    var stream: [UInt8] = []
    var sector = entry.start
    while stream.count < entry.size {
      let start = Int(sector) * miniSize
      guard start + miniSize <= miniStream.count + miniSize - 1, start < miniStream.count,
        Int(sector) < miniTable.count
      else { throw damaged() }
      stream += miniStream[start..<min(start + miniSize, miniStream.count)]
      sector = miniTable[Int(sector)]
    }
    return Array(stream.prefix(entry.size))
  }

  /// The bytes of a chain of sectors, cut to a size.
  private func chain(from first: UInt32, size: Int?) throws(Failure) -> [UInt8] {
    var found: [UInt8] = []
    var sector = first
    var steps = 0
    // Numbers from here on are marks: the end, nothing, a table.
    while sector < 0xFFFF_FFFA, size.map({ found.count < $0 }) ?? true {
      guard let start = offset(of: sector), Int(sector) < table.count, steps <= table.count else {
        throw damaged()
      }
      found += bytes[start..<min(start + sectorSize, bytes.count)]
      sector = table[Int(sector)]
      steps += 1
    }
    if let size {
      guard found.count >= size else { throw damaged() }
      found.removeLast(found.count - size)
    }
    return found
  }

  /// Where a sector lies; `nil` where it does not lie in the file.
  private func offset(of sector: UInt32) -> Int? {
    let start = (Int(sector) + 1) * sectorSize
    return sector < 0xFFFF_FFFA && start < bytes.count ? start : nil
  }

  private func damaged() -> Failure {
    Failure(
      .badData, "the workbook is damaged or cut short: fetch the file again", at: Place(locator))
  }
}

extension [UInt8] {
  /// Little-endian numbers of 4 bytes.
  fileprivate var words: [UInt32] {
    stride(from: 0, to: count - 3, by: 4).map { UInt32(number($0, 4)) }
  }
}
