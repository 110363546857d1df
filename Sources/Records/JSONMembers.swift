/// The members of one JSON object (RFC 8259): found at once, and read when they are asked for.
///
/// For lines by the million: where the members stand is kept in an array that is used again, and
/// nothing is copied that nobody asks for.
package struct JSONMembers {
  /// What is wrong, and the byte at which it shows.
  package struct Fault: Error {
    package var at: Int
    package var message: String

    package init(at: Int, _ message: String) {
      self.at = at
      self.message = message
    }
  }

  enum Kind { case text, escapedText, number, word, null, nested }

  struct Member {
    var name: Range<Int>
    var value: Range<Int>
    var kind: Kind
  }

  private(set) var bytes: ArraySlice<UInt8> = []
  private(set) var members: [Member] = []
  private var found = 0

  package init() {}

  /// How many there are.
  package var count: Int { members.count }

  /// Gives the line back: whoever keeps it makes its owner copy it.
  package mutating func forget() {
    bytes = []
    members.removeAll(keepingCapacity: true)
    found = 0
  }

  /// Finds the members of an object.
  package mutating func read(_ line: ArraySlice<UInt8>) throws(Fault) {
    forget()
    bytes = line
    var walk = JSONWalk(bytes: line, at: line.startIndex)
    try walk.object(into: &members)
    if walk.hasHighBytes, let at = line.firstInvalidUTF8 {
      throw Fault(at: at, "this is no UTF-8")
    }
  }

  // MARK: By name

  /// A text; `nil` where the member is missing or null.
  package mutating func text(_ name: StaticString) throws(Fault) -> String? {
    guard let member = member(name) else { return nil }
    switch member.kind {
    case .text: return String(decoding: bytes[member.value], as: UTF8.self)
    case .escapedText:
      var text: [UInt8] = []
      append(member, to: &text)
      return String(decoding: text, as: UTF8.self)
    case .null: return nil
    default: throw fault(member, name, "a text")
    }
  }

  /// A text as UTF-8 behind what is there already; whether there was one.
  package mutating func append(_ name: StaticString, to text: inout [UInt8]) throws(Fault) -> Bool {
    guard let member = member(name), member.kind != .null else { return false }
    guard member.kind == .text || member.kind == .escapedText else {
      throw fault(member, name, "a text")
    }
    append(member, to: &text)
    return true
  }

  /// A whole number within bounds; `nil` where the member is missing or null.
  package mutating func integer(
    _ name: StaticString, in bounds: ClosedRange<Int> = 0...Int.max
  ) throws(Fault) -> Int? {
    guard let member = member(name), member.kind != .null else { return nil }
    guard member.kind == .number,
      let value = Int(String(decoding: bytes[member.value], as: UTF8.self)), bounds.contains(value)
    else { throw fault(member, name, "a whole number that fits") }
    return value
  }

  /// A number within bounds; `nil` where the member is missing or null.
  package mutating func number(
    _ name: StaticString, in bounds: ClosedRange<Double>? = nil
  ) throws(Fault) -> Double? {
    guard let member = member(name), member.kind != .null else { return nil }
    guard member.kind == .number,
      let value = Double(String(decoding: bytes[member.value], as: UTF8.self)),
      bounds?.contains(value) ?? value.isFinite
    else { throw fault(member, name, "a number that fits") }
    return value
  }

  /// The object or array that a member is; `nil` where it is missing or null.
  package mutating func nested(_ name: StaticString) throws(Fault) -> ArraySlice<UInt8>? {
    guard let member = member(name), member.kind != .null else { return nil }
    guard member.kind == .nested else { throw fault(member, name, "an object or array") }
    return bytes[member.value]
  }

  /// What must be there, is.
  package mutating func required<T>(_ value: T?, _ name: StaticString) throws(Fault) -> T {
    if let value { return value }
    throw Fault(at: member(name)?.value.lowerBound ?? bytes.startIndex, "\(name) is missing")
  }

  /// What is wrong with a member that was read.
  package mutating func fault(_ name: StaticString, _ message: String) -> Fault {
    Fault(at: member(name)?.value.lowerBound ?? bytes.startIndex, "\(name): \(message)")
  }

  // MARK: By number

  /// The name of a member.
  package func name(_ index: Int) -> String {
    var name: [UInt8] = []
    JSONWalk.unescape(bytes[members[index].name], into: &name)
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether a member has a name, which is given as UTF-8.
  package func isNamed(_ index: Int, _ name: [UInt8]) -> Bool {
    let range = members[index].name
    if range.count == name.count { return bytes[range].elementsEqual(name) }
    guard bytes[range].contains(UInt8(ascii: "\\")) else { return false }
    return Array(self.name(index).utf8) == name
  }

  /// The text of a member as UTF-8 behind what is there already; `false` where it is null.
  package func append(_ index: Int, to text: inout [UInt8]) throws(Fault) -> Bool {
    let member = members[index]
    switch member.kind {
    case .null: return false
    case .text, .escapedText: append(member, to: &text)
    default: throw Fault(at: member.value.lowerBound, "expected a text or null")
    }
    return true
  }

  /// Where a member's value begins.
  package func start(_ index: Int) -> Int { members[index].value.lowerBound }

  private func append(_ member: Member, to text: inout [UInt8]) {
    if member.kind == .text {
      text += bytes[member.value]
    } else {
      JSONWalk.unescape(bytes[member.value], into: &text)
    }
  }

  private func fault(_ member: Member, _ name: StaticString, _ what: String) -> Fault {
    Fault(at: member.value.lowerBound, "\(name): expected \(what)")
  }

  /// Members are asked for in the order in which they were written: the next one is tried first.
  private mutating func member(_ name: StaticString) -> Member? {
    for step in 0..<members.count {
      let index = found + step < members.count ? found + step : found + step - members.count
      let range = members[index].name
      // A static text lives as long as the program and is as long as it says.
      let isIt =
        unsafe range.count == name.utf8CodeUnitCount
        && bytes[range].elementsEqual(
          UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      if isIt {
        found = index + 1 < members.count ? index + 1 : 0
        return members[index]
      }
    }
    return nil
  }
}
