/// One flat JSON object (RFC 8259): texts and numbers as text, anything nested is passed over.
package struct FlatJSON {
  /// The members in order; `nil` for null and for what is nested.
  package let members: [(name: String, value: String?)]

  /// Reads a line; `nil` where it is no object.
  package init?(_ line: ArraySlice<UInt8>) {
    var walk = JSONWalk(bytes: line, at: line.startIndex)
    var found: [JSONMembers.Member] = []
    guard (try? walk.object(into: &found)) != nil else { return nil }
    func text(_ range: Range<Int>) -> String {
      var text: [UInt8] = []
      JSONWalk.unescape(line[range], into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    members = found.map { member in
      switch member.kind {
      case .text, .number, .word:
        (text(member.name), String(decoding: line[member.value], as: UTF8.self))
      case .escapedText: (text(member.name), text(member.value))
      case .null, .nested: (text(member.name), nil)
      }
    }
  }

  /// The code point, from 1, at which a line ceases to be an object.
  package static func column(ofErrorIn line: ArraySlice<UInt8>) -> Int {
    var walk = JSONWalk(bytes: line, at: line.startIndex)
    var found: [JSONMembers.Member] = []
    try? walk.object(into: &found)
    return line[..<walk.at].count { $0 & 0xC0 != 0x80 } + 1
  }
}
