internal import Documents
internal import Text

/// Currencies that share a word: dollars, pesos, francs, pounds.
extension Vocabulary {
  /// The currency of the country that a place is or lies in, where a label names a currency by no
  /// more than the last word of its name, and that country's currency ends in the same word; `nil`
  /// otherwise.
  func ownCurrency(_ label: String, read code: String, place placeCode: String?) -> String? {
    guard let placeCode, var place = place(code: placeCode),
      let read = unit(code: code).map({ units[$0] }),
      read.dimension == "currency"
    else { return nil }
    let named = [read.name, read.plural].compactMap { $0.split(separator: " ").last?.lowercased() }
    guard let word = named.first, let printed = currencyWord(label), named.contains(printed) else {
      return nil
    }
    while !["country", "territory"].contains(places[place].kind), let parent = places[place].parent
    { place = parent }
    return units.first { unit in
      // The first two letters of a currency are those of its country.
      unit.dimension == "currency" && unit.name.lowercased().hasSuffix(" " + word)
        && places(labelled: String(unit.code.prefix(2))).candidates.contains {
          Int($0.target) == place
        }
    }?.code
  }

  /// The longest name of a unit in a label, in lower case.
  private func currencyWord(_ label: String) -> String? {
    let bytes = Array(label.utf8)
    let tokens = Tokenizer.tokens(of: bytes)
    for index in tokens.indices {
      guard let found = matcher.longest([.unit], tokens, at: index, where: { $0.kind == .unit })
      else { continue }
      let range = Int(tokens[index].start)..<Int(tokens[found.end - 1].end)
      return String(decoding: bytes[range], as: UTF8.self).lowercased()
    }
    return nil
  }
}
