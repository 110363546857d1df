/// A text in which code points are found by their number: the place of every 64th is known.
public struct CodePointOffsets: Sendable {
  private let bytes: [UInt8]
  private var places: [Int] = []
  /// How many code points there are.
  public private(set) var count = 0

  /// Goes through a text once.
  public init(_ text: String) {
    bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count % 64 == 0 { places.append(index) }
      count += 1
    }
  }

  /// The text between two code points; `nil` where there is none.
  public func text(_ start: Int, _ end: Int) -> String? {
    guard start >= 0, start <= end, end <= count else { return nil }
    return String(decoding: bytes[place(start)..<place(end)], as: UTF8.self)
  }

  private func place(_ offset: Int) -> Int {
    guard offset < count else { return bytes.count }
    var place = places[offset / 64]
    var rest = offset % 64
    while rest > 0 {
      place += 1
      if bytes[place] & 0xC0 != 0x80 { rest -= 1 }
    }
    return place
  }
}
