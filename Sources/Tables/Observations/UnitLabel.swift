internal import Documents
internal import Text

/// What a unit's label says: the unit, and what printed numbers are multiplied with.
struct UnitLabel: Equatable, Sendable {
  /// UCUM or ISO 4217; `nil` where the vocabulary has none.
  var unit: String?
  /// 1e8 for 亿元, 1e6 for `millions`.
  var multiplier: Double = 1

  /// The unit with its multiplier, for a person.
  var text: String {
    [multiplier == 1 ? nil : "times \(multiplier)", unit].compactMap(\.self).joined(separator: " ")
  }

  /// Nothing was recognised.
  var isEmpty: Bool { unit == nil && multiplier == 1 }
}

extension Vocabulary {
  /// Reads a unit's label: scale words and powers of ten before the unit (`Millions of U.S.
  /// dollars`, `万人`, `MIO_EUR`, `x 1,000`).
  func unitLabel(_ label: some StringProtocol) -> UnitLabel {
    let text = String(label.trimmed.map { "_".contains($0) ? " " : $0 })
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 200, !Vocabulary.isDottedCode(bytes) else {
      return UnitLabel()
    }
    if let whole = units(labelled: text).target,
      units[whole].dimension != "count" || bytes.count > 1
    {
      let entry = units(labelled: text).candidates.first
      return UnitLabel(unit: units[whole].code, multiplier: entry?.factor ?? 1)
    }
    if let quotient = quotient(text) { return UnitLabel(unit: quotient) }
    let tokens = Tokenizer.tokens(of: bytes)
    var result = UnitLabel()
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      // “millions d'euros”: the letter that an apostrophe ties to the next word is no unit.
      if Vocabulary.isElided(tokens, index) {
        index += 2
        continue
      }
      if let scale = moneyScale(tokens, index, result.unit) {
        result.multiplier *= scale
        index += 1
        continue
      }
      if token.kind == .number {
        // “2015=100” is the base of an index.
        let isBase = index > 0 && tokens[index - 1].isMark("=")
        if !isBase, let power = Vocabulary.powerOfTen(bytes[Int(token.start)..<Int(token.end)]),
          result.unit == nil || bytes[Int(token.start)] == UInt8(ascii: "0")
        {
          result.multiplier *= power
        }
        index += 1
        continue
      }
      var scale: (end: Int, value: Double)?
      var unit: (end: Int, entry: Matcher.Entry)?
      matcher.walk([.unit, .numeral], tokens, at: index, limit: tokens.count) { match, exact in
        for entry in matcher.entries[match.entries] where entry.rank == 1 || unit == nil {
          if entry.kind == .numeral, matcher.isRead(entry, exact: exact), self.isScale(entry) {
            scale = (match.end, numerals[Int(entry.target)].value)
          }
          if entry.kind == .unit,
            matcher.isRead(entry, exact: exact) || entry.form == .code && entry.exact == exact
          {
            if unit.map({ match.end > $0.end || entry.rank < $0.entry.rank }) ?? true {
              unit = (match.end, entry)
            }
          }
        }
      }
      // What comes after “per” is what the figure is divided by, and multiplies nothing.
      if unit == nil || index > 0,
        Vocabulary.isPer(bytes[Int(token.start)..<Int(token.end)]) || divides(bytes, tokens, index)
      {
        break
      }
      if let scale, scale.end >= unit?.end ?? 0 {
        result.multiplier *= scale.value
        index = scale.end
      } else if let unit {
        let found = units[Int(unit.entry.target)]
        if result.unit == nil {
          result.unit = found.code
          result.multiplier *= unit.entry.factor
        } else if found.dimension == "ratio", let first = self.unit(code: result.unit ?? ""),
          units[first].dimension == "count"
        {
          // “千人比，‰”: the rate says what the count before it is counted for.
          return UnitLabel(unit: found.code, multiplier: unit.entry.factor)
        }
        index = unit.end
      } else {
        index += 1
      }
    }
    return result
  }

  /// “$m”, “EUR m”, “m EUR”: a letter that is a unit by itself is a scale right beside a currency.
  private func moneyScale(_ tokens: [Token], _ index: Int, _ unit: String?) -> Double? {
    guard tokens[index].kind == .word,
      let found = matcher.longest(
        .numeral, tokens, at: index, limit: index + 1, where: { $0.form == .glued })
    else { return nil }
    let entry = matcher.entries[found.entries].first { $0.kind == .numeral && $0.form == .glued }
    // “T€” are thousands in German.
    guard let scale = entry.map({ numerals[Int($0.target)].value }), scale < 1e12
    else { return nil }
    func isMoney(_ code: String) -> Bool {
      self.unit(code: code).map { units[$0].dimension == "currency" } ?? false
    }
    if index > 0, let unit, isMoney(unit) { return scale }
    guard unit == nil, index + 1 < tokens.count else { return nil }
    let next = matcher.longest(.unit, tokens, at: index + 1) {
      $0.kind == .unit && units[Int($0.target)].dimension == "currency"
    }
    return next == nil ? nil : scale
  }

  /// Whether a single letter stands before an apostrophe and a word.
  private static func isElided(_ tokens: [Token], _ index: Int) -> Bool {
    guard index + 2 < tokens.count, tokens[index].kind == .word,
      tokens[index].end - tokens[index].start == 1, tokens[index + 2].kind == .word,
      tokens[index].end == tokens[index + 1].start, tokens[index + 1].end == tokens[index + 2].start
    else { return false }
    return ["'", "’"].contains { tokens[index + 1].isMark($0) }
  }

  /// “CNY/USD”, “CNY per USD”: one currency for another.
  private func quotient(_ text: String) -> String? {
    let parts = text.contains("/") ? text.pieces(by: "/") : text.pieces(by: " per ")
    guard parts.count == 2 else { return nil }
    let codes = parts.map { $0.trimmed }.compactMap { part -> String? in
      guard let target = units(labelled: part).target, units[target].dimension == "currency" else {
        return nil
      }
      return units[target].code
    }
    return codes.count == 2 ? codes.joined(separator: "/") : nil
  }

  private func isScale(_ entry: Matcher.Entry) -> Bool {
    let numeral = numerals[Int(entry.target)]
    return numeral.kind == "scale" && numeral.value >= 100 || numeral.kind == "table_scale"
  }

  /// A power of ten, as 1,000 or 10000, is a scale; years and other numbers are not.
  private static func powerOfTen(_ digits: ArraySlice<UInt8>) -> Double? {
    // “$000”, “£000,000”: the digits that were left out.
    let zeros = digits.count { $0 == 0x30 }
    if zeros >= 3, zeros % 3 == 0, digits.allSatisfy({ $0 == 0x30 || $0 == UInt8(ascii: ",") }) {
      return NumberText.double(1, zeros, false)
    }
    var value = 0.0
    for byte in digits {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") { continue }
      guard isDigit(byte) else { return nil }
      value = value * 10 + Double(byte - 0x30)
    }
    var power = 100.0
    while power < value { power *= 10 }
    return value == power ? power : nil
  }

  /// `ICP.M.U2.N.000000.4.ANR`: the key of a series is no unit, whatever its parts look like.
  private static func isDottedCode(_ text: [UInt8]) -> Bool {
    text.count { $0 == UInt8(ascii: ".") } >= 3 && text.contains(where: isDigit)
      && !text.contains(0x20)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Whether a word that says “per” in some language stands before a number or a scale: `je 1000`,
  /// `pr. 1000`, `por cada mil`.
  ///
  /// Before other words it may say something else.
  private func divides(_ bytes: [UInt8], _ tokens: [Token], _ index: Int) -> Bool {
    func text(_ index: Int) -> String {
      let token = tokens[index]
      return String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self).lowercased()
    }
    guard perWords.contains(text(index)) else { return false }
    var next = index + 1
    while next < tokens.count, tokens[next].isMark(".") || perWords.contains(text(next)) {
      next += 1
    }
    guard next < tokens.count else { return false }
    return tokens[next].kind == .number || !numerals(labelled: text(next)).candidates.isEmpty
  }

  /// Whether a word says that what follows is what the figure is divided by.
  func isDivider(_ word: Substring) -> Bool {
    perWords.contains(word.lowercased()) || Vocabulary.isPer(Array(word.lowercased().utf8)[...])
  }

  static func isPer(_ word: ArraySlice<UInt8>) -> Bool {
    word.elementsEqual("per".utf8) || word.elementsEqual("/".utf8) || word.elementsEqual("每".utf8)
  }
}

