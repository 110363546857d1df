internal import ArgumentParser
internal import Records

/// The command line.
@main
struct Tally: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract:
      "A data warehouse for published figures: articles and tables in, one SQLite file, reports out.",
    discussion: """
      The warehouse is one SQLite file: --db FILE, else $TALLY_DB, else the one that tally.yml in the working directory
      names, else tally.db there.

      Results go to standard output. What was done is one line on standard error, when a person runs the command: with
      standard input, output or error on a terminal, in a pipe or not. With --quiet, or without a terminal, there is none.

      Exit status: 0 done; 1 done, but something was rejected or a check failed; 64 usage; 65 bad data; 66 no input;
      70 a bug; 73 cannot create; 74 input or output error; 75 locked, try later; 77 not permitted; 78 configuration;
      128 and a signal's number: ended by it.
      """,
    version: "0.1.0",
    subcommands: [Manual.self],
    groupedSubcommands: [
      CommandGroup(name: "Figures in", subcommands: [Ingest.self, Extract.self, Inspect.self]),
      CommandGroup(
        name: "Figures out",
        subcommands: [
          ReportCommand.self, QueryCommand.self, CheckCommand.self, Trace.self, ExportCommand.self,
          SiteCommand.self, MCPCommand.self,
        ]),
      CommandGroup(
        name: "Jobs", subcommands: [RunCommand.self, TestCommand.self, ScheduleCommand.self]),
      CommandGroup(
        name: "The warehouse",
        subcommands: [
          Sources.self, Runs.self, Rejects.self, VocabularyCommand.self, SchemaCommand.self,
          Forget.self, Backup.self, Doctor.self,
        ]),
    ])

  /// The version of the program.
  static let version = configuration.version

  /// The commands in the order of the manual.
  static let commands: [any ParsableCommand.Type] = [
    Ingest.self, Extract.self, Inspect.self, ReportCommand.self, QueryCommand.self,
    CheckCommand.self, Trace.self,
    ExportCommand.self, SiteCommand.self, MCPCommand.self, RunCommand.self, TestCommand.self,
    ScheduleCommand.self,
    Sources.self,
    Runs.self, Rejects.self,
    VocabularyCommand.self, SchemaCommand.self, Forget.self, Backup.self, Doctor.self,
  ]

  /// The words of the command line: names of files keep their bytes.
  static let arguments: [String] = {
    // The system's own array of as many strings.
    (0..<Int(CommandLine.argc)).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe SystemPath.text($0) }
    }
  }()

  /// The command line as it is noted in the warehouse.
  static var command: String { arguments.dropFirst().joined(separator: " ") }

  /// Says which command a word that is none may mean.
  private static func checkCommand(_ word: String?) throws(Failure) {
    let names = (commands + [Manual.self]).map { $0._commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    throw Failure(
      .usage,
      "there is no command \(word)" + Suggestion.text(word, names) + ": `tally --help` lists them")
  }

  /// Runs the command and ends with a stable exit status.
  static func main() {
    Interruption.watch()
    let arguments = Tally.arguments.dropFirst()
    do {
      if let query = ReadOnlyQuery(quickly: arguments) { return try query.run() }
      try checkCommand(arguments.first)
      var command = try parseAsRoot(Array(arguments))
      try command.run()
    } catch {
      Exit.end(error, Self.self)
    }
  }
}
