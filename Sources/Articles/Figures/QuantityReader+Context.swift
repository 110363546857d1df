internal import Records
internal import Text

/// Names that several units share: “pounds”, “pesos”, “cents”, `kn`. The text around them decides,
/// or else their rank.
extension QuantityReader {
  /// The reading of a unit that fits the sentence, among those of the same letters.
  func resolved(_ entry: Matcher.Entry, _ part: Part, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> Matcher.Entry
  {
    let rivals = self.rivals(entry, index, end, range)
    guard rivals.count > 1 else { return entry }
    let isMoney = { (entry: Matcher.Entry) in
      self.vocabulary.units[Int(entry.target)].dimension == "currency"
    }
    let money = rivals.filter(isMoney)
    let others = rivals.filter { !isMoney($0) }
    if let other = others.first, !money.isEmpty, entry.form != .minor {
      return isMoneyMeant(part, index, end, range, money)
        ? currency(among: money, index, range) : other
    }
    return money.isEmpty ? entry : currency(among: money, index, range)
  }

  /// Every unit of these letters, by rank.
  private func rivals(_ entry: Matcher.Entry, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> [Matcher.Entry]
  {
    var found: [Matcher.Entry] = []
    matcher.walk(.unit, text.tokens, at: index, limit: range.upperBound) { match, exact in
      guard match.end == end, match.entries.count > 1 else { return }
      found = matcher.entries[match.entries].filter {
        $0.kind == .unit && matcher.isRead($0, exact: exact)
      }
    }
    return found
  }

  /// Money or weight: what the sentence speaks of, then the size of the number, then the sentences
  /// around.
  private func isMoneyMeant(
    _ part: Part, _ index: Int, _ end: Int, _ range: Range<Int>, _ money: [Matcher.Entry]
  ) -> Bool {
    if part.number.scale < 1e5, end + 1 < range.upperBound,
      text.tokens[end].key == SentenceReading.of,
      classes[text.tokens[end + 1]].isDisjoint(with: .money)
    {
      return false
    }
    var (isMoney, isWeight) = (false, false)
    for other in range where other != index && other + 1 != index {
      let word = classes[text.tokens[other]]
      if word.contains(.money) || text.tokens[other].kind == .symbol && isCurrencySign(other) {
        isMoney = true
      }
      if word.contains(.weight) { isWeight = true }
    }
    if isMoney != isWeight { return isMoney }
    if part.number.scale >= 1e6 { return true }
    for other in window(range) where isCurrencySign(other) {
      if let (_, entry) = unit(
        at: other, other..<text.tokens.count, where: { $0.dimension == "currency" }),
        money.contains(where: { $0.target == entry.target })
      {
        return true
      }
    }
    return false
  }

  /// `£`, `€`; letters that are a symbol only there are none.
  private func isCurrencySign(_ index: Int) -> Bool {
    guard text.tokens[index].kind == .symbol || text.tokens[index].kind == .word else {
      return false
    }
    guard
      let (_, entry) = unit(
        at: index, index..<min(index + 3, text.tokens.count), where: { $0.dimension == "currency" })
    else { return false }
    return entry.form == .symbol && text.tokens[index].kind == .symbol
      || entry.form == .abbreviation
  }

  /// The tokens in which a name may be made clear: the sentence, some before and some after.
  private func window(_ range: Range<Int>) -> Range<Int> {
    max(0, range.lowerBound - 400)..<min(text.tokens.count, range.upperBound + 100)
  }

  /// The currency of the country that is named nearest before, or in the sentence; else the first
  /// by rank.
  private func currency(among money: [Matcher.Entry], _ index: Int, _ range: Range<Int>)
    -> Matcher.Entry
  {
    let sorted = money.sorted { $0.rank < $1.rank }
    guard let first = sorted.first, sorted.count > 1 else { return money[0] }
    // Another amount in the sentence says it: “18 sen to RM23.50”, “€5 and 20 cents”.
    for other in range where other != index && text.tokens[other].kind != .number {
      guard let (end, entry) = unit(at: other, range, where: { $0.dimension == "currency" }),
        !(other..<end).contains(index),
        let same = sorted.first(where: { $0.target == entry.target }),
        entry.form == .symbol || entry.form == .abbreviation || entry.form == .name
          || entry.form == .plural
      else { continue }
      return same
    }
    guard first.form != .minor else { return first }
    var at = min(range.upperBound, text.tokens.count) - 1
    let start = window(range).lowerBound
    while at >= start {
      if text.tokens[at].kind == .word, text.tokens[at].traits.contains(.capitalised),
        let country = country(at),
        let found = sorted.first(where: { vocabulary.country(of: $0.target) == country })
      {
        return found
      }
      at -= 1
    }
    return first
  }

  /// The country of a place named there, ISO 3166-1 alpha-2 in two bytes.
  private func country(_ index: Int) -> UInt16? {
    guard
      let match = matcher.longest(
        .place, text.tokens, at: index, where: { $0.kind == .place && $0.rank == 1 })
    else {
      return nil
    }
    for entry in matcher.entries[match.entries] where entry.kind == .place && entry.rank == 1 {
      let country = vocabulary.country(ofPlace: entry.target)
      if country != 0 { return country }
    }
    return nil
  }
}