/// Texts that are a unit and nothing else.
extension Vocabulary {
  /// The unit that a line above a table is, and nothing else: “EUR million”, “in thousands”, “1 000
  /// persons”, “Per cent”.
  func unitLine(_ line: String) -> (text: String, unit: UnitLabel)? {
    var words = line.split(separator: " ")
    guard (1...7).contains(words.count) else { return nil }
    if words.count > 1, scaleWords.contains(words[0].lowercased()) { words.removeFirst() }
    let text = words.joined(separator: " ")
    let unit = unitLabel(text)
    // “1 000 persons”: a scale before what is a unit as a whole label only.
    let isWhole = words.indices.contains { start in
      let scale = words[..<start].joined(separator: " ")
      return units(labelled: words[start...].joined(separator: " ")).target != nil
        && (start == 0 || isUnitOnly(scale) || Vocabulary.powerOfTen(Array(scale.utf8)[...]) != nil)
    }
    guard !unit.isEmpty, unit.unit != "1" || unit.multiplier != 1, isWhole || isUnitOnly(text)
    else { return nil }
    return (text, unit)
  }

  /// Whether a text is nothing but scale words, numbers and a unit.
  func isUnitOnly(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    guard tokens.count <= 6 else { return false }
    var index = 0
    while index < tokens.count {
      let found = matcher.longest([.unit, .numeral], tokens, at: index) {
        $0.kind == .unit || $0.kind == .numeral && isScale($0)
      }
      if found == nil, Vocabulary.isElided(tokens, index) {
        index += 2
        continue
      }
      // “1 000 tonnes”: a power of ten in two pieces or one.
      if found == nil, tokens[index].kind == .number, index + 1 < tokens.count {
        let digits = bytes[tokens[index].range]
        let isOpening = digits.elementsEqual("1".utf8) && tokens[index + 1].kind == .number
        guard isOpening || Vocabulary.powerOfTen(digits).map({ $0 >= 1000 }) ?? false else {
          return false
        }
        index += 1
        continue
      }
      guard let found else {
        // “Mrd. EUR”: the point of an abbreviation.
        if index > 0, tokens[index].isMark(".") {
          index += 1
          continue
        }
        // “Millions of U.S. dollars”, “thousands, 2015 prices” name a unit in words.
        guard index > 0, tokens[index].kind != .ideograph, tokens[index].key == Vocabulary.of
        else { return false }
        index += 1
        continue
      }
      index = found.end
    }
    return index > 0
  }

  private static let of = Token.key("of")
}
