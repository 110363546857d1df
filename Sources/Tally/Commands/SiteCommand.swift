internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Write the warehouse as a static site: pages with links, charts and a search.",
    discussion: """
      A start page (what is here, what differs, what is new, what was revised), a page for each article with every figure
      marked and checked, for each indicator, place and speaker, and for each table with its cells as printed. Every
      figure leads to its cell or its sentence. Nothing is loaded from elsewhere, no server is needed, and the search
      works from a disk too.

      The folder belongs to the site as a whole and is replaced in one step; files that are as before keep their date, and
      addresses stay: those of figures go by their place in the text, those of cells by line and column. Without -o, what
      `site:` in tally.yml says is written.

      The text of articles is published whole: mind whose it is.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var config: ConfigurationOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder, made where it is not there.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("What the site is called.", valueName: "text"))
  var title: String?

  @Option(
    help: ArgumentHelp(
      "Tables with more cells than these are shown without their cells; 100000 where not given.",
      valueName: "count"))
  var cells: Int?

  @Flag(name: .shortAndLong, help: "Say what was written.")
  var verbose = false

  @OptionGroup var summaryOption: SummaryOption

  func validate() throws {
    if let cells, cells < 0 { throw ValidationError("--cells: expected a count of 0 or more") }
  }

  func run() throws {
    var path = try warehouse.path
    var site = Site(title: "Published figures", folder: "")
    if let output {
      site.folder = output
    } else {
      let (configuration, found) = try config.enter(warehouse)
      guard let told = configuration.site else {
        throw Failure(
          .usage, "expected -o FOLDER, or site: with its folder in \(configuration.path)")
      }
      (site, path) = (told, found)
    }
    if let title { site.title = title }
    if let cells { site.cells = cells }
    try Outputs.check(site.folder, warehouse: path)
    let summary = try site.write(warehouse: path)
    if verbose || summaryOption.isTold { Terminal.tell(summary.words(site.folder)) }
  }
}
