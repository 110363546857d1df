internal import ArgumentParser

/// The command line.
@main
struct Tally: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "A data warehouse for published figures: articles and tables in, one SQLite file, reports out.")
}
