internal import Documents
internal import Records
internal import Text

/// Which column names the place: the finest of those that look like places.
extension LayoutProposal {
  /// Settles the columns of places: the finest names the place, a code and its label name it
  /// together, and what they determine is an attribute that tells which of several places of one
  /// name is meant.
  mutating func assignPlaces(_ columns: inout [TableLayout.Column]) {
    let given = columns
    let candidates = placeCandidates(given)
    guard !candidates.isEmpty else { return }
    let chosen = choice.place ?? finest(candidates, given)
    guard let chosen else { return }
    var context: [Int] = []
    for index in candidates {
      if index == chosen || relation.correspond(index, chosen) && isSame(index, chosen) {
        columns[index].role = .place
        columns[index].value = TableLayout.Value()
      } else if given[index].role == .place || index != chosen && isPart(chosen, of: index) {
        if given[index].role == .place || given[index].role == .dimension {
          columns[index].role = .dimension
        }
        if relation.determines(chosen, index) || placeShare(index) >= 0.5 { context.append(index) }
      }
    }
    if columns[chosen].role != .place { columns[chosen].role = .place }
    let places = columns.indices.filter { columns[$0].role == .place }
    let order = places.sorted {
      (rank($0) + ($0 == chosen && !isCode($0) ? 2000 : 0))
        > (rank($1) + ($1 == chosen && !isCode($1) ? 2000 : 0))
    }
    // The finest last: it names the place of rows in which the place itself is blank.
    context.sort { one, other in
      isPart(other, of: one) && !isPart(one, of: other)
    }
    update {
      $0.places = order
      $0.placeContext = context
    }
  }

  /// Columns that look like places: by their heading, by labels that the vocabulary knows, or by
  /// labels that they share with such a column, which then heads some of their rows.
  func placeCandidates(_ columns: [TableLayout.Column]) -> [Int] {
    var found = columns.indices.filter { index in
      let profile = profile(index)
      guard profile.filled > 0 else { return false }
      if columns[index].role == .place { return true }
      guard columns[index].role == .dimension || columns[index].role == .indicator,
        !isNumeric(index)
      else { return false }
      if columns[index].role == .indicator { return false }
      if placeShare(index) >= 0.5 { return true }
      // Names above figures without a heading: some known places among them, and nothing else that
      // could name the place.
      return index == 0 && columns[index].heading.isEmpty && placeShare(index) * 50 >= 1
        && relation.labels(index).count(where: isPlace) >= 3
        && !columns.contains { $0.role == .place || $0.value.place != nil }
    }
    // Codes of digits name places only where no words do.
    let words = found.filter { !isNumeric($0) }
    if !words.isEmpty {
      found = found.filter { index in
        !isNumeric(index) || words.contains { relation.correspond(index, $0) }
      }
    }
    let known = Set(words.flatMap { relation.labels($0) }.filter(isPlace))
    for index in columns.indices
    where columns[index].role == .dimension && !isNumeric(index) && !found.contains(index) {
      guard profile(index).filled > 0, words.contains(where: { relation.isFiner(index, than: $0) })
      else { continue }
      if !relation.labels(index).isDisjoint(with: known) { found.append(index) }
    }
    return found.sorted()
  }

  /// The finest of some columns: the one that determines most of the others.
  private func finest(_ candidates: [Int], _ columns: [TableLayout.Column]) -> Int? {
    let words = candidates.filter { !isNumeric($0) }
    let pool = words.isEmpty ? candidates : words
    return pool.max { one, other in
      let (a, b) = (fineness(one, pool, columns), fineness(other, pool, columns))
      return a != b ? a < b : one > other
    }
  }

  private func fineness(_ index: Int, _ pool: [Int], _ columns: [TableLayout.Column]) -> Double {
    let finer = pool.count { $0 != index && isPart(index, of: $0) }
    let coarser = pool.count { $0 != index && isPart($0, of: index) }
    let isStated = columns[index].role == .place ? 0.4 : 0
    // One to one in the rows seen: what lies in the other is finer, and so is what nobody knows
    // beside countries, whose names are known.
    let inner = pool.count { other in
      guard other != index, relation.correspond(index, other) else { return false }
      return lies(index, within: other)
        || columns[index].role == .place && placeShare(index) == 0 && areCountries(other)
    }
    return Double(finer - coarser) + Double(inner) + isStated + 0.3 * placeShare(index)
  }

