internal import CSQLite
internal import Glibc
internal import Records

/// SQLite's function `round` at a fraction of its time.
///
/// SQLite (https://www.sqlite.org/lang_corefunc.html) prints each number and reads it again, which is
/// a sixth of what a report with a few rounded columns takes. The results are the same, but for the
/// last of sixteen digits, where this one is the nearest number.
enum RoundFunction {
  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Numbers that large have no digits after the point: 2 to the power of 52.
  private static let largest = 4_503_599_627_370_496.0

  /// A number with so many digits after the point, halves away from zero.
  static func rounded(_ number: Double, digits: Int) -> Double {
    let digits = min(max(digits, 0), 30)
    guard abs(number) <= largest else { return number }
    if digits == 0 {
      return Double(Int64(number + (number < 0 ? -0.5 : 0.5)))
    }
    if digits < powers.count {
      let power = powers[digits]
      let scaled = abs(number) * power
      let whole = scaled.rounded(.down)
      // The product is off by half of its last place at most. Where that cannot turn the decision,
      // and the digits have room in a double, the quotient of two whole numbers is the nearest one
      // to the decimal fraction: what reading the printed number gives.
      if scaled < 0x1p51, abs(scaled - whole - 0.5) > scaled * 0x1p-52 {
        let up = scaled - whole > 0.5 ? whole + 1 : whole
        let value = up / power
        return number < 0 ? -value : value
      }
      // The digits asked for are more than the number has.
      if scaled >= 0x1p54 { return number }
    }
    guard let text = unsafe tally_print(number, Int32(digits)) else { return number }
    defer { unsafe sqlite3_free(text) }
    return unsafe strtod(text, nil)
  }

  /// Puts it in the place of SQLite's own on a connection; what fails leaves that one.
  static func register(_ connection: borrowing Connection) {
    for arguments in [Int32(1), 2] {
      unsafe sqlite3_create_function_v2(
        connection.pointer, "round", arguments,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
        { context, count, values in
          guard let context = unsafe context, let values = unsafe values else { return }
          var digits = 0
          if count == 2 {
            guard unsafe sqlite3_value_type(values[1]) != SQLITE_NULL else { return }
            digits = Int(unsafe sqlite3_value_int(values[1]))
          }
          guard unsafe sqlite3_value_type(values[0]) != SQLITE_NULL else { return }
          unsafe sqlite3_result_double(
            context,
            RoundFunction.rounded(unsafe sqlite3_value_double(values[0]), digits: digits))
        }, nil, nil, nil)
    }
  }
}
