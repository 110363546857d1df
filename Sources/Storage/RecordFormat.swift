internal import Records

/// Numbers in SQLite's file format: big-endian, or variable in length.
enum RecordFormat {
  @inline(__always)
  static func varintLength(_ value: UInt64) -> Int {
    value < 1 << 7 ? 1 : (70 - value.leadingZeroBitCount) / 7
  }

  @inline(__always)
  static func write(varint value: UInt64, _ place: inout UnsafeMutablePointer<UInt8>) {
    if value < 1 << 7 {
      unsafe place.pointee = UInt8(truncatingIfNeeded: value)
      unsafe place += 1
      return
    }
    for group in stride(from: varintLength(value) - 1, through: 0, by: -1) {
      let bits = UInt8(truncatingIfNeeded: value >> UInt64(7 * group)) & 0x7F
      unsafe place.pointee = group == 0 ? bits : bits | 0x80
      unsafe place += 1
    }
  }

  static func varint(_ value: UInt64) -> [UInt8] {
    (0..<varintLength(value)).reversed().map {
      UInt8(value >> UInt64(7 * $0) & 0x7F) | ($0 == 0 ? 0 : 0x80)
    }
  }

  @inline(__always)
  static func write<Number: FixedWidthInteger>(
    _ value: Number, _ place: UnsafeMutablePointer<UInt8>
  ) {
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: value.bigEndian, as: Number.self)
  }

  /// A whole number: its serial type, and as many bytes as it needs.
  @inline(__always)
  static func write(
    integer value: Int64, _ types: inout UnsafeMutablePointer<UInt8>,
    _ values: inout UnsafeMutablePointer<UInt8>
  ) {
    let magnitude = value < 0 ? ~value : value
    let (type, length): (UInt8, Int) =
      if magnitude < 1 << 7 {
        value == 0 ? (8, 0) : value == 1 ? (9, 0) : (1, 1)
      } else if magnitude < 1 << 15 {
        (2, 2)
      } else if magnitude < 1 << 23 {
        (3, 3)
      } else if magnitude < 1 << 31 {
        (4, 4)
      } else if magnitude < 1 << 47 {
        (5, 6)
      } else {
        (6, 8)
      }
    unsafe types.pointee = type
    unsafe types += 1
    // Eight bytes are written, and those after the number's own are written over.
    unsafe write(value << Int64(64 - 8 * length), values)
    unsafe values += length
  }

  /// A number; like SQLite, a whole one in a column of reals is kept as an integer.
  @inline(__always)
  static func write(
    real value: Double, _ types: inout UnsafeMutablePointer<UInt8>,
    _ values: inout UnsafeMutablePointer<UInt8>
  ) {
    if value.magnitude < 140_737_488_355_328 {
      let whole = Int64(value)
      if Double(whole) == value, whole != 0 || value.sign == .plus {
        unsafe write(integer: whole, &types, &values)
        return
      }
    }
    unsafe types.pointee = 7
    unsafe types += 1
    unsafe write(value.bitPattern, values)
    unsafe values += 8
  }
}