  /// Whether the places of one column lie in those of another, as far as the vocabulary knows.
  private func lies(_ index: Int, within other: Int) -> Bool {
    let key = "\(index) in \(other)"
    if let known = memory.pairs[key] { return known }
    var (inner, known) = (0, 0)
    for row in sample.prefix(40) {
      let places = vocabulary.places(labelled: PlaceLabel(row.cell(index)).text).candidates
      let others = Set(
        vocabulary.places(labelled: PlaceLabel(row.cell(other)).text).candidates.map {
          Int($0.target)
        })
      guard !places.isEmpty, !others.isEmpty else { continue }
      known += 1
      if places.contains(where: { vocabulary.lies(Int($0.target), within: others) }) { inner += 1 }
    }
    let found = known > 0 && inner * 2 > known
    memory.pairs[key] = found
    return found
  }

  private func areCountries(_ column: Int) -> Bool {
    let key = "\(column) countries"
    if let known = memory.pairs[key] { return known }
    let labels = relation.labels(column)
    let found =
      !labels.isEmpty
      && labels.allSatisfy { label in
        vocabulary.places(labelled: PlaceLabel(label).text).candidates.contains {
          vocabulary.places[Int($0.target)].kind == "country"
        }
      }
    memory.pairs[key] = found
    return found
  }

  /// Whether two columns that correspond name the same places: by their headings, or because the
  /// vocabulary knows both.
  private func isSame(_ index: Int, _ chosen: Int) -> Bool {
    agreesOnPlaces(index, chosen) || isCode(index) || isCode(chosen)
      || areRelated(layout.columns[index].heading, layout.columns[chosen].heading)
  }

  /// Whether a column holds codes: numbers, or words without small letters or with digits.
  private func isCode(_ index: Int) -> Bool {
    let labels = relation.labels(index)
    let codes = labels.count { label in
      isCodeLike(label)
        && (label.contains(where: \.isNumber)
          || label.count <= 4
            && !label.contains(where: \.isLowercase))
    }
    return isNumeric(index) || codes * 10 >= labels.count * 9
  }

  /// Whether one column is finer than another as far as the vocabulary does not know better: places
  /// that lie elsewhere are no parts.
  func isPart(_ index: Int, of other: Int) -> Bool {
    guard relation.isFiner(index, than: other) else { return false }
    return areCountries(other) ? !lieElsewhere(index, than: other) : true
  }

  private func lieElsewhere(_ index: Int, than other: Int) -> Bool {
    let key = "\(index) out of \(other)"
    if let known = memory.pairs[key] { return known }
    var (elsewhere, known) = (0, 0)
    for row in sample.prefix(60) {
      let places = vocabulary.places(labelled: PlaceLabel(row.cell(index)).text).candidates
      let others = Set(
        vocabulary.places(labelled: PlaceLabel(row.cell(other)).text).candidates.map {
          Int($0.target)
        })
      guard !places.isEmpty, !others.isEmpty else { continue }
      known += 1
      if !places.contains(where: {
        others.contains(Int($0.target)) || vocabulary.lies(Int($0.target), within: others)
      }) {
        elsewhere += 1
      }
    }
    let found = known > 0 && elsewhere * 2 > known
    memory.pairs[key] = found
    return found
  }

  /// How good a column is as the place's label: words before codes, known before unknown, long
  /// before short.
  private func rank(_ index: Int) -> Double {
    let labels = relation.labels(index)
    let length =
      labels.isEmpty
      ? 0 : Double(labels.reduce(0) { $0 + $1.utf8.count }) / Double(labels.count)
    let hasWords = labels.count { $0.contains { $0.isLowercase || !$0.isASCII } }
    return (isNumeric(index) ? 0 : 1000) + (hasWords * 2 > labels.count ? 500 : 0)
      + (placeShare(index) > 0 ? 250 : 0) + min(length, 60) - Double(index) / 1000
  }

  /// Whether the vocabulary knows a label as a place.
  func isPlace(_ label: String) -> Bool {
    if let known = memory.isPlace[label] { return known }
    let text = PlaceLabel(label).text
    let found =
      !vocabulary.places(labelled: text).candidates.isEmpty
      || !(vocabulary.places(withKind: text)?.candidates.isEmpty ?? true)
    memory.isPlace[label] = found
    return found
  }
}
