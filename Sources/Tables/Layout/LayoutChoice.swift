/// Decisions on a layout that the columns one by one do not make: alternatives that the search
/// tries.
struct LayoutChoice: Hashable {
  /// Where the period of a row stands.
  enum Time: Hashable {
    /// As headings and cells suggest.
    case suggested
    /// In one column.
    case column(Int)
    /// The year in one column, its parts in others, each with the unit that its numbers count.
    case parts(year: Int, parts: [Part])
    /// In no column.
    case none
  }

  /// A column of parts of a year: `M`, `D`, `W`, `Q`.
  struct Part: Hashable {
    var column: Int
    var unit: String
  }

  var time = Time.suggested
  /// Columns of numbers that are keys and no figures.
  var keys: Set<Int> = []
  /// Every column of numbers holds figures, also beside one that says that it holds the values.
  var allValues = false
  /// The column that names the place, where it is not the suggested one.
  var place: Int?

  /// How many decisions are not the suggested ones.
  var moves: Int {
    keys.count + (time == .suggested ? 0 : 1) + (place == nil ? 0 : 1) + (allValues ? 1 : 0)
  }

  /// What a person reads.
  func description(_ name: (Int) -> String) -> String {
    var parts: [String] = []
    switch time {
    case .suggested: break
    case .column(let column): parts.append("\(name(column)) as the time axis")
    case .parts(let year, let others):
      parts.append(([year] + others.map(\.column)).map(name).joined(separator: " + ") + " as time")
    case .none: parts.append("no time axis")
    }
    if !keys.isEmpty {
      parts.append(keys.sorted().map(name).joined(separator: ", ") + " as keys")
    }
    if allValues { parts.append("every column of numbers as figures") }
    if let place { parts.append("\(name(place)) as the place") }
    return parts.isEmpty ? "the columns as they look one by one" : parts.joined(separator: "; ")
  }
}
