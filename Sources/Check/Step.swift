internal import Records

/// One step of the working behind a verdict, for programs: what was looked up or computed.
public struct Step: Sendable, Equatable {
  /// What a step does.
  public enum Kind: String, Sendable {
    /// A figure as a table has it.
    case figure
    /// Figures added up, or their mean.
    case sum, mean
    /// A value in another unit.
    case conversion
    /// One value by another, or their difference or sum by a formula.
    case formula
    /// The change from one period to another.
    case change
    /// A place among others.
    case rank
    /// What the claim says, with the values that its words and digits allow.
    case claim
    /// How far such figures are usually revised.
    case revision
    /// Why the reading of the claim is not sure enough to refute it.
    case reading
  }

  /// What a step says under one name.
  public enum Member: Sendable, Equatable {
    case text(String)
    case number(Double)
    case whole(Int64)
  }

  /// What it does.
  public var kind: Kind
  /// What it says, by name.
  public var members: [(name: String, value: Member)]

  init(_ kind: Kind, _ members: [(name: String, value: Member?)]) {
    self.kind = kind
    self.members = members.compactMap { name, value in value.map { (name, $0) } }
  }

  /// Whether two steps say the same.
  public static func == (left: Step, right: Step) -> Bool {
    left.kind == right.kind
      && left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
  }

  /// As a JSON object in one line.
  public var json: String {
    JSONText.object(
      [("step", JSONText.quoted(kind.rawValue))]
        + members.map { name, value in
          switch value {
          case .text(let text): (name, JSONText.quoted(text))
          case .number(let number): (name, number.isFinite ? "\(number)" : "null")
          case .whole(let number): (name, "\(number)")
          }
        })
  }
}

extension Step.Member {
  init?(_ text: String?) {
    guard let text else { return nil }
    self = .text(text)
  }
}
