internal import Documents
internal import Records
internal import Text

/// What a text beside a number, or in its place, means: looked up once and remembered.
extension CellReader {
  /// OBS_STATUS of a flag that stands in a column of its own: a letter of SDMX's code list, or a
  /// publisher's mark.
  mutating func status(_ text: String) -> UInt8? {
    let mark = mark(Array(text.utf8).span, 0, text.utf8.count)
    if text.utf8.count == 1, let letter = text.utf8.first, CellReader.obsStatus.contains(letter) {
      return letter
    }
    return mark.flag ?? mark.missing
  }

  /// The same for a flag that was looked up before.
  mutating func knownStatus(_ text: String) -> UInt8? { look(text).flag }

  /// SDMX code list CL_OBS_STATUS, version 2.2.
  static let obsStatus = Array("ABDEFGHIJKLMNOPQSUVW".utf8)

  mutating func mark(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Mark {
    guard start < end, end - start <= 40, mayBeMark(bytes, start, end) else { return Mark() }
    var name: [UInt8] = []
    name.reserveCapacity(end - start)
    for at in start..<end { name.append(bytes[at]) }
    let key = String(decoding: name, as: UTF8.self)
    if let known = marks[key] { return known }
    let found = look(key)
    if marks.count < 10_000 { marks[key] = found }
    return found
  }

  /// Whether a text can be a mark, by its bytes: most names and codes cannot, and need not be
  /// looked up.
  func mayBeMark(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start > 4 else { return true }
    var hasDigit = false
    for at in start..<end {
      switch bytes[at] {
      case 0x30...0x39: hasDigit = true
      case 0x2D...0x2F, 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A: break
      // A blank, a bracket, a star or a letter beyond ASCII: several flags, or the number of a
      // footnote.
      default: return true
      }
    }
    return end - start <= (hasDigit ? longestMark.withDigit : longestMark.any)
  }

  mutating func look(_ text: String) -> Mark {
    let found = vocabulary.marks(text)
    var mark = Mark()
    mark.flag = found.first { $0.kind == "flag" }.map { CellReader.letter($0.status) }
    mark.missing = found.first { $0.kind == "missing" }.map {
      CellReader.letter($0.status, otherwise: UInt8(ascii: "M"))
    }
    if mark.missing == nil, missing.contains(text) { mark.missing = UInt8(ascii: "M") }
    if mark.flag == nil { mark.flag = footnote(text) }
    if mark.flag == nil, mark.missing == nil,
      // “-12,50 €” read as -12 and more: digits are no part of a sign.
      !text.utf8.contains(where: isDigit),
      text.unicodeScalars.contains(where: { $0.properties.generalCategory == .currencySymbol })
    {
      let unit = vocabulary.unitLabel(text)
      if unit.unit != nil, unit.multiplier == 1 {
        mark.currency = UInt16(currencies.count)
        currencies.append(unit)
        currencySigns.append(text)
      }
    }
    return mark
  }

  /// “(p)”, “[2]”, “1)”, “¹”: brackets around a flag, or the number of a footnote.
  func footnote(_ text: String) -> UInt8? {
    let inner = text.filter { !"()[]{}\u{200B} ".contains($0) }
    if inner != text, let flag = vocabulary.marks(inner).first(where: { $0.kind == "flag" }) {
      return CellReader.letter(flag.status)
    }
    // “p r”, “e, b”, “(p)(r)”: several flags.
    let parts = text.split { $0 == " " || $0 == "," || $0 == "(" || $0 == ")" }
    if parts.count > 1 {
      let flags = parts.map { part in vocabulary.marks(String(part)).first { $0.kind == "flag" } }
      if flags.allSatisfy({ $0 != nil }) {
        return flags.lazy.compactMap { $0 }.map { CellReader.letter($0.status) }.first {
          $0 != UInt8(ascii: "A")
        }
          ?? UInt8(ascii: "A")
      }
    }
    let isBracketed =
      inner != text
      || text.unicodeScalars.contains { $0.value > 0x7F || "*†‡".unicodeScalars.contains($0) }
    if isBracketed, !inner.isEmpty, inner.utf8.count <= 12,
      inner.allSatisfy({ $0.isNumber || "*†‡,/".contains($0) })
    {
      return UInt8(ascii: "A")
    }
    return letters(inner)
  }

  /// Several one-letter flags in a row (“bu”): the first that says more than that the value is
  /// normal.
  func letters(_ text: String) -> UInt8? {
    guard (2...4).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A })
    else { return nil }
    var status: UInt8 = UInt8(ascii: "A")
    for letter in text {
      guard let flag = vocabulary.marks(String(letter)).first(where: { $0.kind == "flag" }) else {
        return nil
      }
      if status == UInt8(ascii: "A") { status = CellReader.letter(flag.status) }
    }
    return status
  }

  static func letter(_ status: String, otherwise: UInt8 = UInt8(ascii: "A")) -> UInt8 {
    status.utf8.first ?? otherwise
  }
}
