internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally mcp`.
struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Serve the warehouse to language models (Model Context Protocol, standard input).",
    discussion: """
      A client, such as an assistant, starts this command and asks over its standard input: JSON-RPC 2.0, a message a line, \
      revision 2026-07-28 of the protocol and those before it. The tools are figures, query, report, check_text and trace; \
      the resources are the schema and the reports. Each answer names its sources. Nothing can be changed: the warehouse is \
      opened for reading only, and a text that is checked is not kept.

      In the configuration of a client: {"command": "tally", "args": ["mcp", "--db", "/path/of/tally.db"]}
      """)

  @OptionGroup var warehouse: WarehouseOption

  @Option(help: ArgumentHelp("Rows of an answer at most.", valueName: "number"))
  var maxRows = 1000

  @Option(help: ArgumentHelp("Seconds that a statement may take.", valueName: "seconds"))
  var timeout = 30.0

  @Option(
    name: .customLong("reports"),
    help: ArgumentHelp("A folder of reports of your own.", valueName: "folder"))
  var folder: String?

  func validate() throws {
    if !(timeout > 0 && timeout < 1e9) {
      throw ValidationError("--timeout: expected seconds, more than 0")
    }
    if !(1...1_000_000).contains(maxRows) {
      throw ValidationError("--max-rows: expected a whole number from 1 to 1000000")
    }
  }

  func run() throws {
    // Said at once and not at the first question: a client shows why a server does not start.
    let path = try warehouse.path
    _ = try Warehouse.openForReading(path)
    let folders = try ReportFolders.given(folder, warehouse: path)
    let server = MCPServer(
      MCPTools(warehouse: path, folders: folders, mostRows: maxRows, timeout: timeout),
      MCPResources(warehouse: path, folders: folders))
    try server.run()
  }
}
