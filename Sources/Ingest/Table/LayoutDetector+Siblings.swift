import Records

/// What the places of a table have in common: a table of US states means the state where it says Georgia.
extension LayoutDetector {
  /// The kind and the parent that more than half of the places have whose names leave no choice; three at least.
  func siblings(_ columns: [TableLayout.Column]) -> Vocabulary.Siblings? {
    var labels: Set<String> = []
    for index in columns.indices where columns[index].role == .place {
      for row in head.rows[head.body...].prefix(2000) { labels.insert(row.cell(index)) }
    }
    for column in columns { if let place = column.value.place { labels.insert(place) } }
    return vocabulary.siblings(labels.map { PlaceLabel($0).text })
  }
}

extension Vocabulary {
  /// What places have in common.
  struct Siblings: Equatable, Sendable {
    var kind: String
    var parent: Int?
  }

  /// What more than half of the places with one reading have in common; `nil` where they are fewer than three.
  func siblings(_ labels: some Sequence<String>) -> Siblings? {
    var counts: [Int: [String: Int]] = [:]
    var known: Set<Int> = []
    for label in labels {
      let targets = Set(places(labelled: label).candidates.map { Int($0.target) })
      guard targets.count == 1, let only = targets.first, known.insert(only).inserted else { continue }
      counts[places[only].parent ?? -1, default: [:]][places[only].kind, default: 0] += 1
    }
    var best: (siblings: Siblings, count: Int)?
    for (parent, kinds) in counts {
      for (kind, count) in kinds where count > best?.count ?? 0 {
        best = (Siblings(kind: kind, parent: parent < 0 ? nil : parent), count)
      }
    }
    guard let best, best.count >= 3, best.count * 2 > known.count, isPart(best.siblings) else { return nil }
    return best.siblings
  }

  /// Parts of one country; countries of one region say nothing about a name that a part has as well.
  private func isPart(_ siblings: Siblings) -> Bool {
    siblings.parent.map { ["country", "territory"].contains(places[$0].kind) } ?? false
  }

  /// The only place among the readings of a name that has in common what its siblings have.
  func sibling(among candidates: [Matcher.Entry], of siblings: Siblings) -> Int? {
    let found = Set(candidates.map { Int($0.target) }).filter {
      places[$0].parent == siblings.parent && places[$0].kind == siblings.kind
    }
    return found.count == 1 ? found.first : nil
  }
}
