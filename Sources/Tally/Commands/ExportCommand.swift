internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write tables, views, reports or queries to files: whole, or not at all.",
    discussion: """
      Files are written beside their place, brought to the disk and moved there when they are complete, with a manifest
      (rows, bytes, SHA-256, columns, version of the warehouse). The format follows from the path or from -f: csv, tsv,
      json, ndjson, markdown, html, xlsx (a sheet each), sdmx-csv, datapackage (a folder), sqlite; .gz at the end compresses.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var parameters: ParameterOptions

  @Argument(help: "Tables and views; `tally schema` lists them.")
  var relations: [String] = []

  @Option(help: ArgumentHelp("A report.", valueName: "name"))
  var report: String?

  @Option(help: ArgumentHelp("A folder of reports of your own.", valueName: "folder"))
  var reports: String?

  @Option(help: ArgumentHelp("A query.", valueName: "sql"))
  var query: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file, or the folder.", valueName: "path"))
  var output: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "csv, tsv, json, ndjson, markdown, html, xlsx, sdmx-csv, datapackage or sqlite.",
      valueName: "format"))
  var format: String?

  @OptionGroup var layoutOptions: LayoutOptions

  @Flag(help: "Compress with gzip.")
  var gzip = false

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only rows that fit a condition in SQL.", valueName: "sql"))
  var filter: String?

  @Option(help: ArgumentHelp("One folder for each value of the columns.", valueName: "column,…"))
  var partitionBy: String?

  @Option(
    help: ArgumentHelp(
      "Only what is new since the last time, or since a time in UTC.", valueName: "last|time"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "The column that grows with new rows, for --since last.", valueName: "column"))
  var sinceColumn: String?

  @Option(help: ArgumentHelp("The name by which --since last remembers it.", valueName: "name"))
  var name: String?

  @Flag(inversion: .prefixedNo, help: "Write a manifest.")
  var manifest = true

  @Flag(
    help:
      "Write metadata.json for Datasette: titles, descriptions, units, reports as canned queries.")
  var datasetteMetadata = false

  @OptionGroup var wait: WaitOption

  @Flag(name: .shortAndLong, help: "Say what was written.")
  var verbose = false

  @OptionGroup var summaryOption: SummaryOption

  func run() throws {
    try Outputs.check(output.map(Names.expanded), warehouse: warehouse.path)
    if datasetteMetadata { return try writeDatasetteMetadata() }
    let export = try self.export()
    do {
      try Outputs.check(export.target, on: try Warehouse.openForReading(warehouse.path))
    }
    var exporter = Exporter(
      warehouse: try warehouse.path, version: Tally.configuration.version,
      command: Tally.command)
    exporter.busy = wait.milliseconds
    let lock =
      export.since == nil ? nil : try wait.lock(warehouse.path, "tally export \(export.name)")
    let summary = try exporter.run(export)
    _ = consume lock
    if verbose || summaryOption.isTold {
      Terminal.tell(
        summary.files == 0
          ? "nothing is new"
          : "\(summary.rows) rows, \(summary.bytes) bytes in \(summary.files) \(summary.files == 1 ? "file" : "files"): \(export.target)"
      )
    }
  }

  private func export() throws(Failure) -> Export {
    guard let output, output != "-" else {
      throw Failure(
        .usage,
        "expected -o PATH: results on standard output are what `tally query` and `tally report` are for"
      )
    }
    let pairs = try parameters.pairs()
    var items: [Export.Item] = relations.map {
      .init(name: $0, content: .relation($0), filter: filter)
    }
    if let report {
      let found = try Catalogue.report(
        report, in: ReportFolders.given(reports, warehouse: warehouse.path))
      items.append(
        .init(
          name: report, content: .report(found, try Query.values(of: found, parameters: pairs)),
          filter: filter))
    }
    if let query {
      items.append(
        .init(
          name: name ?? "query", content: .query(query, Query.values(of: pairs)), filter: filter))
    }
    guard let format = try chosenFormat(output) else {
      throw Failure(
        .usage,
        "the path does not name a format: give one with -f \(ExportFormat.names.joined(separator: ", "))",
        at: Place(output))
    }
    let target = FilePath.absolute(output)
    let title = name ?? items.map(\.name).joined(separator: "+")
    var export = Export(
      name: name ?? title + " to " + target, items: items, format: format,
      target: Names.expanded(target))
    export.title = title
    export.isCompressed = gzip || export.isCompressed
    export.partition = partitionBy.map { $0.split(separator: ",").map(String.init) } ?? []
    export.hasManifest = manifest
    export.layout = layoutOptions.layout
    export.isLogged = name != nil
    export.sinceColumn = sinceColumn
    if let since {
      export.since = since == "last" ? .last : .time(try Names.time(since, "--since"))
    }
    return export
  }

  private func chosenFormat(_ output: String) throws(Failure) -> ExportFormat? {
    guard let format else {
      return ExportFormat(path: output)
        ?? (partitionBy != nil || output.hasSuffix("/") ? .rows(.csv) : nil)
    }
    if let found = ExportFormat(name: format) { return found }
    throw Failure(
      .usage,
      "there is no format \(format)" + Catalogue.suggestion(format, ExportFormat.names)
        + ": expected \(ExportFormat.names.joined(separator: ", "))")
  }

  private func writeDatasetteMetadata() throws {
    let connection = try Warehouse.openForReading(warehouse.path)
    let folders = try ReportFolders.given(reports, warehouse: warehouse.path)
    let text = try DatasetteMetadata.text(database: warehouse.path, reports: folders, connection)
    try ResultOptions.write(to: output) { $0(Array(text.utf8)) }
  }
}
