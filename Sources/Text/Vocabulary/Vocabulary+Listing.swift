/// The vocabulary as a person looks at it.
extension Vocabulary {
  /// Its tables: name, columns, number of rows.
  public var summary: [(name: String, columns: String, rows: Int)] {
    tables.values.sorted { $0.name < $1.name }.map {
      ($0.name, $0.columns.joined(separator: ","), $0.count)
    }
  }

  /// How indicators follow from others: the rows of `indicator_formulas.csv`, an empty `right` for
  /// growth.
  public var formulas: [(code: String, operation: String, left: String, right: String)] {
    rows("indicator_formulas").map { ($0["code"], $0["operation"], $0["left"], $0["right"]) }
  }

  /// A table as CSV, additions included; `nil` where there is none of that name.
  public func csv(of name: String) -> String? {
    guard let table = tables[name] else { return nil }
    func cell(_ text: String) -> String {
      text.contains { ",\"\n\r".contains($0) }
        ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    let rows = (0..<table.count).map { row in table.columns.indices.map { table.cell(row, $0) } }
    return ([table.columns] + rows).map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  /// What a name is read as, a line each.
  public func meanings(of name: String) -> [String] {
    var lines: [String] = []
    let place = places(labelled: name)
    for entry in place.candidates {
      let found = places[Int(entry.target)]
      lines.append(
        "place \(found.code): \(found.name), \(found.kind)"
          + (place.target == nil ? " (ambiguous)" : ""))
    }
    for entry in placesWithNeeds(labelled: name) {
      let found = places[Int(entry.target)]
      lines.append(
        "place \(found.code): \(found.name), \(found.kind) (needs \(entry.needs.name): by itself the name may be something else)"
      )
    }
    for entry in indicators(labelled: name).candidates {
      let found = indicators[Int(entry.target)]
      lines.append("indicator \(found.code): \(found.name)")
    }
    for entry in units(labelled: name).candidates {
      let found = units[Int(entry.target)]
      lines.append("unit \(found.code): \(found.name), \(found.dimension)")
    }
    for entry in numerals(labelled: name).candidates {
      let found = numerals[Int(entry.target)]
      lines.append("numeral \(found.value), \(found.kind)")
    }
    for role in roles(ofHeading: name) { lines.append("heading \(role)") }
    for mark in marks(name) { lines.append("mark \(mark.kind), OBS_STATUS \(mark.status)") }
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
  }
}
