internal import Documents
internal import Records
internal import Text

/// Which share of a column's labels something holds for, counted once.
extension LayoutProposal {
  /// The share of a column's labels in the head that the vocabulary knows as places.
  func placeShare(_ column: Int) -> Double {
    if let known = memory.places[column] { return known }
    let labels = relation.labels(column)
    let known = labels.filter(isPlace)
    // “IT” beside “Sales” is no country: codes and words do not mix.
    let areCodes =
      !known.isEmpty
      && known.allSatisfy { label in
        label.utf8.count <= 3 && label.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      }
    let others = labels.count { $0.contains(where: \.isLowercase) }
    var found = areCodes && others > 0 ? 0 : share(column) { isPlace($0) }
    if found < 0.5 {
      found = max(found, (wholeWithParts(labels) ?? partsOfOneCountry(labels))?.share ?? 0)
    }
    memory.places[column] = found
    return found
  }

  /// A country among labels of which three at least are its parts, by names that mean places only
  /// beside one another (POLSKA, LUBELSKIE, …), and the share of labels that are one or the other.
  func wholeWithParts(_ labels: Set<String>) -> (whole: Int, share: Double)? {
    guard labels.count > 3 else { return nil }
    let wholes = Set(
      labels.lazy.filter(isPlace).compactMap {
        vocabulary.places(labelled: PlaceLabel($0).text).target
      }
    ).filter { vocabulary.places[$0].kind == "country" }
    guard wholes.count == 1, let whole = wholes.first else { return nil }
    let parts = labels.count { label in
      vocabulary.places(alone: PlaceLabel(label).text).candidates.contains {
        vocabulary.lies(Int($0.target), within: [whole])
      }
    }
    return parts >= 3 ? (whole, Double(parts + 1) / Double(labels.count)) : nil
  }

  /// The country in which most labels lie, by names that mean places only beside one another: three
  /// of four at least, or two parts of it that are no towns.
  func partsOfOneCountry(_ labels: Set<String>) -> (whole: Int, share: Double)? {
    guard (2...200).contains(labels.count) else { return nil }
    var parts: [Int: (all: Int, areas: Int)] = [:]
    for label in labels {
      var found: [Int: Bool] = [:]
      for entry in vocabulary.places(alone: PlaceLabel(label).text).candidates {
        let place = vocabulary.places[Int(entry.target)]
        guard let country = vocabulary.country(over: place) else { continue }
        found[country] = (found[country] ?? false) || place.kind != "city"
      }
      for (country, isArea) in found {
        parts[country, default: (0, 0)].all += 1
        parts[country, default: (0, 0)].areas += isArea ? 1 : 0
      }
    }
    guard let best = parts.max(by: { ($0.value.all, $1.key) < ($1.value.all, $0.key) }),
      labels.count > 2
        ? best.value.all > 2 && best.value.all * 4 >= labels.count * 3 : best.value.areas == 2
    else { return nil }
    return (best.key, Double(best.value.all) / Double(labels.count))
  }

  /// The share of a column's labels in the head that are periods.
  func periodShare(_ column: Int) -> Double {
    if let known = memory.periods[column] { return known }
    var periods = self.periods
    let found = share(column) { periods.read($0) != nil }
    memory.periods[column] = found
    return found
  }

  /// What a heading says that its column is, looked up once.
  func roles(of heading: String) -> [String] {
    if let known = memory.roles[heading] { return known }
    let found = vocabulary.roles(ofHeading: heading)
    memory.roles[heading] = found
    return found
  }

  /// The share of the labels of a column in the head for which something holds, counted once under
  /// the name of what holds.
  func share(_ column: Int, as name: String, _ holds: (String) -> Bool) -> Double {
    let key = "\(column) \(name)"
    if let known = memory.shares[key] { return known }
    let found = share(column, holds)
    memory.shares[key] = found
    return found
  }

  func share(_ column: Int, _ holds: (String) -> Bool) -> Double {
    var seen: Set<String> = []
    for row in sample where !row.cell(column).isEmpty && (row.filled > 2 || head.width <= 2) {
      seen.insert(row.cell(column))
    }
    guard !seen.isEmpty else { return 0 }
    return Double(seen.count(where: holds)) / Double(seen.count)
  }
}
