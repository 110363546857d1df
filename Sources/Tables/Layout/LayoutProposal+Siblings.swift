internal import Documents
internal import Records
internal import Text

/// What the places of a table have in common: a table of US states means the state where it says
/// Georgia.
extension LayoutProposal {
  /// The country of which more than half of the places are parts.
  func siblings(_ columns: [TableLayout.Column]) -> Vocabulary.Siblings? {
    var labels: Set<String> = []
    for index in columns.indices where columns[index].role == .place {
      for row in head.rows[head.body...].prefix(2000) { labels.insert(row.cell(index)) }
    }
    for column in columns { if let place = column.value.place { labels.insert(place) } }
    labels.remove("")
    return vocabulary.siblings(labels.map { PlaceLabel($0).text })
      ?? (wholeWithParts(labels) ?? partsOfOneCountry(labels)).map { .init(parent: $0.whole) }
  }
}

extension Vocabulary {
  /// What places have in common.
  struct Siblings: Equatable, Sendable {
    /// The country, by its index.
    var parent: Int
  }

  /// What more than half of the places that labels can name have in common, two at least.
  ///
  /// Where every one of these names has other readings too, it must be more than half of all
  /// labels.
  func siblings(_ labels: some Collection<String>) -> Siblings? {
    var counts: [Int: (all: Int, certain: Int)] = [:]
    var known = 0
    for label in labels {
      let candidates = places(labelled: label).candidates
      guard let best = candidates.first else { continue }
      let targets = Set(candidates.map { Int($0.target) })
      let isCertain = targets.count == 1 && best.rank < Vocabulary.unlikely
      known += 1
      // Countries of one region say nothing about a name that a part of a country has as well.
      for parent in Set(targets.compactMap { places[$0].parent }) where isCountry(parent) {
        counts[parent, default: (0, 0)].all += 1
        counts[parent, default: (0, 0)].certain += isCertain ? 1 : 0
      }
    }
    guard let best = counts.max(by: { ($0.value.all, $1.key) < ($1.value.all, $0.key) }),
      best.value.all > 1,
      best.value.all * 2 > (best.value.certain > 0 ? known : labels.count)
    else { return nil }
    return Siblings(parent: best.key)
  }

  /// The only place among the readings of a name that lies in one of some other places.
  func place(among candidates: [Matcher.Entry], within others: [Int]) -> Int? {
    guard !others.isEmpty else { return nil }
    let targets = Set(candidates.map { Int($0.target) })
    let found = targets.filter { lies($0, within: Set(others)) }
    return found.count == 1 ? found.first : nil
  }

  /// Whether a place lies in one of some others, by its parents and by the members of groups.
  func lies(_ place: Int, within others: Set<Int>) -> Bool {
    var parent = places[place].parent
    while let found = parent {
      if others.contains(found) { return true }
      parent = places[found].parent
    }
    return others.contains { places[$0].parts.contains(place) }
  }

  /// The country in which a place lies, by its parents.
  func country(over place: Place) -> Int? {
    var parent = place.parent
    while let found = parent {
      if isCountry(found) { return found }
      parent = places[found].parent
    }
    return nil
  }

  private func isCountry(_ place: Int) -> Bool {
    ["country", "territory"].contains(places[place].kind)
  }

  /// The only place among the readings of a name that has in common what its siblings have, or of
  /// which they are parts.
  func sibling(among candidates: [Matcher.Entry], of siblings: Siblings) -> Int? {
    let targets = Set(candidates.map { Int($0.target) })
    let found = targets.filter { places[$0].parent == siblings.parent }
    return found.count == 1 ? found.first : targets.first { $0 == siblings.parent }
  }
}
