internal import ArgumentParser
internal import Load
internal import Records
internal import Report
internal import Storage

/// The command `tally forget`.
struct Forget: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take sources out of the warehouse, with everything that was read from them.",
    discussion: """
      All versions of a source go, with claims, observations, records and rejects; with --newest only the current version, \
      and the one before is current again. That they were there stays in the table forgotten and in `tally runs`, and \
      --as-of an earlier day says so. The file itself is not touched: the next ingest of it loads it anew.
      """)

  @OptionGroup var warehouse: WarehouseOption

  @Argument(
    help: ArgumentHelp(
      "Sources, as `tally sources` names them; a path, a pattern or a file's base name will do.",
      valueName: "locator"))
  var locators: [String]

  @Flag(help: "Only the current version: the one before is current again.")
  var newest = false

  @Flag(help: "Do everything and roll it back.")
  var dryRun = false

  @OptionGroup var wait: WaitOption

  @Flag(name: .shortAndLong, help: "Say what was forgotten.")
  var verbose = false

  @OptionGroup var summaryOption: SummaryOption

  func run() throws {
    // Says what is wrong with a file that is no warehouse; forgetting makes none, and no lock.
    do { _ = try Warehouse.openForReading(warehouse.path, busy: wait.milliseconds) }
    let lock = try wait.lock(warehouse.path, "tally forget")
    defer { lock.release() }
    let connection = try Warehouse.openForWriting(
      warehouse.path, busy: wait.milliseconds, for: .loading)
    if !dryRun { try RunLog.closeCutOff(connection) }
    var request = Forgetting.Request()
    for name in locators {
      for locator in try names(name, connection) where !request.locators.contains(locator) {
        request.locators.append(locator)
      }
    }
    request.onlyNewest = newest
    request.isRehearsal = dryRun
    request.command = Tally.command
    request.version = Tally.version
    let summary = try Forgetting.run(request, in: connection)
    if dryRun || verbose || summaryOption.isTold {
      Terminal.tell(
        "\(dryRun ? "would forget" : "forgot") \(request.locators.joined(separator: ", ")): "
          + "\(summary.versions) \(summary.versions == 1 ? "version" : "versions"), \(summary.claims) claims, "
          + "\(summary.observations) observations, \(summary.records) rows of records")
    }
  }

  /// Sources, or a file that was refused and left only its rejects.
  private func names(_ name: String, _ connection: borrowing Connection) throws(Failure) -> [String]
  {
    do throws(Failure) { return try SourceNames.locators(name, on: connection) } catch {
      var locators = Locators(warehouse: connection.path)
      for locator in [name, locators.locator(of: name)] where !newest {
        let reject = try connection.value(
          "SELECT 1 FROM reject WHERE source_id IS NULL AND locator = ? LIMIT 1", .text(locator))
        if reject != .null { return [locator] }
      }
      throw error
    }
  }
}
