internal import Records
internal import Storage

/// What an export wrote, so that whoever reads the files can tell that they are whole and where
/// they come from.
struct Manifest {
  /// A file of the export.
  struct File {
    var table: String
    /// Relative to the folder of the manifest.
    var path: String
    var partition: [(column: String, value: String?)] = []
    var rows = 0
    var bytes = 0
    var sha256 = ""
  }

  /// A table of the export and its columns.
  struct Table {
    var name: String
    var fields: [(name: String, type: String, description: String?)]
    var sql: String
    var description: String?
  }

  /// The state of the warehouse that was read.
  struct State {
    var version: Int64
    /// By this the warehouse knows what it wrote.
    var identity: String?
    /// The last ingest run that had ended.
    var run: Int64?
    var sources: Int64
  }

  /// The name of the manifest of a folder.
  static let name = "manifest.json"
  /// What is appended to a file's name for the name of its manifest.
  static let suffix = ".manifest.json"

  var export: Export
  var state: State
  var run: Int64?
  var since: Value = .null
  var watermark: Value = .null
  var tables: [Table] = []
  var files: [File] = []
  /// Sources of which this export holds a newer version: what was exported from them before is to
  /// be replaced.
  var replaced: [String] = []
  /// The version of Tally.
  var tool: String

  var rows: Int { files.reduce(0) { $0 + $1.rows } }
  var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// As JSON.
  var text: String {
    JSONValue.record([
      "written_by": .string("tally \(tool)"),
      "export": .string(export.name),
      "title": JSONValue(export.title),
      "created": .string(Clock.now),
      "format": .string(export.format.name),
      "compression": export.isCompressed ? .string("gzip") : .null,
      "run": JSONValue(run),
      "warehouse": .record([
        "version": .integer(state.version), "identity": JSONValue(state.identity),
        "last_ingest_run": JSONValue(state.run),
        "sources": .integer(state.sources),
      ]),
      "since": Manifest.json(since),
      "watermark": Manifest.json(watermark),
      "replaced_sources": replaced.isEmpty ? .null : .array(replaced.map(JSONValue.string)),
      "rows": JSONValue(rows),
      "bytes": JSONValue(bytes),
      "files": .array(
        files.map { file in
          .record([
            "path": .string(file.path), "table": .string(file.table), "rows": JSONValue(file.rows),
            "bytes": JSONValue(file.bytes), "sha256": .string(file.sha256),
            "partition": file.partition.isEmpty
              ? .null : .dictionary(file.partition.map { ($0.column, JSONValue($0.value)) }),
          ])
        }),
      "tables": .array(
        tables.map { table in
          .record([
            "name": .string(table.name), "description": JSONValue(table.description),
            "schema": Manifest.schema(table),
            "sql": .string(table.sql),
          ])
        }),
    ]).page
  }

  /// The descriptor of a Frictionless Data Package 2.0.
  var dataPackage: String {
    JSONValue.record([
      "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
      "name": .string(Manifest.slug(export.title ?? export.name)),
      "title": JSONValue(export.title),
      "created": .string(Clock.now),
      "resources": .array(
        files.compactMap { file in
          guard let table = tables.first(where: { $0.name == file.table }) else { return nil }
          return .record([
            "name": .string(Manifest.slug(file.table)), "path": .string(file.path), "type": "table",
            "description": JSONValue(table.description),
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "compression": export.isCompressed ? "gz" : .null,
            "bytes": JSONValue(file.bytes), "hash": .string("sha256:" + file.sha256),
            "schema": Manifest.schema(table),
          ])
        }),
    ]).page
  }

  private static func schema(_ table: Table) -> JSONValue {
    .record([
      "fields": .array(
        table.fields.map { field in
          .record([
            "name": .string(field.name), "type": .string(field.type),
            "description": JSONValue(field.description),
          ])
        }),
      "missingValues": .array([.string("")]),
    ])
  }

  private static func json(_ value: Value) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    default: JSONValue(Cell.text(value))
    }
  }

  /// A name of small letters, digits, `-`, `_` and `.`, as descriptors want it.
  static func slug(_ name: String) -> String {
    let text = name.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0) ? $0 : "-"
    }
    return text.isEmpty ? "tally" : String(text)
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
}
