internal import ArgumentParser
internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// The command `tally inspect`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show how a source is read: an article with every figure marked and its reading, a table "
      + "with its roles.",
    discussion: """
      Of an article the whole text is shown. Figures are marked [like this](1), or in colour on a
      terminal, and below each paragraph stands how they are read, how sure that is from 0 to 1,
      and what is doubtful. With --why N the answers to each question about figure N are shown
      instead, with their probabilities and what speaks for (+) and against (-) them.

      Of a table the encoding, the delimiter, the blocks, the roles of the columns, the first
      figures and the doubts are shown.

      Claims that stand beside an article as FILE-claims.ndjson (`tally extract --write-claims`)
      are shown in place of Tally's own reading, with who made them, and the lines that do not hold
      with the reason.

      With --write-metadata the reading of a table is written beside it as FILE-metadata.json (CSV
      on the Web), for a person to correct: the next ingest obeys it. propertyUrl says what a
      column holds (sdmx-dimension:refArea, qb:measureType, sdmx-dimension:timePeriod,
      sdmx-attribute:unitMeasure, sdmx-attribute:unitMult, sdmx-attribute:obsStatus,
      sdmx-measure:obsValue, qb:dimension); suppressOutput leaves a column out. A
      csv-metadata.json or a datapackage.json in the folder is obeyed as well.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var source: SourceOptions
  @OptionGroup var told: ToldOptions

  @Argument(help: "A file, or -.")
  var path: String

  @Option(
    help: ArgumentHelp(
      "How many figures are shown; otherwise all of an article, 5 of a table.", valueName: "number")
  )
  var rows: Int?

  @Option(
    help: ArgumentHelp(
      "Why figure N of an article is read as it is; can be repeated.", valueName: "number"))
  var why: [Int] = []

  @Flag(help: "Write the reading of a table as CSVW metadata beside it: FILE-metadata.json.")
  var writeMetadata = false

  @Flag(help: "Replace a metadata file that is there.")
  var force = false

  func validate() throws {
    if let rows, rows < 0 { throw ValidationError("--rows: expected a whole number, 0 or more") }
    if why.contains(where: { $0 < 1 }) {
      throw ValidationError("--why: expected the number of a figure, from 1")
    }
  }

  func run() throws {
    var options = try source.reading()
    told.tell(&options)
    var finding = try source.finding([path])
    if options.kind == nil { finding.extracted = .whereSeen }
    let found = SourceFinder.find([path], finding)
    if let failure = found.failures.first { throw failure }
    if try show(recordsIn: found) { return }
    let vocabulary = try Vocabulary.forReading(warehouse.path)
    options = try options.resolved(by: vocabulary).keeping(nil, sameBytes: false)
    let toldParts = options.toldParts.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    var hasArticle = false
    for source in found.sources {
      let content = try SourceContent(source)
      let survey = try Survey(content)
      for part in try content.tables() {
        let document = try Document(part, survey, vocabulary: vocabulary, options: options)
        if case .article = document {
          hasArticle = true
        } else if !why.isEmpty {
          continue
        }
        Terminal.print(source.locator)
        if !toldParts.isEmpty { line("told", toldParts) }
        switch document {
        case .article(let text, let description):
          let reader = ArticleReader(vocabulary: vocabulary, explains: !why.isEmpty)
          let article = reader.read(text, source: description)
          if why.isEmpty { show(article) } else { try explain(article, source.locator) }
        case .passed(let sheet): line("passed over", sheet.reason)
        case .table(let table):
          try show(table)
          if writeMetadata { try write(table, of: source) }
        }
      }
    }
    guard hasArticle || why.isEmpty else {
      throw Failure(.usage, "--why: this is a table: expected an article", at: Place(path))
    }
  }

  private func write(_ table: Table, of source: Source) throws(Failure) {
    guard let file = try source.metadataOwner() else {
      throw Failure(.usage, "--write-metadata: expected a file, not a member of an archive or -")
    }
    let target = file + "-metadata.json"
    guard force || !MetadataFiles.exists(target) else {
      throw Failure(
        .cannotCreate, "there is one already: give --force to replace it", at: Place(target))
    }
    try Outputs.check(target, warehouse: warehouse.path, inputs: [file])
    let output = try AtomicFile(target)
    output.write(Array(table.csvw(url: source.metadataName).utf8))
    try output.finish()
    line("metadata", target)
  }

  /// Shows what a file of records holds; `false` where it is none.
  private func show(recordsIn found: SourceFinder.Found) throws(Failure) -> Bool {
    var counts: [SourceDescription.Kind: Int] = [:]
    for source in found.sources {
      guard case .extracted(let document) = source.origin else { return false }
      counts[try ExtractedSource(document, locator: document.name).description.kind, default: 0] +=
        1
    }
    guard !counts.isEmpty || !found.refusals.isEmpty else { return false }
    Terminal.print(path)
    line("kind", "records of tally extract, each document of which tally ingest loads")
    for kind in SourceDescription.Kind.allCases {
      if let count = counts[kind] { line(kind.rawValue, String(count)) }
    }
    if !found.refusals.isEmpty { line("refused", String(found.refusals.count)) }
    return true
  }

  private func explain(_ article: Article, _ locator: String) throws(Failure) {
    let reasons = FigureReasons(article)
    for number in why {
      guard let lines = reasons.lines(of: number) else {
        throw Failure(
          .usage, "--why \(number): expected a number from 1 to \(article.claims.count)",
          at: Place(locator))
      }
      for line in lines {
        Terminal.print(coloured: Terminal.isInteractive ? VisibleText.text(line) : line)
      }
    }
  }

  private func show(_ article: Article) {
    line("kind", ["article", article.source.mediaType].compactMap(\.self).joined(separator: ", "))
    line("encoding", article.source.encoding)
    line("language", article.source.language)
    line("title", article.source.title)
    line("publisher", article.source.publisher)
    line("published", article.source.published)
    line("sentences", "\(article.sentences.count)")
    let doubtful = article.claims.count { $0.doubt != nil }
    line("claims", "\(article.claims.count)" + (doubtful > 0 ? ", \(doubtful) with a doubt" : ""))
    showCorrections(article)
    for (rule, count) in article.passed.sorted(by: { $0.key < $1.key }) {
      line("not read", "\(count) lines: \(rule)")
    }
    let listing = ArticleListing(
      article, limit: rows, hasColour: Terminal.hasColour, width: Terminal.width,
      isShown: Terminal.isInteractive)
    for line in listing.lines() { Terminal.print(coloured: line) }
  }

  /// What the claims beside the article changed, and which of their lines do not hold.
  private func showCorrections(_ article: Article) {
    guard let file = article.source.claims else { return }
    let others = article.claims.count { $0.reader != Claim.tally }
    line("claims by", "\(file.locator): \(others) not as Tally reads them")
    for reject in article.rejects where reject.locator != nil {
      let place = Place(file.locator, line: reject.line, column: reject.column)
      line("reject", "\(place): \(reject.message)")
    }
  }

  private func show(_ table: Table) throws(Failure) {
    let reading = table.reading
    line("kind", "\(reading.kind): \(reading.kindReason)")
    line("encoding", "\(reading.encoding): \(reading.encodingReason)")
    line("format", reading.format)
    if reading.format == nil { showRows(reading) }
    line("metadata", reading.metadata)
    line("title", reading.title)
    line("place", reading.place)
    line("indicator", reading.indicator)
    line("unit", reading.unit)
    for column in reading.columns.prefix(60) {
      line(
        "column \(column.number)",
        [column.heading, column.role, column.detail].filter { !$0.isEmpty }.joined(separator: " | ")
      )
    }
    if reading.columns.count > 60 { line("columns", "\(reading.columns.count - 60) more") }
    for doubt in reading.doubts { line("doubt", doubt) }
    if table.description.kind == .observations { try showObservations(table) }
  }

  private func showRows(_ reading: TableReading) {
    line(
      "delimiter",
      "\(reading.delimiter): \(Int((reading.consistency * 100).rounded())) % of the rows have "
        + "the same number of cells"
    )
    line(
      "headings",
      reading.headingLines.isEmpty
        ? "none" : "line \(reading.headingLines.map(String.init).joined(separator: ", "))")
    line("body", "from line \(reading.firstLine)")
  }

  private func showObservations(_ table: Table) throws(Failure) {
    var reader = try table.observations()
    var batch = ObservationBatch()
    var (series, periods): ([SeriesDescription], [TimePeriod]) = ([], [])
    var shown = 0
    while shown < rows ?? 5, try reader.next(into: &batch) {
      series += batch.newSeries
      periods += batch.newPeriods
      for row in batch.rows where shown < rows ?? 5 && !row.value.isNaN {
        let description = series[Int(row.series)]
        let cell = String(
          decoding: batch.bytes[Int(row.cellStart)..<Int(row.cellStart + row.cellLength)],
          as: UTF8.self)
        let parts = [
          description.placeText, description.placeCode.map { "(\($0))" }, description.indicatorText,
          description.indicatorCode.map { "(\($0))" },
          row.period >= 0 ? periods[Int(row.period)].description : nil,
        ].compactMap(\.self)
        line(
          "line \(row.line)",
          "\(cell) is \(row.value) \(description.unit ?? description.unitText ?? ""): "
            + "\(parts.joined(separator: ", "))"
        )
        shown += 1
      }
    }
  }

  private func line(_ name: String, _ value: String?) {
    guard let value else { return }
    Terminal.print("  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(value)")
  }
}
