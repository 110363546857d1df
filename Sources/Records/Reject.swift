/// One row, cell or passage that could not be taken, kept with the reason.
public struct Reject: Equatable, Sendable {
  /// The file in which it stands, where that is not the source itself.
  public var locator: String?
  /// Physical line in the source, from 1; `nil` for a whole file.
  public var line: Int?
  /// Column, from 1; `nil` for a whole row.
  public var column: Int?
  /// A stable code in snake case, such as `ragged_row`.
  public var code: String
  /// What was expected and what to do, in one line.
  public var message: String
  /// The text as it stands in the source.
  public var raw: String?

  /// A reject with its place, its code and its reason.
  public init(
    line: Int? = nil, column: Int? = nil, code: String, message: String, raw: String? = nil,
    locator: String? = nil
  ) {
    self.locator = locator
    self.line = line
    self.column = column
    self.code = code
    self.message = message
    self.raw = raw
  }
}
