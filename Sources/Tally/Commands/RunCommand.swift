internal import ArgumentParser
internal import Glibc
internal import Records
internal import Report
internal import Storage

/// Where the configuration is.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "The configuration, else tally.yml in the working folder.", valueName: "file"))
  var given: String?

  @Option(help: ArgumentHelp("A folder of reports of your own.", valueName: "folder"))
  var reports: String?

  /// Reads it, and goes to its folder: its paths are relative to it.
  ///
  /// - Returns: the configuration, and the path of the warehouse: the one given, else the
  ///   configuration's.
  func enter(_ warehouse: WarehouseOption) throws -> (Configuration, warehouse: String) {
    if let named = warehouse.named { try Warehouse.checkName(named) }
    let path = warehouse.named.map { FilePath.absolute($0) }
    let folders = try ReportFolders.given(reports)
    let configuration = try Configuration.read(given, warehouse: path, reports: folders)
    let folder = configuration.folder
    guard unsafe chdir(folder.systemPath) == 0 else {
      throw Failure(.noInput, "cannot go to the folder of the configuration", at: Place(folder))
    }
    return (configuration, path ?? configuration.warehousePath)
  }
}

/// The command `tally run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a job of tally.yml: ingest, check, report, export; without a name, list them.",
    discussion: """
      A report or export with `then` is handed to a command when it is written, a job that failed to that of `on_failure`.
      The configuration is validated as a whole before anything runs. Silent when all is well; else one line on standard
      error and an exit status other than 0. What happened is in `tally runs` and, with --log, in a file of JSON lines.
      A job that is at work makes a second one wait for --wait seconds; then its exit status is 75.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var config: ConfigurationOption

  @Argument(help: "The job.")
  var job: String?

  @Flag(
    name: .shortAndLong,
    help: "Say what the job would do; ingest and check in a transaction that is rolled back.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "How long to wait for another job; then the exit status is 75.", valueName: "seconds"))
  var wait: Double?

  @Option(help: ArgumentHelp("Append a log of JSON lines to a file.", valueName: "file"))
  var log: String?

  func validate() throws { if let wait { try WaitOption(wait: wait).validate() } }

  func run() throws {
    let log = self.log.map { FilePath.absolute($0) }
    let (configuration, path) = try config.enter(warehouse)
    guard let job else { return list(configuration) }
    let found = try configuration.job(job)
    let wait = WaitOption(wait: self.wait ?? found.wait ?? 0)
    let isTold = (self.wait ?? found.wait) != nil
    try JobOutputs(configuration: configuration, job: found, warehouse: path).check(
      log: log ?? found.log)
    var runner = JobRunner(
      configuration: configuration, job: found, warehouse: path,
      command: Tally.command,
      // What another program than Tally holds is waited for a minute, or as long as is said.
      busy: isTold ? wait.milliseconds : 60_000,
      log: try JobLog(dryRun ? nil : log ?? found.log, job: job))
    // Before anything is locked: who writes into a pipe may take their time.
    runner.readPipes()
    let troubles: JobRunner.Troubles
    do throws(Failure) {
      let lock = try locked(wait, path, job, runner.log)
      defer { lock.release() }
      troubles = dryRun ? try runner.rehearse { Terminal.print($0) } : try runner.run()
    } catch {
      tellFailure(runner, error.description, error.kind.rawValue)
      throw error
    }
    if troubles.status != 0 {
      let message = troubles.lines.joined(separator: "; ")
      tellFailure(runner, message, troubles.status)
      Terminal.tell("tally: \(job): \(message)")
      throw ExitCode(troubles.status)
    }
  }

  private func tellFailure(_ runner: JobRunner, _ message: String, _ status: Int32) {
    guard !dryRun, let problem = runner.tellFailure(message, status: status) else { return }
    Terminal.tell("tally: \(runner.job.name): \(problem)")
  }

  private func locked(_ wait: WaitOption, _ path: String, _ job: String, _ log: JobLog)
    throws(Failure) -> LockFile
  {
    do throws(Failure) { return try wait.lock(path, "tally run \(job)") } catch {
      log.write(
        "end", level: "error", [("status", "failed"), ("message", .string(error.description))])
      throw error
    }
  }

  private func list(_ configuration: Configuration) {
    for job in configuration.jobs {
      let steps = [
        ("ingest", job.ingest), ("check", job.check), ("report", job.report),
        ("export", job.export), ("", job.site ? ["site"] : []),
      ]
      let text = steps.filter { !$0.1.isEmpty }.map { step, names in
        ([step] + names).filter { !$0.isEmpty }.joined(separator: " ")
      }
      Terminal.print("\(job.name): \(text.joined(separator: "; "))")
    }
  }
}

/// The command `tally test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract:
      "Run the data tests of tally.yml: unique, not_null, accepted_values, relationships, freshness.",
    discussion:
      "Prints one line a test, with the unexpected values; the exit status is 1 when one of severity error fails."
  )

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var config: ConfigurationOption

  @Argument(help: "Names of checks; all of them where none is named.")
  var names: [String] = []

  @Flag(name: .shortAndLong, help: "Only what does not pass.")
  var quiet = false

  func run() throws {
    let (configuration, path) = try config.enter(warehouse)
    let known = configuration.checks.map(\.name)
    for name in names where !known.contains(name) {
      throw Failure(.usage, "there is no check \(name)" + Catalogue.suggestion(name, known))
    }
    let connection = try Warehouse.openForReading(path)
    var hasFailed = false
    for (name, items) in configuration.checks where names.isEmpty || names.contains(name) {
      for test in items {
        let outcome = try test.run(on: connection)
        if outcome.status == .error { hasFailed = true }
        if quiet, outcome.status == .pass { continue }
        let status = outcome.status.rawValue
        Terminal.print(
          status + String(repeating: " ", count: 6 - status.utf8.count) + test.name
            + (outcome.message.isEmpty ? "" : ": \(outcome.message)"))
      }
    }
    if hasFailed { throw Exit.incomplete }
  }
}
