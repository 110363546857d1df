public import Storage

/// Keeps the rows of a result, as many as fit a length: for who hands all of them on at once.
public final class RowList: RowWriter {
  /// The names of the columns.
  public private(set) var columns: [String] = []
  /// The rows.
  public private(set) var rows: [[Value]] = []
  /// Whether rows were left out because they would be too long together.
  public private(set) var isFull = false
  private let longest: Int
  private var bytes = 0

  /// - Parameter longest: about how many bytes all rows may take as JSON.
  public init(longest: Int) { self.longest = longest }

  /// Takes the names of the columns.
  public func begin(_ columns: [String]) { self.columns = columns }

  /// Keeps a row, while there is room.
  public func row(_ values: [Value]) {
    guard !isFull else { return }
    bytes += values.reduce(0) { $0 + ($1.text?.utf8.count ?? 8) + 16 }
    if !rows.isEmpty, bytes > longest {
      isFull = true
    } else {
      rows.append(values)
    }
  }

  /// Nothing is left to do.
  public func end() {}

  /// Each row as an object; a second column of one name is `name_2`.
  public var json: JSONValue {
    let names = JSONWriter.distinct(columns)
    return .array(rows.map { row in .dictionary(zip(names, row).map { ($0, JSONValue($1)) }) })
  }
}

extension JSONValue {
  /// A value of the warehouse; a blob in hexadecimal digits.
  public init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .number(number)
    case .text(let text): self = .string(text)
    case .blob: self = JSONValue(Cell.text(value))
    }
  }

  /// A number, or null.
  public init(_ number: Double?) { self = number.map(JSONValue.number) ?? .null }
}
