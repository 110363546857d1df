internal import Records
internal import Text

/// What the vocabulary says about quantities, prepared for reading prose.
struct QuantityWords: Sendable {
  /// One row of `qualifiers.csv`.
  struct QualifierRow: Sendable {
    var qualifier: Claim.Qualifier
    var isBefore: Bool
  }

  let units: [Vocabulary.Unit]
  let numerals: [Vocabulary.Numeral]
  /// The unit of 百分之.
  var percent: Vocabulary.Unit? { units.first { $0.code == "%" } }
  /// The parts of currencies: cents, pence.
  private let subunits: [Vocabulary.Unit]
  /// By row.
  let qualifiers: [QualifierRow?]
  private var numbered = KeyTable<UInt8>(none: 0)
  private var dimensional = KeyTable<UInt8>(none: 0)
  private var attributes = KeyTable<UInt8>(none: 0)
  private var sold = KeyTable<UInt8>(none: 0)
  private var said = KeyTable<Int32>(none: -1)
  private var parts = KeyTable<Double>(none: 0)
  /// By index of place: its country in two letters, 0 where there is none.
  private var countries: [UInt16]

  init(_ vocabulary: Vocabulary) {
    units = vocabulary.units
    subunits = vocabulary.units.filter { $0.dimension == Vocabulary.Unit.subunit }
    numerals = vocabulary.numerals
    qualifiers = vocabulary.rows("qualifiers").map { cells in
      Claim.Qualifier(rawValue: cells["qualifier"]).map {
        QualifierRow(qualifier: $0, isBefore: cells["position"] == "before")
      }
    }
    countries = QuantityWords.countries(vocabulary)
    for cells in vocabulary.rows("cues") {
      switch cells["kind"] {
      case "numbered": numbered[Token.key(of: cells["name"])] = cells["value"] == "counted" ? 2 : 1
      case "dimensional": dimensional[Token.key(of: cells["name"])] = 1
      case "attribute": attributes[Token.key(of: cells["name"])] = 1
      case "sold": sold[Token.key(of: cells["name"])] = 1
      case "subunit": parts[Token.key(of: cells["name"])] = cells.number("value", 0)
      case "after sign":
        if let unit = vocabulary.unit(code: cells["value"]) {
          said[Token.key(of: cells["name"])] = Int32(unit)
        }
      default: break
      }
    }
  }

  /// “Article”, “No.”: a word whose number is a name.
  func isNumbered(_ token: Token) -> Bool { numbered[token.key] != 0 }

  /// “top”: a word whose number in letters counts where a plural follows it, “the top three firms”.
  func isCounting(_ token: Token) -> Bool { numbered[token.key] == 2 }

  /// “square”, “cubic”: a word that makes another unit of the one after it.
  func isDimensional(_ token: Token) -> Bool { dimensional[token.key] != 0 }

  /// “digit”, “way”: what makes one word of a number before its hyphen.
  func isAttribute(_ token: Token) -> Bool { attributes[token.key] != 0 }

  /// “share”, “bottle”: what things are sold by.
  func isSold(_ token: Token) -> Bool { sold[token.key] != 0 }

  // MARK: Parts of currencies

  /// The unit that is so large a part of a currency: its cent.
  func subunit(of currency: Int32, factor: Double) -> Vocabulary.Unit? {
    let code = units[Int(currency)].code
    return subunits.first { $0.factor == factor && $0.code.dropFirst() == code }
  }

  /// The size of a part of a currency by the code of a unit that is one or has one above its slash:
  /// `cUSD/{share}`.
  func subunitSize(_ code: String) -> Double? {
    subunits.first {
      code.hasPrefix($0.code) && (code.utf8.count == 4 || code.dropFirst(4).first == "/")
    }?.factor
  }

  /// The currency that a word after an amount says again: “$75 U.S.”.
  func currency(saidBy token: Token) -> Int32? {
    let found = said[token.key]
    return found < 0 ? nil : found
  }

  /// What part of a currency a word is that is one only after the currency: 角, 分.
  func part(saidBy token: Token) -> Double? {
    let found = parts[token.key]
    return found > 0 ? found : nil
  }

  // MARK: Countries of currencies

  /// The country of a currency: the first two letters of its code.
  func country(of currency: Int32) -> UInt16 { QuantityWords.letters(units[Int(currency)].code) }

  /// The country that a place is or lies in.
  func country(ofPlace place: Int32) -> UInt16 {
    Int(place) < countries.count ? countries[Int(place)] : 0
  }

  /// Whether other currencies are written with the same sign.
  func isShared(_ currency: Int32) -> Bool { units[Int(currency)].name.hasSuffix(" dollar") }

  private static func letters(_ code: String) -> UInt16 {
    let bytes = Array(code.utf8.prefix(2))
    return bytes.count == 2 ? UInt16(bytes[0]) << 8 | UInt16(bytes[1]) : 0
  }

  /// ISO 3166-1 alpha-2 codes stand among the names of places; ISO 3166-2 codes start with them.
  private static func countries(_ vocabulary: Vocabulary) -> [UInt16] {
    var countries = Array(repeating: UInt16(0), count: vocabulary.places.count)
    for cells in vocabulary.rows("place_names") where cells["kind"] == "code" {
      let name = cells["name"]
      guard name.utf8.count == 2, name.utf8.allSatisfy({ (65...90).contains($0) }),
        let place = vocabulary.place(code: cells["code"]), countries[place] == 0
      else { continue }
      countries[place] = letters(name)
    }
    for (index, place) in vocabulary.places.enumerated() where countries[index] == 0 {
      let code = place.code
      if code.dropFirst(2).first == "-" {
        countries[index] = letters(code)
      } else if let parent = place.parent {
        countries[index] = countries[parent]
      }
    }
    return countries
  }
}
