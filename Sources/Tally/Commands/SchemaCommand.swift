internal import ArgumentParser
internal import Records
internal import Report
internal import Schema
internal import Storage

/// The command `tally schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "List tables, views and columns with what they hold.")

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions

  @Argument(help: "A table or view.")
  var table: String?

  @Flag(help: "Print the SQL instead.")
  var sql = false

  func run() throws {
    try Outputs.check(result.output, warehouse: warehouse.path)
    if sql {
      for file in Schema.files(in: "migrations") + Schema.files(in: "views") {
        Terminal.print(file.text)
      }
      return
    }
    var entries = Description.all
    if let connection = try? Warehouse.openForReading(warehouse.path) {
      entries += try SchemaCommand.records(connection)
    }
    if let table {
      entries = entries.filter { $0.table == table }
      if entries.isEmpty {
        throw Failure(.usage, "there is no table or view \(table): `tally schema` lists them")
      }
    }
    try result.write(title: "Schema") { (writer) throws(Failure) in
      writer.begin(["table", "column", "type", "description"])
      for entry in entries {
        writer.row([.text(entry.table), .text(entry.column), .text(entry.type), .text(entry.text)])
      }
      writer.end()
    }
  }

  /// The tables of records, which each warehouse has its own.
  static func records(_ connection: borrowing Connection) throws(Failure) -> [Description] {
    try connection.rows(
      """
      SELECT r.name, c.name, c.type, coalesce(json_extract(j.value, '$.heading'), '')
      FROM record_set AS r JOIN pragma_table_info(r.name) AS c
      LEFT JOIN json_each(r.columns) AS j ON json_extract(j.value, '$.name') = c.name
      ORDER BY r.name, c.cid
      """
    ).map {
      Description(
        table: $0[0].text ?? "", column: $0[1].text ?? "", type: $0[2].text ?? "",
        text: $0[3].text ?? "")
    }
  }
}
