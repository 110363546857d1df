internal import Documents
internal import Records
internal import Text

/// How a table is laid out: what each column is, and where the headings end.
struct TableLayout: Equatable, Sendable {
  /// Statistics, or other records.
  var kind: SourceDescription.Kind
  /// Why it is that kind.
  var reason: String
  /// The columns in file order.
  var columns: [Column] = []
  /// What stands above the table.
  var preamble = Preamble()
  /// The lines of the headings.
  var headingLines: [Int] = []
  /// How many columns the headings name, where the rows have more.
  var namedColumns: Int?
  /// The first line of the body.
  var firstLine = 1
  /// Only the headings within the body tell the figures of some rows apart.
  var hasSections = false
  /// The number of the first column: more than 1 where those before it hold nothing.
  var firstColumn = 1
  /// What may be wrong.
  var doubts: [String] = []
  /// How the labels of the time axis are written.
  var periodStyle = PeriodStyle()
  /// The heading texts of the last heading row, by which a repeated one is known.
  var heading: [String] = []
  /// What each column of records is called: the heading, without a row of units below it.
  var names: [String] = []
  /// Leading key columns in which a blank repeats the cell above.
  var carried: [Int] = []
  /// What most places of the table have in common, by which a name that several places have is
  /// told.
  var siblings: Vocabulary.Siblings?
  /// The columns that name the place, the best label first.
  var places: [Int] = []
  /// Columns that tell in which place the one that is named lies.
  var placeContext: [Int] = []
  /// The column that names the part of the year whose years stand in the headings.
  var rowPart: Int?
  /// What a person told of the figures.
  var told = Told()
  /// How sure the layout is, from 0 to 1: how far it leads the best that reads otherwise.
  var confidence = 1.0
  /// Where labels such as `Unemployment - Women - Spain` name the place.
  var compound: Compound?

  /// A part of compound labels.
  struct Compound: Equatable, Sendable {
    var column: Int
    /// The separator between the parts.
    var separator: String
    /// From 0.
    var position: Int
  }

  /// One column.
  struct Column: Equatable, Sendable {
    /// The heading as printed, several rows joined.
    var heading: String
    /// What it is.
    var role: Role
    /// How it writes numbers.
    var style: NumberStyle = .point
    /// Holds notes on the figures, which may open with a mark of their status.
    var isNote = false
    /// Says more about the place of a row and tells no figure from another: where it lies.
    var isAttribute = false
    /// The column of places that the codes of this one name once more.
    var codeOf: Int?
    /// A column of statuses in which `F` is final, not forecast.
    var saysFinal = false
    /// A column of statuses that are those of one column of values.
    var statusOf: Int?
    /// Text, however numeric it looks: so a metadata file says.
    var isText = false
    /// For part of a year as a bare number: `Q` or `M`.
    var partUnit: String?
    /// For a column of values: what every value in it shares.
    var value = Value()

    /// The heading, or a name by its place where there is none.
    func name(_ index: Int) -> String { heading.isEmpty ? "COLUMN_\(index + 1)" : heading }
  }

  /// What a column of values says about them.
  struct Value: Equatable, Sendable {
    var period: TimePeriod?
    /// The label of a period that names no days (`2024/25`).
    var periodText: String?
    /// The part of the year that stands in another column (`Jan`, `Q1`).
    var part: String?
    var indicator: HeadingLabel?
    /// What is measured, where the heading says only of what.
    var measure: String?
    var place: String?
    var unit = UnitLabel()
    var unitText: String?
    var dimensions: [SeriesDescription.Dimension] = []
    /// Status and flag from the heading (`2024e`).
    var flag: String?
  }

  /// What a column is, in SDMX's terms.
  enum Role: Equatable, Sendable {
    /// Labels or codes of reference areas.
    case place
    /// Labels or codes of what is measured.
    case indicator
    case period
    /// A year of which the month, quarter or part of the year stands in another column.
    case year
    case part
    case unit
    case multiplier
    case status
    /// The last year that is no estimate: values of later years are estimates.
    case estimates
    /// What an SDMX message does with the row: merge, replace, delete.
    case action
    /// A cell is an observation.
    case value
    /// A further dimension of the series.
    case dimension
    /// The code of what the label beside it names.
    case code
    /// Several of them in one cell, joined by commas.
    case packed([Packed])
    /// Notes, and what says nothing about the figures.
    case ignored
  }

  /// One part of a packed cell.
  struct Packed: Equatable, Sendable {
    var name: String
    var role: Role
  }

  /// The columns that have a role.
  func columns(_ role: Role) -> [Int] { columns.indices.filter { columns[$0].role == role } }
}

extension TableLayout.Role {
  /// The role by SDMX's name of it; `nil` where it says nothing about a column of a table.
  init?(named name: String) {
    switch name {
    case "REF_AREA": self = .place
    case "INDICATOR": self = .indicator
    case "TIME_PERIOD": self = .period
    case "YEAR": self = .year
    case "MONTH", "QUARTER", "PART", "WEEK", "DAY": self = .part
    case "UNIT_MEASURE": self = .unit
    case "UNIT_MULT": self = .multiplier
    case "OBS_STATUS": self = .status
    case "ESTIMATES_AFTER": self = .estimates
    case "OBS_VALUE", "TOTAL": self = .value
    case "DIMENSION", "ATTRIBUTE": self = .dimension
    case "ACTION": self = .action
    case "IGNORE", "NOTE", "DECIMALS", "FREQ": self = .ignored
    default: return nil
    }
  }

  /// The name that a person reads.
  var name: String {
    switch self {
    case .place: "REF_AREA"
    case .indicator: "INDICATOR"
    case .period: "TIME_PERIOD"
    case .year: "YEAR"
    case .part: "PART"
    case .unit: "UNIT_MEASURE"
    case .multiplier: "UNIT_MULT"
    case .status: "OBS_STATUS"
    case .estimates: "ESTIMATES_AFTER"
    case .action: "ACTION"
    case .value: "OBS_VALUE"
    case .dimension: "DIMENSION"
    case .code: "CODE"
    case .packed(let parts): parts.map { "\($0.name): \($0.role.name)" }.joined(separator: ", ")
    case .ignored: "IGNORE"
    }
  }
}
