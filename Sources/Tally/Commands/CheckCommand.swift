internal import ArgumentParser
internal import Check
internal import Records
internal import Report
internal import Storage

/// The command `tally check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Set each claim against the statistics: supported, differs, refuted, or not enough information.",
    discussion: """
      A claim is answered by the statistic of the same indicator, place and period; where there is none, by the sum of \
      its periods or of the place's parts, a formula of the vocabulary, the share of the whole, or the change on the \
      period before, converted by the recorded exchange rate. What agrees follows from the qualifier and from the digits \
      as printed. Ranks, comparisons and “for the first time” are looked up in the tables.

      A claim is refuted only where the text says with certainty what the statistics deny beyond what revisions usually \
      change; what a revision, a definition, a rate of exchange or an unsure reading may explain differs.

      -f html, or -o PAGE.html, is a page for editors: the articles with every figure marked by its verdict, statistic, \
      source and working beside it, what does not tally on top, what could not be checked below. It needs nothing beside \
      it and prints.

      Exit status 1 when a claim is refuted, or contradicted by its own article; with --fail-on differs also when one \
      differs.
      """)

  @OptionGroup var warehouse: WarehouseOption

  @Argument(
    help: ArgumentHelp(
      "The articles, as `tally sources` names them, a pattern of such names, a path or a file's base name; all where none is given.",
      valueName: "locator")
  )
  var locators: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only supported, differs, refuted, contradicted or unknown.", valueName: "verdict"))
  var only: Selected?

  @Option(
    help: ArgumentHelp(
      "What makes the exit status 1: refuted (and contradicted), or differs for these and what differs.",
      valueName: "verdict"))
  var failOn = Failing.refuted

  @OptionGroup var vintage: VintageOption
  @OptionGroup var summaryOption: SummaryOption

  @Option(help: ArgumentHelp("Only claims about a place: its code or a name.", valueName: "place"))
  var place: String?

  @Option(
    help: ArgumentHelp("Only claims of an indicator: its code or a name.", valueName: "indicator"))
  var indicator: String?

  @Option(help: ArgumentHelp("Only one claim.", valueName: "claim_id"))
  var claim: Int64?

  @Option(
    help: ArgumentHelp(
      "How far, in percent, a statistic may lie beyond what the claim's words and digits allow; for revisions, say.",
      valueName: "percent"))
  var tolerance = 0.0

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "table, csv, tsv, json, ndjson, markdown, html, xlsx, or claimreview.", valueName: "format"))
  var format: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file, whole or not at all; its extension names the format.", valueName: "file"))
  var output: String?

  @OptionGroup var layoutOptions: LayoutOptions

  @Option(
    help: ArgumentHelp("Who publishes the reviews, in the format claimreview.", valueName: "name"))
  var reviewer = "Tally"

  /// Which findings are shown.
  enum Selected: String, ExpressibleByArgument, CaseIterable {
    case supported, differs, refuted, contradicted, unknown
  }

  /// What the exit status tells.
  enum Failing: String, ExpressibleByArgument, CaseIterable {
    case refuted, differs
  }

  static let columns = [
    "claim_id", "verdict", "quote", "indicator", "place", "period", "stated", "statistic", "unit",
    "difference_percent",
    "reasoning", "basis", "contradiction", "claim_source", "statistic_source", "vintage",
    "observation_id", "known_then", "known_vintage", "sentence", "working",
  ]
  /// What stands in the columns that programs read, not people: `working`, the steps as JSON.
  static let forPrograms: Set<String> = ["working", "sentence"]

  func validate() throws {
    if tolerance < 0 || !tolerance.isFinite {
      throw ValidationError("--tolerance: expected a percentage of 0 or more")
    }
    if let format, format != "claimreview", Format(rawValue: format) == nil {
      let names = Format.allCases.map(\.rawValue) + ["claimreview"]
      throw ValidationError(
        "--format: expected one of \(names.joined(separator: ", ")), found \(format)")
    }
  }

  func run() throws {
    try Outputs.check(output, warehouse: warehouse.path)
    var selection = Check.Selection()
    selection.claim = claim
    selection.place = place
    selection.indicator = indicator
    selection.allowance = tolerance
    let instant = try vintage.instant()
    let connection = try Warehouse.openForReading(warehouse.path, asOf: instant)
    try Outputs.check(output, on: connection)
    try Vintage.tell(instant, connection)
    selection.locators = try CheckCommand.articles(locators, connection)
    var tally = Tally()
    if format == "claimreview" {
      try ResultOptions.write(to: output) { (sink) throws(Failure) in
        try reviews(selection, connection, &tally, to: sink)
      }
    } else if (format ?? output.flatMap { Format(path: $0)?.rawValue }) == Format.html.rawValue {
      try ResultOptions.write(to: output) { (sink) throws(Failure) in
        let page = CheckPage(only: only?.rawValue, to: sink)
        try Check.run(selection, on: connection) { (finding) throws(Failure) in
          page.add(CheckedFigure(finding), isShown: tally.add(finding, only))
        }
        try page.end(connection)
      }
    } else {
      let format = format.flatMap { Format(rawValue: $0) }
      var layout = layoutOptions.layout
      layout.title = "Check of claims"
      layout.jsonColumns = ["working"]
      let written = format ?? output.flatMap { Format(path: $0) } ?? .table
      let isForPrograms = written == .json || written == .ndjson
      let columns =
        isForPrograms
        ? CheckCommand.columns
        : CheckCommand.columns.filter { !CheckCommand.forPrograms.contains($0) }
      try ResultOptions.write(format: format, to: output, layout) { (writer) throws(Failure) in
        writer.begin(columns)
        try Check.run(selection, on: connection) { (finding) throws(Failure) in
          guard tally.add(finding, only) else { return }
          writer.row(Array(CheckCommand.row(finding, withSteps: isForPrograms)[..<columns.count]))
        }
        writer.end()
      }
    }
    if summaryOption.isTold { Terminal.tell(tally.words) }
    if tally.refuted > 0 || tally.contradicted > 0 || failOn == .differs && tally.differing > 0 {
      throw Exit.incomplete
    }
  }

  /// The locators of the articles that are named.
  static func articles(_ names: [String], _ connection: borrowing Connection) throws(Failure)
    -> [String]
  {
    var locators: [String] = []
    for name in names {
      for locator in try SourceNames.locators(name, kind: .article, what: "article", on: connection)
      where !locators.contains(locator) { locators.append(locator) }
    }
    return locators
  }

  /// How many findings there are of each verdict.
  private struct Tally {
    var supported = 0
    var differing = 0
    var refuted = 0
    var unknown = 0
    var contradicted = 0

    /// Counts a finding; `true` where it is among those asked for.
    mutating func add(_ finding: Finding, _ only: Selected?) -> Bool {
      if finding.contradiction != nil { contradicted += 1 }
      let found: Selected
      switch finding.verdict {
      case .supported: (supported, found) = (supported + 1, .supported)
      case .differs: (differing, found) = (differing + 1, .differs)
      case .refuted: (refuted, found) = (refuted + 1, .refuted)
      case .notEnoughInformation: (unknown, found) = (unknown + 1, .unknown)
      }
      if only == .contradicted { return finding.contradiction != nil }
      // Who asks what is refuted wants what the article itself refutes too.
      return only == nil || only == found || only == .refuted && finding.contradiction != nil
    }

    var words: String {
      let all = supported + differing + refuted + unknown
      return
        "\(all) claims: \(supported) supported, \(differing) differ, \(refuted) refuted, \(unknown) without enough information"
        + (contradicted > 0 ? "; \(contradicted) contradicted by their own article" : "")
    }
  }

  private func reviews(
    _ selection: Check.Selection, _ connection: borrowing Connection, _ tally: inout Tally,
    to sink: ([UInt8]) -> Void
  ) throws(Failure) {
    let day = try connection.value("SELECT date('now')").text ?? ""
    var isFirst = true
    sink(Array("[".utf8))
    try Check.run(selection, on: connection) { (finding) throws(Failure) in
      guard tally.add(finding, only) else { return }
      let json = ClaimReview.json(finding, day: day, reviewer: reviewer)
      sink(Array(((isFirst ? "\n" : ",\n") + json).utf8))
      isFirst = false
    }
    sink(Array("\n]\n".utf8))
  }

  private static func row(_ finding: Finding, withSteps: Bool) -> [Value] {
    let claim = finding.claim
    let evidence = finding.evidence
    return [
      claim.id == 0 ? .null : .integer(claim.id), .text(finding.verdict.rawValue),
      .text(claim.quote),
      Value(finding.indicator),
      Value(finding.place), Value(claim.period?.description),
      Value(claim.value ?? claim.low ?? claim.high),
      Value(evidence?.value), .text(claim.unit),
      Value(finding.difference.map { ($0 * 100).rounded() / 100 }),
      .text(finding.reasoning), Value(evidence?.basis.rawValue), Value(finding.contradiction),
      .text(claim.locator),
      Value(evidence?.locator), Value(evidence?.vintage), Value(evidence?.observationID),
      Value(finding.known?.value), Value(finding.known?.vintage), .text(claim.sentence),
      withSteps ? .text("[" + finding.steps.map(\.json).joined(separator: ",") + "]") : .null,
    ]
  }
}
