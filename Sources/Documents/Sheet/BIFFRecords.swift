internal import Records

/// The records of an xls workbook one after the other ([MS-XLS] 2.1.4).
struct BIFFRecords {
  /// A record: its kind, and where its bytes lie.
  struct Record {
    var kind: Int
    var data: Range<Int>
  }

  let bytes: [UInt8]
  var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next record; `nil` at the end.
  mutating func next() -> Record? {
    guard position >= 0, position + 4 <= bytes.count else { return nil }
    let length = bytes.number(position + 2, 2)
    let start = position + 4
    guard start + length <= bytes.count else { return nil }
    defer { position = start + length }
    return Record(kind: bytes.number(position, 2), data: start..<start + length)
  }

  /// A number in the data of a record; 0 beyond its end.
  func number(_ record: Record, _ offset: Int, _ width: Int) -> Int {
    record.data.lowerBound + offset + width <= record.data.upperBound
      ? bytes.number(record.data.lowerBound + offset, width) : 0
  }

  /// An IEEE number in the data of a record.
  func double(_ record: Record, _ offset: Int) -> Double {
    let low = UInt64(number(record, offset, 4)), high = UInt64(number(record, offset + 4, 4))
    return Double(bitPattern: high << 32 | low)
  }

  /// A number in 30 bits ([MS-XLS] 2.5.217): an integer or the upper half of an IEEE number, and
  /// whether it is a hundredth.
  static func packed(_ bits: Int) -> Double {
    let value =
      bits & 2 != 0
      ? Double(Int32(truncatingIfNeeded: bits) >> 2)
      : Double(bitPattern: UInt64(bits & 0xFFFF_FFFC) << 32)
    return bits & 1 != 0 ? value / 100 : value
  }
}

/// Reads texts from records that go on in others ([MS-XLS] 2.5.293 and 2.4.265).
struct BIFFText {
  private var records: BIFFRecords
  private var position: Int
  private var end: Int
  /// A text of an old version: bytes of the workbook's code page, no flags.
  private let isOld: Bool

  /// - Parameter records: stands after the record, at those that continue it.
  init(_ record: BIFFRecords.Record, from offset: Int, _ records: BIFFRecords, isOld: Bool = false)
  {
    self.records = records
    position = record.data.lowerBound + offset
    end = record.data.upperBound
    self.isOld = isOld
  }

  private static let continuation = 0x3C

  /// A text with a length of `width` bytes before it; `nil` where the records end.
  ///
  /// - Parameter raised: which fonts are raised: what is written in them is a footnote's number.
  mutating func next(width: Int, raised: Set<Int> = []) -> [UInt8]? {
    guard let count = number(width) else { return nil }
    if isOld { return legacy(count) }
    guard var flags = byte() else { return nil }
    let runs = flags & 8 != 0 ? number(2) ?? 0 : 0
    let extra = flags & 4 != 0 ? number(4) ?? 0 : 0
    var units: [UInt16] = []
    units.reserveCapacity(count)
    while units.count < count {
      // What goes on in another record says again how wide its characters are.
      if position == end {
        guard advance(), let again = byte() else { return nil }
        flags = again
      }
      guard let unit = flags & 1 != 0 ? number(2) : byte().map(Int.init) else { return nil }
      units.append(UInt16(unit))
    }
    var fonts: [(start: Int, font: Int)] = []
    for _ in 0..<runs {
      guard let start = number(2), let font = number(2) else { break }
      fonts.append((start, font))
    }
    skip(extra)
    return text(units, fonts, raised)
  }

  private func text(
    _ units: [UInt16], _ fonts: [(start: Int, font: Int)], _ raised: Set<Int>
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = 0
    var isRaised = false
    for run in fonts + [(units.count, -1)] where run.start >= start && run.start <= units.count {
      let from = bytes.count
      bytes += Array(String(decoding: units[start..<run.start], as: UTF16.self).utf8)
      if isRaised { RichText.raise(&bytes, from: from) }
      isRaised = raised.contains(run.font)
      start = run.start
    }
    return bytes
  }

  /// Bytes of windows-1252, which old workbooks hold as a rule.
  private mutating func legacy(_ count: Int) -> [UInt8]? {
    var scalars = ""
    for _ in 0..<count {
      guard let byte = byte() else { return nil }
      scalars.unicodeScalars.append(
        Unicode.Scalar(BIFFText.windows1252[byte] ?? UInt32(byte)) ?? " ")
    }
    return Array(scalars.utf8)
  }

  private static let windows1252: [UInt8: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
    0x8A: 0x0160, 0x8C: 0x0152, 0x8E: 0x017D, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C,
    0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x99: 0x2122, 0x9A: 0x0161,
    0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
  ]

  private mutating func byte() -> UInt8? {
    if position == end, !advance() { return nil }
    defer { position += 1 }
    return records.bytes[position]
  }

  private mutating func number(_ width: Int) -> Int? {
    var number = 0
    for index in 0..<width {
      guard let byte = byte() else { return nil }
      number |= Int(byte) << (8 * index)
    }
    return number
  }

  private mutating func skip(_ count: Int) {
    var rest = count
    while rest > 0 {
      let step = min(rest, end - position)
      position += step
      rest -= step
      if rest > 0, !advance() { return }
    }
  }

  /// Moves to the record that continues this one.
  private mutating func advance() -> Bool {
    guard let record = records.next(), record.kind == BIFFText.continuation, !record.data.isEmpty
    else { return false }
    position = record.data.lowerBound
    end = record.data.upperBound
    return true
  }
}
