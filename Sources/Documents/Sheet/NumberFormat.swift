/// What a format code says of the numbers under it (ECMA-376 Part 1, 18.8.31), as far as it changes
/// what a number means: a date, a percentage, thousands, a code of so many digits.
///
/// How many decimals are shown is left out on purpose: the stored value is the figure.
struct NumberFormat: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case number
    case percent
    /// A date as far as it is shown.
    case date(DatePart)
    /// Hours, minutes and seconds.
    case time
  }

  /// The last part of a date that is shown.
  enum DatePart: Equatable, Sendable { case year, month, day, second }

  var kind = Kind.number
  /// Shown with so many digits at least, as codes are.
  var leastDigits = 0
  /// Shown in thousands to this power.
  var thousands = 0
  /// What is printed before and behind the number: a currency, a flag.
  var prefix: [UInt8] = []
  var suffix: [UInt8] = []

  /// Whether a number is printed as it is stored.
  var isPlain: Bool { self == NumberFormat() }

  static let general = NumberFormat()

  init() {}

  /// The formats that have a number and no code (18.8.30).
  init(builtIn number: Int) {
    switch number {
    case 9, 10: kind = .percent
    case 14...16, 27...31, 34...36, 50...58: kind = .date(.day)
    case 17: kind = .date(.month)
    case 18...21, 32, 33, 45...47: kind = .time
    case 22: kind = .date(.second)
    default: break
    }
  }

  /// Reads a format code; what holds for positive numbers is taken for all.
  init(code: String) {
    var scan = Scan()
    scan.read(Array(code.unicodeScalars))
    if scan.isText || code.lowercased().contains("general") { return }
    if scan.hasYear || scan.hasMonth || scan.hasDay {
      kind =
        scan.hasDay || !scan.hasYear && !scan.hasMonth
        ? .date(scan.hasHour ? .second : .day) : .date(scan.hasMonth ? .month : .year)
      return
    }
    if scan.hasHour {
      kind = .time
      return
    }
    guard scan.digits > 0 else { return }
    if scan.isPercent { kind = .percent }
    thousands = scan.isPercent ? 0 : scan.thousands
    if !scan.hasPoint, !scan.hasGrouping, scan.zeros > 1, scan.digits == scan.zeros {
      leastDigits = scan.zeros
    }
    prefix = Array(String(String.UnicodeScalarView(scan.before)).utf8)
    suffix = Array(String(String.UnicodeScalarView(scan.after)).utf8)
  }

  /// A format code on its way through.
  private struct Scan {
    var (hasYear, hasMonth, hasDay, hasHour) = (false, false, false, false)
    var (isText, isPercent, hasPoint, hasGrouping) = (false, false, false, false)
    var (digits, zeros, thousands) = (0, 0, 0)
    var before: [Unicode.Scalar] = []
    var after: [Unicode.Scalar] = []
    /// Letters of dates in their order, one of a run.
    private var letters: [Character] = []

    mutating func read(_ code: [Unicode.Scalar]) {
      var index = 0
      while index < code.count, code[index] != ";" {
        let scalar = code[index]
        index += 1
        switch scalar {
        case "\"":
          let end = code[index...].firstIndex(of: "\"") ?? code.count
          literal(code[index..<end])
          index = end + 1
        case "\\":
          if index < code.count { literal(code[index...index]) }
          index += 1
        case "_", "*": index += 1
        case "[":
          let end = code[index...].firstIndex(of: "]") ?? code.count
          bracket(code[index..<end])
          index = end + 1
        case "0", "#", "?":
          digits += 1
          thousands = 0
          if scalar == "0" { zeros += 1 }
        case ".": hasPoint = true
        case ",":
          // Between digits it groups them; after the last it divides by a thousand.
          thousands += digits > 0 ? 1 : 0
          if index < code.count, "0#?".unicodeScalars.contains(code[index]) { hasGrouping = true }
        case "%": isPercent = true
        case "@": isText = true
        case "E" where index < code.count && "+-".unicodeScalars.contains(code[index]): index += 1
        default:
          let letter = Character(scalar).lowercased()
          if "ymdhsge".contains(letter) {
            if letters.last.map({ String($0) }) != letter { letters.append(Character(letter)) }
          } else if scalar.properties.generalCategory == .currencySymbol {
            literal([scalar])
          }
        }
      }
      for (index, letter) in letters.enumerated() {
        switch letter {
        case "y", "g", "e": hasYear = true
        case "d": hasDay = true
        case "h", "s": hasHour = true
        default:
          let isMinute =
            index > 0 && letters[index - 1] == "h"
            || index + 1 < letters.count && letters[index + 1] == "s"
          if isMinute { hasHour = true } else { hasMonth = true }
        }
      }
    }

    /// Colours, conditions and languages say nothing; `[h]` counts hours, `[$€-407]` is a currency.
    private mutating func bracket(_ text: ArraySlice<Unicode.Scalar>) {
      guard let first = text.first else { return }
      if first == "$" {
        literal(text.dropFirst().prefix { $0 != "-" })
      } else if text.allSatisfy({ "hmsHMS".unicodeScalars.contains($0) }) {
        hasHour = true
      }
    }

    /// Short marks are part of what is shown; longer words and brackets are how it looks.
    private mutating func literal(_ text: ArraySlice<Unicode.Scalar>) {
      let mark = text.filter { $0 != " " && $0 != "\u{A0}" }
      guard (1...3).contains(mark.count),
        mark.allSatisfy({ $0.properties.isAlphabetic || Scan.isSymbol($0) })
      else { return }
      if mark.elementsEqual(["%"]) {
        // A per cent sign in quotes does not multiply by a hundred.
        after += mark
      } else if digits == 0 {
        before += mark
      } else {
        after += mark
      }
    }

    private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "%" || scalar.properties.generalCategory == .currencySymbol
    }
  }
}
