/// In which form an export is written.
public enum ExportFormat: Equatable, Sendable {
  /// Rows as a result of a query is written.
  case rows(Format)
  /// SDMX-CSV 2.x, of observations.
  case sdmxCSV
  /// A folder with CSV files and `datapackage.json` (Frictionless Data Package 2.0).
  case dataPackage
  /// A SQLite database with one table an item.
  case sqlite

  /// The names by which formats are called.
  public static let names =
    Format.allCases.filter { $0 != .table }.map(\.rawValue) + ["sdmx-csv", "datapackage", "sqlite"]

  /// The format of a name.
  public init?(name: String) {
    switch name {
    case "sdmx-csv": self = .sdmxCSV
    case "datapackage": self = .dataPackage
    case "sqlite": self = .sqlite
    default:
      guard let format = Format(rawValue: name), format != .table else { return nil }
      self = .rows(format)
    }
  }

  /// The format that a path names; `nil` where it names none.
  ///
  /// `.gz` at its end is passed over.
  public init?(path: String) {
    var path = path[...]
    if path.hasSuffix(".gz") { path = path.dropLast(3) }
    let name = path.split(separator: "/").last ?? ""
    if name == "datapackage.json" {
      self = .dataPackage
    } else if [".sqlite", ".sqlite3", ".db"].contains(where: { name.hasSuffix($0) }) {
      self = .sqlite
    } else if let format = Format(path: String(name)), format != .table {
      self = .rows(format)
    } else {
      return nil
    }
  }

  /// Its name.
  public var name: String {
    switch self {
    case .rows(let format): format.rawValue
    case .sdmxCSV: "sdmx-csv"
    case .dataPackage: "datapackage"
    case .sqlite: "sqlite"
    }
  }

  /// The usual extension of its files.
  public var fileExtension: String {
    switch self {
    case .rows(.markdown): "md"
    case .rows(let format): format.rawValue
    case .sdmxCSV, .dataPackage: "csv"
    case .sqlite: "sqlite"
    }
  }

  /// The media type of its files (IANA).
  var mediaType: String {
    switch self {
    case .rows(.csv), .dataPackage: "text/csv"
    case .rows(.tsv): "text/tab-separated-values"
    case .rows(.json): "application/json"
    case .rows(.ndjson): "application/x-ndjson"
    case .rows(.markdown): "text/markdown"
    case .rows(.html): "text/html"
    case .rows(.xlsx): "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .rows(.table): "text/plain"
    case .sdmxCSV: "application/vnd.sdmx.data+csv;version=2.0.0"
    case .sqlite: "application/vnd.sqlite3"
    }
  }
}
