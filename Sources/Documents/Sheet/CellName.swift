/// The names of cells in the style of A1: `F17` is row 17, column 6.
public enum CellName {
  /// The letters of a column, from 1.
  public static func column(_ number: Int) -> String {
    var (rest, letters) = (number, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// The name of a cell, both from 1.
  public static func cell(row: Int, column number: Int) -> String { column(number) + String(row) }

  /// Row and column of a name; 0 for what it lacks.
  @inline(__always)
  static func parse(_ name: ArraySlice<UInt8>) -> (row: Int, column: Int) {
    var (row, column) = (0, 0)
    for byte in name {
      switch byte {
      case 0x30...0x39 where row < 100_000_000: row = row * 10 + Int(byte - 0x30)
      case 0x41...0x5A where column < 1_000_000: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7A where column < 1_000_000: column = column * 26 + Int(byte - 0x60)
      default: break
      }
    }
    return (row, column)
  }

  /// The rows and columns of `B2:D9`, or of one cell.
  static func area(_ name: ArraySlice<UInt8>) -> MergedArea? {
    let parts = name.split(separator: UInt8(ascii: ":"))
    guard let first = parts.first, let last = parts.last else { return nil }
    let (start, end) = (parse(first), parse(last))
    guard start.row > 0, start.column > 0, end.row >= start.row, end.column >= start.column else {
      return nil
    }
    return MergedArea(rows: start.row...end.row, columns: start.column...end.column)
  }
}

/// Cells that are one cell.
struct MergedArea: Equatable, Sendable {
  var rows: ClosedRange<Int>
  var columns: ClosedRange<Int>
}

/// Row and column of a cell, both from 1.
struct CellPlace: Hashable, Sendable {
  var row: Int
  var column: Int
}
