internal import ArgumentParser
internal import Load
internal import Records
internal import Report
internal import Storage

/// The command `tally ingest`.
struct Ingest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles and tables into the warehouse.",
    discussion: """
      Takes files, folders with everything below them, zip archives, gzip files and - (standard input). Bytes that were
      loaded before are skipped; new bytes at a known path are a new version, and the old one stays. Bytes that were loaded
      before are read again where the vocabulary was changed since, or where something else is told of them.

      What `tally extract` wrote is loaded too, a source for each document in it, by the documents' names and checksums: a
      file that begins with such a record, or any with --as extracted. A document whose records are damaged or not all there
      is refused, with line and column.

      What a table does not say can be told: --place, --indicator, --unit and --period hold where the table itself says
      nothing; where it says another, its own is kept, and `tally rejects` names both. What was told of a source, with --as,
      --title and --publisher too, is kept for its later versions, but for its period and date of publication; `tally
      sources` shows it, and an empty text ('') takes it back.

      Nothing is fetched from the web: curl -sS URL | tally ingest - --name NAME.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var source: SourceOptions
  @OptionGroup var told: ToldOptions

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  @Option(
    help: ArgumentHelp("The name of the table for records, without record_.", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The one file that is given is a new version of this source, which has another name.",
      valueName: "locator"))
  var replaces: String?

  @Flag(help: "Do everything and roll it back.")
  var dryRun = false

  @Flag(help: "Load again what was loaded before, as a new version.")
  var again = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many sources to read at once; one a processor where not given.", valueName: "number"))
  var jobs = 0

  @OptionGroup var wait: WaitOption

  @Flag(name: .shortAndLong, help: "Say what became of each source.")
  var verbose = false

  @OptionGroup var summaryOption: SummaryOption

  func run() throws {
    var options = IngestionOptions()
    options.reading = try source.reading()
    told.tell(&options.reading)
    // Before anything is locked: who writes into a pipe may take their time.
    options.finding = try source.finding(paths, takesRecords: true)
    options.name = name
    options.replaces = replaces
    options.isRehearsal = dryRun
    options.isAgain = again
    guard (0...1024).contains(jobs) else {
      throw Failure(.usage, "--jobs: expected a number from 1 to 1024")
    }
    options.jobs = jobs
    options.command = Tally.command
    options.version = Tally.configuration.version
    let summary = try load(options)
    Terminal.progress("")
    if verbose {
      for (path, reason) in summary.passedOver {
        Terminal.tell("\(path): passed over, \(reason)")
      }
    }
    if dryRun || verbose || summaryOption.isTold {
      let passed = summary.passedOver.count
      Terminal.tell(
        "\(dryRun ? "would load" : "loaded") \(summary.loaded) of \(summary.found) sources, "
          + (summary.reread > 0 ? "re-read \(summary.reread), " : "")
          + "skipped \(summary.skipped), "
          + "refused \(summary.failures.count)\(passed > 0 ? ", passed over \(passed)" : ""); rows: read \(summary.accounting.read), stored \(summary.accounting.stored), "
          + "rejected \(summary.accounting.rejected), passed over \(summary.accounting.passedOver)")
    }
    try end(summary)
  }

  private func load(_ options: IngestionOptions) throws(Failure) -> IngestionSummary {
    VocabularyLoad.prepare()
    let path = try warehouse.path
    let lock = try wait.lock(path, "tally ingest")
    defer { lock.release() }
    let isNew = !FilePath.exists(path)
    do throws(Failure) {
      let summary = try fill(options)
      if isNew, dryRun || summary.loaded == 0 { Warehouse.discardEmpty(path) }
      return summary
    } catch {
      if isNew { Warehouse.discardEmpty(path) }
      throw error
    }
  }

  private func fill(_ options: IngestionOptions) throws(Failure) -> IngestionSummary {
    let connection = try Warehouse.openForWriting(
      warehouse.path, busy: wait.milliseconds, for: .loading)
    defer { Warehouse.settle(connection) }
    if !dryRun { try RunLog.closeCutOff(connection) }
    return try Ingestion.run(paths, into: connection, options: options) { done, total, outcome in
      if total > 1 { Terminal.progress("\(done) of \(total) sources") }
      guard let outcome else { return }
      switch outcome.result {
      case .failed(let failure): Terminal.tell("tally: \(failure)")
      case .skipped(let other):
        if verbose {
          Terminal.tell(
            "\(outcome.locator): skipped, the same bytes were loaded"
              + (other == outcome.locator ? " before" : " from \(other)"))
        }
      case .reread(let kind, let rejects, let detail):
        if verbose { Terminal.tell("\(outcome.locator): \(kind.rawValue), \(detail)") }
        if rejects > 0 {
          Terminal.tell("tally: \(outcome.locator): \(rejects) rejected: see `tally rejects`")
        }
      case .loaded(let kind, let accounting, let rejects, let detail):
        if verbose {
          Terminal.tell(
            "\(outcome.locator): \(kind.rawValue), \(detail), \(accounting.stored) of \(accounting.read) rows stored"
          )
        }
        if rejects > 0 {
          Terminal.tell("tally: \(outcome.locator): \(rejects) rejected: see `tally rejects`")
        }
      }
    }
  }

  private func end(_ summary: IngestionSummary) throws {
    // One source that was refused is the whole input: its own status says why.
    if paths.count == 1, summary.found == 1, let only = summary.failures.first {
      throw ExitCode(only.kind.rawValue)
    }
    if summary.hasRejects { throw Exit.incomplete }
  }
}
