internal import Records
internal import Report
internal import YAML

/// Everything that is wrong with a configuration, so that all of it is told at once.
final class Problems {
  private let locator: String
  private(set) var failures: [Failure] = []

  init(_ locator: String) { self.locator = locator }

  /// Adds a problem at a node.
  func add(_ message: String, at node: Node) { add(message, line: node.line, column: node.column) }

  /// Adds a problem at a place.
  func add(_ message: String, line: Int, column: Int) {
    failures.append(
      Failure(.configuration, message, at: Place(locator, line: line, column: column)))
  }
}

/// One group of names and values in `tally.yml`, read key by key.
struct Section {
  /// Where it stands.
  let node: Node
  private let members: [String: Node]
  private let problems: Problems

  /// A group that knows its keys; others are problems, with the nearest one known.
  ///
  /// `nil`, and a problem, where the node is no group.
  init?(_ node: Node, what: String, keys: [String], _ problems: Problems) {
    guard case .mapping(let pairs) = node.content else {
      problems.add(
        "\(what): expected names with values (\(keys.joined(separator: ", "))), found \(node.kind)",
        at: node)
      return nil
    }
    var members: [String: Node] = [:]
    for (key, value) in pairs {
      guard let name = key.text else {
        problems.add("\(what): expected a name, found \(key.kind)", at: key)
        continue
      }
      if !keys.contains(name) {
        problems.add(
          "\(what): there is no key \(name)" + Catalogue.suggestion(name, keys)
            + ": expected \(keys.joined(separator: ", "))", at: key)
      } else if members[name] != nil {
        problems.add("\(what): the key \(name) stands here twice", at: key)
      } else {
        members[name] = value
      }
    }
    self.node = node
    self.members = members
    self.problems = problems
  }

  /// The value of a key; `nil` where it is not there.
  func node(_ key: String) -> Node? { members[key] }

  /// A single value as text.
  func text(_ key: String) -> String? {
    guard let node = members[key] else { return nil }
    if let text = node.text, !node.isNull { return text }
    problems.add("\(key): expected a single value, found \(node.kind)", at: node)
    return nil
  }

  /// A value, or a list of values.
  func texts(_ key: String) -> [Node] {
    guard let node = members[key] else { return [] }
    switch node.content {
    case .scalar where !node.isNull: return [node]
    case .sequence(let nodes):
      for item in nodes where item.text == nil || item.isNull {
        problems.add("\(key): expected a list of single values, found \(item.kind)", at: item)
      }
      return nodes.filter { $0.text != nil && !$0.isNull }
    default:
      problems.add("\(key): expected a value or a list of values, found \(node.kind)", at: node)
      return []
    }
  }

  /// Yes or no.
  func flag(_ key: String) -> Bool? {
    guard let node = members[key] else { return nil }
    switch node.text {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      problems.add("\(key): expected true or false", at: node)
      return nil
    }
  }

  /// A number from 0 on.
  ///
  /// - Parameter most: no larger one makes sense.
  func number(_ key: String, most: Double = 1e12) -> Double? {
    guard let node = members[key] else { return nil }
    if let number = node.text.flatMap(Double.init), number >= 0, number <= most { return number }
    problems.add(
      "\(key): expected a number from 0 to \(Int64(most)), found \(node.text ?? node.kind)",
      at: node)
    return nil
  }

  /// One of a few words.
  func choice(_ key: String, _ words: [String]) -> String? {
    guard let node = members[key] else { return nil }
    if let text = node.text, words.contains(text) { return text }
    let found = node.text ?? node.kind
    problems.add(
      "\(key): there is no \(found)" + Catalogue.suggestion(found, words)
        + ": expected \(words.joined(separator: ", "))",
      at: node)
    return nil
  }

  /// Names with single values, such as parameters.
  func pairs(_ key: String) -> [(name: Node, value: Node)] {
    guard let node = members[key] else { return [] }
    guard case .mapping(let pairs) = node.content else {
      problems.add("\(key): expected names with values, found \(node.kind)", at: node)
      return []
    }
    return pairs.compactMap { name, value in
      guard name.text != nil, value.text != nil, !value.isNull else {
        problems.add("\(key): expected a name and a single value", at: name)
        return nil
      }
      return (name, value)
    }
  }

  /// A key that must be there.
  func require(_ key: String, what: String) {
    if members[key] == nil { problems.add("\(what): expected the key \(key)", at: node) }
  }
}
