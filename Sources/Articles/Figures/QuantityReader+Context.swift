internal import Records
internal import Text

/// Names that several units share: “pounds”, “pesos”, “cents”, `kn`. The text around them decides,
/// or else their rank.
extension QuantityReader {
  /// The reading of a unit that fits the sentence, among those of the same letters.
  ///
  /// `nil` where the name is one of daily life (“mark”) and nothing speaks for a currency of its
  /// time.
  func resolved(_ entry: Matcher.Entry, _ part: Part, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> Matcher.Entry?
  {
    if entry.rank >= Vocabulary.unlikely, vocabulary.isFormer(entry.target),
      !isOfItsTime(entry, part, end, range)
    {
      return nil
    }
    var rivals = self.rivals(entry, index, end, range)
    if rivals.count > 1, rivals.contains(where: { vocabulary.isFormer($0.target) }),
      let year = namedYear ?? context.year
    {
      let used = rivals.filter { vocabulary.isUsed($0.target, in: year) || isHome($0) }
      if !used.isEmpty { rivals = used }
    }
    guard rivals.count > 1 else {
      let only = rivals.first ?? entry
      if end > index + 1, vocabulary.units[Int(only.target)].dimension == "currency" {
        context.named = only.target
      }
      return only
    }
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

  /// “five mark bonus”, “6.5 billion marks” in a text of 1987: money; “the 5 million mark” in one of
  /// today is a line that something passes.
  private func isOfItsTime(
    _ entry: Matcher.Entry, _ part: Part, _ end: Int, _ range: Range<Int>
  ) -> Bool {
    let isPlural = entry.form == .plural
    guard
      isPlural
        || end < range.upperBound && text.tokens[end].kind == .word
          && !classes.isFunctionWord(text.tokens[end])
        || text.tokens[end - 2].traits.contains(.hyphen)
    else { return false }
    if let year = namedYear ?? context.year, vocabulary.isUsed(entry.target, in: year) {
      return true
    }
    return isPlural && part.number.scale >= 1e6 && (context.year == nil || isHome(entry))
  }

  /// Whether a currency is that of the text: of its country, named before, or of a country that the
  /// sentence names.
  func isAtHome(_ entry: Matcher.Entry) -> Bool {
    let home = vocabulary.country(of: entry.target)
    return home != 0 && context.country == home || context.named == entry.target || isHome(entry)
  }

  /// Whether the sentence names the country of a currency.
  private func isHome(_ entry: Matcher.Entry) -> Bool {
    let home = vocabulary.country(of: entry.target)
    return sentence.contains {
      text.tokens[$0].kind == .word && text.tokens[$0].traits.contains(.capitalised)
        && country($0) == home
    }
  }

  /// A year that the sentence names.
  private var namedYear: Int? {
    for index in sentence where text.tokens[index].kind == .number {
      let token = text.tokens[index]
      if token.end - token.start == 4, token.detail == 0, let value = numbers.value(at: index),
        (1900...2100).contains(value)
      {
        return Int(value)
      }
    }
    return nil
  }

  /// The currency that a sign before a number stands for where several are written so: `Sh`.
  func resolved(symbol entry: Matcher.Entry, _ index: Int, _ end: Int, _ range: Range<Int>)
    -> Matcher.Entry
  {
    guard text.tokens[index].kind == .word, !vocabulary.isShared(entry.target) else { return entry }
    let money = rivals(entry, index, end, range).filter {
      vocabulary.units[Int($0.target)].dimension == "currency"
    }
    return money.count > 1 ? currency(among: money, index, range) : entry
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
    // “dlrs”: whose, the text has said before, or else they are those of its country.
    if first.form != .minor, sorted.allSatisfy({ vocabulary.isShared($0.target) }) {
      return sorted.first { $0.target == context.named } ?? ofCountry(sorted)
        ?? ofSentence(sorted, range) ?? first
    }
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
    return sorted.first { $0.target == context.named } ?? ofCountry(sorted) ?? first
  }

  /// The currency of the country that the text is about.
  private func ofCountry(_ money: [Matcher.Entry]) -> Matcher.Entry? {
    context.country == 0
      ? nil : money.first { vocabulary.country(of: $0.target) == context.country }
  }

  /// The currency of the first country that the sentence names, where none of the text is known.
  private func ofSentence(_ money: [Matcher.Entry], _ range: Range<Int>) -> Matcher.Entry? {
    guard context.country == 0 else { return nil }
    for index in range
    where text.tokens[index].kind == .word && text.tokens[index].traits.contains(.capitalised) {
      guard let country = country(index) else { continue }
      return money.first { vocabulary.country(of: $0.target) == country }
    }
    return nil
  }

  /// The country of a place named there, ISO 3166-1 alpha-2 in two bytes.
  private func country(_ index: Int) -> UInt16? {
    guard
      let match = matcher.longest(
        .place, text.tokens, at: index,
        where: { $0.kind == .place && $0.rank == 1 && $0.needs == .nothing })
    else {
      return nil
    }
    for entry in matcher.entries[match.entries]
    where entry.kind == .place && entry.rank == 1 && entry.needs == .nothing {
      let country = vocabulary.country(ofPlace: entry.target)
      if country != 0 { return country }
    }
    return nil
  }
}
