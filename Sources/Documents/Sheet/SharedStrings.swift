internal import Records

/// The texts of a workbook, each kept once however many cells hold it.
struct SharedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  var count: Int { ends.count }

  /// The bytes of a text; `nil` where there is none of that number.
  @inline(__always)
  func text(_ index: Int) -> ArraySlice<UInt8>? {
    guard index >= 0, index < ends.count else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Adds a text.
  mutating func append(_ text: some Collection<UInt8>) {
    bytes += text
    ends.append(bytes.count)
  }
}

/// A text in pieces of several looks (ECMA-376 Part 1, 18.4): raised digits stay raised, phonetic
/// guides are left out.
struct RichText {
  private static let raised: [[UInt8]] = "⁰¹²³⁴⁵⁶⁷⁸⁹".map { Array(String($0).utf8) }

  /// Reads the element that has just started to its end, and leaves its text in the reader.
  static func read(_ reader: inout XMLReader, within name: XMLName) throws(Failure) {
    reader.text.removeAll(keepingCapacity: true)
    var isRaised = false
    var start = 0
    while true {
      switch try reader.next() {
      case .start("r"): isRaised = false
      case .start("vertAlign"):
        isRaised = reader.bytes(of: "val")?.elementsEqual("superscript".utf8) ?? false
      case .start("t"):
        start = reader.text.count
        reader.isCollecting = true
      case .end("t"):
        reader.isCollecting = false
        if isRaised { raise(&reader.text, from: start) }
      case .start("rPh"): try reader.skip()
      case .end(name), .done: return
      default: break
      }
    }
  }

  /// A footnote's number is not to be read as part of the word or figure before it.
  static func raise(_ text: inout [UInt8], from start: Int) {
    let piece = text[start...]
    guard piece.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return }
    var raised: [UInt8] = []
    for byte in piece {
      if byte >= 0x30, byte <= 0x39 {
        raised += RichText.raised[Int(byte - 0x30)]
      } else {
        raised.append(byte)
      }
    }
    text.replaceSubrange(start..., with: raised)
  }
}
