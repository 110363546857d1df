internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Run a report; without a name, list them.",
    discussion: "Parameters are given with -p NAME VALUE; `tally report NAME --sql` prints the statement.")

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var vintage: VintageOption

  @Argument(help: "The name of a report.")
  var name: String?

  @Flag(help: "Print the report's SQL.")
  var sql = false

  func run() throws {
    guard let name else { return try list() }
    let report = try Catalogue.report(name)
    if sql { return Terminal.print(report.sql) }
    let connection = try Warehouse.openForReading(warehouse.path, asOf: try vintage.instant())
    let pairs = try parameters.pairs()
    try result.write(title: report.title) { (writer) throws(Failure) in
      try Query.run(report, parameters: pairs, on: connection, to: writer)
    }
  }

  private func list() throws {
    let reports = try Catalogue.reports()
    try result.write(title: "Reports") { (writer) throws(Failure) in
      writer.begin(["report", "parameters", "description"])
      for report in reports {
        let names = report.parameters.map { $0.standard == nil ? $0.name + " (needed)" : $0.name }.joined(
          separator: ", ")
        writer.row([.text(report.name), .text(names), .text(report.description)])
      }
      writer.end()
    }
  }
}

/// The command `tally query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Run any SQL that only reads; - reads it from standard input.",
    discussion: "`tally schema` lists tables, views and columns. :name in the statement is given with -p NAME VALUE.")

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var vintage: VintageOption

  @Argument(help: "The statement.")
  var sql: String

  @Option(help: ArgumentHelp("Give up after this many seconds.", valueName: "seconds"))
  var timeout: Double?

  func run() throws {
    let connection = try Warehouse.openForReading(warehouse.path, asOf: try vintage.instant())
    if let timeout { connection.limit(seconds: timeout) }
    let pairs = try parameters.pairs()
    let statement = sql == "-" ? readStandardInput() : sql
    try result.write(title: "Query") { (writer) throws(Failure) in
      try Query.run(sql: statement, parameters: pairs, on: connection, to: writer)
    }
  }

  private func readStandardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }
}

/// Commands that are one report each.
protocol NamedReport: ParsableCommand {
  static var report: String { get }
  var warehouse: WarehouseOption { get }
  var result: ResultOptions { get }
}

extension NamedReport {
  func show(_ parameters: [(name: String, value: String)] = []) throws {
    let report = try Catalogue.report(Self.report)
    let connection = try Warehouse.openForReading(warehouse.path)
    try result.write(title: report.title) { (writer) throws(Failure) in
      try Query.run(report, parameters: parameters, on: connection, to: writer)
    }
  }
}

/// The command `tally sources`.
struct Sources: NamedReport {
  static let configuration = CommandConfiguration(abstract: "List the documents and data sets in the warehouse.")
  static let report = "sources"
  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  func run() throws { try show() }
}

/// The command `tally runs`.
struct Runs: NamedReport {
  static let configuration = CommandConfiguration(
    abstract: "List the runs of ingests, exports and jobs, the last one first.")
  static let report = "runs"
  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  func run() throws { try show() }
}

/// The command `tally rejects`.
struct Rejects: NamedReport {
  static let configuration = CommandConfiguration(
    abstract: "List rows, cells and passages that could not be taken, and why.")
  static let report = "rejects"
  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  @Option(name: .customLong("run"), help: ArgumentHelp("Those of one run.", valueName: "number"))
  var runNumber: Int?
  @Option(help: ArgumentHelp("Those of one source.", valueName: "path"))
  var source: String?
  func run() throws {
    var parameters: [(name: String, value: String)] = []
    if let runNumber { parameters.append(("run", String(runNumber))) }
    if let source { parameters.append(("locator", source)) }
    try show(parameters)
  }
}
