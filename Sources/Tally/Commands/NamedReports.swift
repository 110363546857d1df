internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// Commands that are one report each.
protocol NamedReport: ParsableCommand {
  static var report: String { get }
  var warehouse: WarehouseOption { get }
  var result: ResultOptions { get }
}

extension NamedReport {
  func show(_ parameters: [(name: String, value: String)] = []) throws {
    try Outputs.check(result.output, warehouse: warehouse.path)
    let report = try Catalogue.report(Self.report)
    let connection = try Warehouse.openForReading(warehouse.path)
    try Outputs.check(result.output, on: connection)
    try result.write(title: report.title) { (writer) throws(Failure) in
      ReportCommand.tell(
        try Query.run(report, parameters: parameters, on: connection, to: writer), parameters)
    }
  }
}

/// The command `tally sources`.
struct Sources: NamedReport {
  static let configuration = CommandConfiguration(
    abstract: "List the documents and data sets in the warehouse.")
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
    if let source { parameters.append(("locator", try locator(source))) }
    try show(parameters)
  }

  /// A file that was refused is no source: then it is what the file would be called.
  private func locator(_ name: String) throws(Failure) -> String {
    let connection = try Warehouse.openForReading(warehouse.path)
    if let found = try? SourceNames.locators(name, on: connection), found.count == 1 {
      return found[0]
    }
    var locators = Locators(warehouse: try warehouse.path)
    return locators.locator(of: name)
  }
}
