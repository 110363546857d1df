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
      "Set each claim against the statistics: supported, refuted, or not enough information.",
    discussion: """
      A claim is answered by the statistic of the same indicator, place and period; where there is none, by the sum of \
      its periods or of the place's parts, a formula of the vocabulary, the share of the whole, or the change on the \
      year before, converted by the recorded exchange rate. What agrees follows from the qualifier and from the digits \
      as printed. A claim that the article itself contradicts is refuted too.

      -f html, or -o PAGE.html, is a page for editors: the articles with every figure marked by its verdict, statistic, \
      source and working beside it, what does not tally on top, what could not be checked below. It needs nothing beside \
      it and prints.

      Exit status 1 when a claim is refuted or contradicted.
      """)

  @OptionGroup var warehouse: WarehouseOption

  @Argument(
    help: ArgumentHelp(
      "The articles, as `tally sources` names them, a pattern of such names, a path or a file's base name; all where none is given.",
      valueName: "locator")
  )
  var locators: [String] = []

  @Option(help: ArgumentHelp("Only supported, refuted or unknown.", valueName: "verdict"))
  var only: Selected?

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
    case supported, refuted, unknown
  }

  static let columns = [
    "claim_id", "verdict", "quote", "indicator", "place", "period", "stated", "statistic", "unit",
    "difference_percent",
    "reasoning", "basis", "contradiction", "claim_source", "statistic_source", "vintage",
    "observation_id",
  ]

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
    let connection = try Warehouse.openForReading(warehouse.path)
    try Outputs.check(output, on: connection)
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
      try ResultOptions.write(format: format, to: output, layout) { (writer) throws(Failure) in
        writer.begin(CheckCommand.columns)
        try Check.run(selection, on: connection) { (finding) throws(Failure) in
          if tally.add(finding, only) { writer.row(CheckCommand.row(finding)) }
        }
        writer.end()
      }
    }
    if Terminal.isWatched { Terminal.tell(tally.words) }
    if tally.refuted > 0 || tally.contradicted > 0 { throw Exit.incomplete }
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
    var refuted = 0
    var unknown = 0
    var contradicted = 0

    /// Counts a finding; `true` where it is among those asked for.
    mutating func add(_ finding: Finding, _ only: Selected?) -> Bool {
      if finding.contradiction != nil { contradicted += 1 }
      switch finding.verdict {
      case .supported:
        supported += 1
        return only == nil || only == .supported || only == .refuted && finding.contradiction != nil
      case .refuted:
        refuted += 1
        return only == nil || only == .refuted
      case .notEnoughInformation:
        unknown += 1
        return only == nil || only == .unknown
      }
    }

    var words: String {
      "\(supported + refuted + unknown) claims: \(supported) supported, \(refuted) refuted, \(unknown) without enough information"
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
      guard tally.add(finding, only),
        let json = ClaimReview.json(finding, day: day, reviewer: reviewer)
      else { return }
      sink(Array(((isFirst ? "\n" : ",\n") + json).utf8))
      isFirst = false
    }
    sink(Array("\n]\n".utf8))
  }

  private static func row(_ finding: Finding) -> [Value] {
    let claim = finding.claim
    let evidence = finding.evidence
    return [
      .integer(claim.id), .text(finding.verdict.rawValue), .text(claim.quote),
      Value(finding.indicator),
      Value(finding.place), Value(claim.period?.description),
      Value(claim.value ?? claim.low ?? claim.high),
      Value(evidence?.value), .text(claim.unit),
      Value(finding.difference.map { ($0 * 100).rounded() / 100 }),
      .text(finding.reasoning), Value(evidence?.basis.rawValue), Value(finding.contradiction),
      .text(claim.locator),
      Value(evidence?.locator), Value(evidence?.vintage), Value(evidence?.observationID),
    ]
  }
}
