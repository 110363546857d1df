internal import Text

/// What the preposition before a name says of it: `in` leads to a location, `to` to a goal.
struct Leads: Sendable {
  /// What a preposition says.
  enum Role: String, Sendable {
    case location, part, origin, goal, partner, comparison, inclusion, agent
  }

  private var roles: [UInt64: Role] = [:]

  /// From the rows of kind `lead` of `cues.csv`.
  init(_ vocabulary: Vocabulary) {
    for cells in vocabulary.rows("cues") where cells["kind"] == "lead" {
      guard let role = Role(rawValue: cells["value"]) else { continue }
      roles[Token.key(of: cells["name"])] = role
    }
  }

  /// What a word says of the name after it; `nil` for one that is no such preposition.
  func role(of key: UInt64) -> Role? { roles[key] }
}
