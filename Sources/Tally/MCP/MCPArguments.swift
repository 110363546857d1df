internal import Records
internal import Tables

/// The members of a JSON object that a client sends, by name and kind.
struct MCPArguments {
  private let members: [String: JSONTree]

  init(_ members: [String: JSONTree] = [:]) { self.members = members }

  /// The names that are given.
  var names: [String] { members.keys.sorted() }

  /// A text; `nil` where there is none.
  func string(_ name: String) -> String? { members[name]?.text }

  /// An object; `nil` where there is none.
  func object(_ name: String) -> MCPArguments? {
    if case .object(let members) = members[name] { MCPArguments(members) } else { nil }
  }

  /// A text that may be left out.
  ///
  /// - Throws: a `Failure` of kind `usage` where it is something else.
  func text(_ name: String) throws(Failure) -> String? {
    switch members[name] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw Failure(.usage, "\(name): expected a text")
    }
  }

  /// A text that must be there.
  func needed(_ name: String) throws(Failure) -> String {
    guard let text = try text(name) else { throw Failure(.usage, "\(name) is needed: a text") }
    return text
  }

  /// A whole number of a range that may be left out.
  func integer(_ name: String, _ range: ClosedRange<Int64>) throws(Failure) -> Int64? {
    switch members[name] {
    case nil, .null: return nil
    case .number(let number)
    where number == number.rounded() && number >= Double(range.lowerBound)
      && number <= Double(range.upperBound):
      return Int64(number)
    default:
      throw Failure(
        .usage, "\(name): expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// The parameters of a report or a statement: texts, numbers, truth values.
  func parameters(_ name: String) throws(Failure) -> [(name: String, value: String)] {
    switch members[name] {
    case nil, .null: return []
    case .object(let found):
      var pairs: [(name: String, value: String)] = []
      for (key, value) in found.sorted(by: { $0.key < $1.key }) {
        switch value {
        case .null: continue
        case .string(let text): pairs.append((key, text))
        case .bool(let flag): pairs.append((key, flag ? "1" : "0"))
        case .number(let number):
          let isWhole = number == number.rounded() && abs(number) < 1e15
          pairs.append((key, isWhole ? String(Int64(number)) : "\(number)"))
        default: throw Failure(.usage, "\(name).\(key): expected a text or a number")
        }
      }
      return pairs
    default: throw Failure(.usage, "\(name): expected an object of names and values")
    }
  }

  /// Refuses names that mean nothing.
  func allow(_ known: [String]) throws(Failure) {
    for name in names where !known.contains(name) {
      throw Failure(
        .usage, "there is no argument \(name): expected \(known.joined(separator: ", "))")
    }
  }
}
