internal import Documents
internal import Records

/// JSON-stat 2.0 (https://json-stat.org/full/): a dataset, or a collection of datasets; also the
/// bundles of versions 1.x.
struct JSONStat: Grid {
  let bytes: [UInt8]
  let locator: String
  let datasets: [Dataset]
  let columns: [GridColumn]
  let about: GridDescription
  /// For each dataset, which column each of its cells goes to.
  let targets: [Targets]

  let format = "JSON-stat"
  let mediaType = "application/json"
  let kind: SourceDescription.Kind? = .observations

  /// One cube.
  struct Dataset: Sendable {
    /// The path to it: empty for a document that is one dataset.
    var path = ""
    var label: String?
    var source: String?
    var updated: String?
    var dimensions: [Dimension] = []
    /// Where the values and statuses start.
    var value = 0
    var status: Int?
  }

  /// One dimension of a cube.
  struct Dimension: Sendable {
    var id: String
    var label: String?
    /// `time`, `geo` or `metric`.
    var role: String?
    var codes: [String]
    var labels: [String]
    /// For a metric, the unit and its multiplier of each category.
    var units: [String]
    var multipliers: [String]

    /// Whether its labels say more than its codes.
    var hasLabels: Bool { labels != codes }
  }

  /// The columns of a dataset's cells.
  struct Targets: Sendable {
    /// For each dimension the column of its labels, where there is one, and of its codes.
    var dimensions: [(label: Int?, code: Int)] = []
    var dataset: Int?
    var unit: Int?
    var multiplier: Int?
    var value = 0
    var status: Int?
  }

  init(_ bytes: [UInt8], locator: String, datasets: [Dataset], label: String?) {
    self.bytes = bytes
    self.locator = locator
    self.datasets = datasets
    var made = JSONStatColumns()
    if datasets.count > 1 {
      // Their labels say what is measured where no dimension does.
      let says = datasets.contains { $0.dimensions.contains { $0.role == "metric" } }
      made.addDataset(says ? .dimension : .indicator)
    }
    targets = datasets.map { made.add($0) }
    columns = made.columns
    let first = datasets.first
    about = GridDescription(
      title: datasets.count == 1 ? first?.label ?? label : label ?? first?.label,
      publisher: first?.source, published: first?.updated.map { String($0.prefix(10)) })
  }

  func rows() throws(Failure) -> any GridRows { JSONStatRows(self) }
}

/// The columns of all datasets of a document: those of one name or role are one.
struct JSONStatColumns {
  private var made = GridColumns()
  var columns: [GridColumn] { made.columns }

  mutating func addDataset(_ role: TableLayout.Role) {
    _ = made.column("\u{0}dataset") { GridColumn(heading: "dataset", role: role, isKey: true) }
  }

  /// Adds the columns of a dataset that are not there yet.
  mutating func add(_ dataset: JSONStat.Dataset) -> JSONStat.Targets {
    var targets = JSONStat.Targets()
    targets.dataset = made["\u{0}dataset"]
    for dimension in dataset.dimensions {
      let role: TableLayout.Role? =
        switch dimension.role {
        case "time": .period
        case "geo": .place
        case "metric": .indicator
        default: nil
        }
      // Datasets may call their time or their places by different names.
      let key =
        role == nil || dataset.dimensions.count { $0.role == dimension.role } > 1
        ? dimension.id : dimension.role ?? dimension.id
      var label: Int?
      if dimension.hasLabels {
        label = made.column(key + "\u{0}label") {
          GridColumn(heading: dimension.label ?? dimension.id, isKey: true)
        }
        made.columns[label ?? 0].role = role == .period ? nil : role
      }
      let code = made.column(key) { GridColumn(heading: dimension.id, isKey: true) }
      // Whether codes or labels are the periods is seen from them.
      made.columns[code].role = role == .period && label != nil ? nil : role
      made.columns[code].labels = label
      targets.dimensions.append((label, code))
    }
    if dataset.dimensions.contains(where: { !$0.units.isEmpty }) {
      targets.unit = made.column("\u{0}unit") {
        GridColumn(heading: "unit", role: .unit, isKey: true)
      }
    }
    if dataset.dimensions.contains(where: { !$0.multipliers.isEmpty }) {
      targets.multiplier = made.column("\u{0}multiplier") {
        GridColumn(heading: "multiplier", role: .multiplier, isKey: true)
      }
    }
    targets.value = made.column("\u{0}value") { GridColumn(heading: "value", role: .value) }
    if dataset.status != nil {
      targets.status = made.column("\u{0}status") { GridColumn(heading: "status", role: .status) }
    }
    return targets
  }
}
