internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Run a report; without a name, list them.",
    discussion: """
      Parameters are given with -p NAME VALUE; `tally report --show NAME` says which there are. A report is one .sql file:
      those in the folder of --reports and in a folder reports/ beside the warehouse are found by name as well, and stand in
      for shipped ones of the same name.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var vintage: VintageOption

  @Argument(
    help: ArgumentHelp(
      "The name of a report; several go on one page (html) or into one workbook (xlsx).",
      valueName: "name"))
  var names: [String] = []

  @Flag(help: "List the reports.")
  var list = false

  @Flag(help: "Say what the report shows and which parameters it takes, and print its SQL.")
  var show = false

  @Flag(help: "Print the report's SQL alone.")
  var sql = false

  @Flag(help: "Say in words how SQLite will find the answer.")
  var explain = false

  @Flag(help: "Draw the report's chart in place of the table.")
  var chart = false

  @Option(
    name: .customLong("reports"),
    help: ArgumentHelp("A folder of reports of your own.", valueName: "folder"))
  var folder: String?

  func run() throws {
    let folders = try ReportFolders.given(folder, warehouse: warehouse.path)
    guard let name = names.first, !list else { return try printList(folders) }
    if names.count > 1 { return try runSeveral(folders) }
    let report = try Catalogue.report(name, in: folders)
    try Outputs.check(
      result.output, warehouse: warehouse.path, inputs: [report.file].compactMap(\.self))
    if show { return printDescription(report) }
    if sql { return Terminal.print(report.sql) }
    if chart, report.chart == nil {
      throw Failure(.usage, "the report \(name) has no chart: its file has no line -- chart: …")
    }
    let instant = try vintage.instant()
    let connection = try Warehouse.openForReading(warehouse.path, asOf: instant)
    try Outputs.check(result.output, on: connection)
    try Vintage.tell(instant, connection)
    let pairs = try parameters.pairs()
    if explain {
      for line in try QueryPlan.lines(report, parameters: pairs, on: connection) {
        Terminal.print(line)
      }
      return
    }
    try result.write(title: report.title, draws: chart) { (writer) throws(Failure) in
      ReportCommand.tell(
        try Query.run(
          report, parameters: pairs, inHalvesFrom: WarehouseHalves.smallest, on: connection,
          to: writer), pairs)
    }
  }

  /// Writes several reports of one state of the warehouse to one page or workbook.
  private func runSeveral(_ folders: [String]) throws {
    if show || sql || explain || chart {
      throw Failure(.usage, "several reports: --show, --sql, --explain and --chart take one")
    }
    let format = result.format ?? result.output.flatMap { Format(path: $0) } ?? .table
    guard format == .html || format == .xlsx else {
      throw Failure(
        .usage,
        "several reports go on one page or into one workbook: -f html, -o PAGE.html or -o FILE.xlsx"
      )
    }
    var reports: [Report] = []
    for name in names { reports.append(try Catalogue.report(name, in: folders)) }
    try Outputs.check(
      result.output, warehouse: warehouse.path, inputs: reports.compactMap(\.file))
    let pairs = try parameters.pairs()
    let known = reports.flatMap { $0.parameters.map(\.name) }
    if let strange = pairs.first(where: { !known.contains($0.name) }) {
      throw Failure(
        .usage,
        "none of the reports has a parameter \(strange.name)"
          + Catalogue.suggestion(strange.name, known))
    }
    let instant = try vintage.instant()
    let connection = try Warehouse.openForReading(warehouse.path, asOf: instant)
    try Outputs.check(result.output, on: connection)
    try Vintage.tell(instant, connection)
    // One state of the warehouse for all of them.
    try connection.execute("BEGIN")
    func own(_ report: Report) -> [(name: String, value: String)] {
      pairs.filter { pair in report.parameters.contains { $0.name == pair.name } }
    }
    try ResultOptions.write(to: result.output, isText: format == .html) { (sink) throws(Failure) in
      let whole: any JointWriter =
        format == .html ? PageBook(of: reports.map(\.title), to: sink) : Workbook(sink)
      for report in reports {
        try Query.run(
          report, parameters: own(report), on: connection, to: whole.part(report.title))
      }
      whole.finish()
      if let failure = whole.failure { throw failure }
    }
  }

  /// A clear word where nothing was found: it is no error.
  static func tell(_ outcome: Query.Outcome, _ parameters: [(name: String, value: String)]) {
    guard outcome.rows == 0 else { return }
    let asked = parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    Terminal.tell("tally: no rows" + (asked.isEmpty ? "" : " for \(asked)"))
  }

  private func printList(_ folders: [String]) throws(Failure) {
    try Outputs.check(result.output, warehouse: warehouse.path)
    let reports = try Catalogue.reports(in: folders)
    try result.write(title: "Reports") { (writer) throws(Failure) in
      writer.begin(["report", "parameters", "description"])
      for report in reports {
        let names = report.parameters.map { $0.standard == nil ? $0.name + " (needed)" : $0.name }
          .joined(
            separator: ", ")
        writer.row([.text(report.name), .text(names), .text(report.description)])
      }
      writer.end()
    }
  }

  private func printDescription(_ report: Report) {
    Terminal.print("\(report.name): \(report.title)")
    if let file = report.file { Terminal.print("from \(file)") }
    Terminal.print(report.description)
    for parameter in report.parameters {
      let standard =
        switch parameter.standard {
        case nil: "needed"
        case "": "optional"
        case let value?: "otherwise \(value)"
        }
      Terminal.print(
        "  -p \(parameter.name) VALUE  \(parameter.description) (\(parameter.kind.name), \(standard))"
      )
    }
    if let chart = report.chart { Terminal.print("  --chart draws \(chart.kind.rawValue)") }
    Terminal.print("")
    Terminal.print(report.statement)
  }
}

/// The folders of the user's own reports.
enum ReportFolders {
  /// The one that an option names, and the one beside the warehouse.
  static func given(_ folder: String?, warehouse: String? = nil) throws(Failure) -> [String] {
    if let folder, !Catalogue.isFolder(folder) {
      throw Failure(.noInput, "there is no such folder", at: Place(folder))
    }
    return [folder, warehouse.flatMap { Catalogue.folder(beside: $0) }].compactMap(\.self)
  }
}
