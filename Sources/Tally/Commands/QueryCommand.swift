internal import ArgumentParser
internal import Records

/// The command `tally query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Run any SQL that only reads.",
    discussion: """
      `tally schema` lists tables, views and columns. :name in the statement is given with -p NAME VALUE. @FILE reads the
      statement from a file, - from standard input. Nothing that runs here can change the warehouse: the file is open for
      reading only, and what would write, attach a file, load an extension or set anything is refused.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var result: ResultOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var vintage: VintageOption

  @Argument(help: "The statement, @FILE, or -.")
  var sql: String

  @Option(help: ArgumentHelp("Give up after this many seconds.", valueName: "seconds"))
  var timeout: Double?

  @Option(help: ArgumentHelp("Write at most this many rows.", valueName: "number"))
  var maxRows: Int?

  @Flag(
    name: .customLong("no-summaries"),
    help: "Read every figure, also where what is kept of figures would answer.")
  var readsAll = false

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout < 1e9) {
      throw ValidationError("--timeout: expected seconds, more than 0")
    }
    if let maxRows, maxRows < 0 {
      throw ValidationError("--max-rows: expected a whole number, 0 or more")
    }
  }

  func run() throws {
    var query = ReadOnlyQuery(sql: sql)
    query.database = warehouse.given
    query.instant = try vintage.instant()
    query.parameters = try parameters.pairs()
    query.timeout = timeout
    query.maxRows = maxRows
    query.usesSummaries = !readsAll
    query.format = result.format
    query.output = result.output
    query.layout = result.layout
    try query.run()
  }
}
