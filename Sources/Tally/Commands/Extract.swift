internal import ArgumentParser
internal import Glibc
internal import Ingest
internal import Load
internal import Records

/// The command `tally extract`.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles and tables and write what they hold as NDJSON, without a warehouse.",
    discussion: """
      Of an article: article, sentence, claim and mention; of tables: table, of statistics series and observation, of others
      row; for both period, where one is first named, reject, and last source, with the checksum, where the rows went and how
      many records came before. A document whose record source is missing was not read to its end. The fields are those of
      the warehouse by the same names; `tally ingest` loads the records into one.

      With --documents ndjson each line of the input is a document, {"id":…,"text":…,"published":…,"publisher":…}, and
      records are written as they are read. A text is an article unless "media_type" says otherwise, such as text/csv;
      "base64" in place of "text" holds the bytes of a file, such as a workbook, and the end of "id" (a.csv) what it is
      called. A document that cannot be read yields a reject record, and the run goes on.

      With --write-claims the claims of each article are written beside it as FILE-claims.ndjson, for a person to correct or
      another reader to replace: ingest, extract and inspect obey that file in place of their own reading. The paths written
      are told on standard output.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var source: SourceOptions

  @Argument(
    help: "Files and folders; - is standard input, which is also read where nothing is given.")
  var paths: [String] = ["-"]

  @Option(
    help: ArgumentHelp(
      "What the input holds: one document a file (text), or one a line (ndjson).",
      valueName: "format")
  )
  var documents: Documents = .text

  @Flag(help: "Tell the candidates of each question about a figure, and what spoke for each.")
  var explain = false

  @Flag(help: "Write the claims of each article beside it: FILE-claims.ndjson.")
  var writeClaims = false

  @Flag(
    help: """
      Tell after each document of --documents ndjson that it is done, {"record":"end","document":…}, and write it at \
      once: for programs that feed documents one by one.
      """)
  var acknowledge = false

  @Flag(help: "Replace claims that are beside an article already.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Weights to read with instead of the built-in ones.", valueName: "folder",
      visibility: .hidden))
  var models: String?

  /// What the input holds.
  enum Documents: String, ExpressibleByArgument, CaseIterable {
    case text, ndjson
  }

  func validate() throws {
    if writeClaims, documents == .ndjson {
      throw ValidationError("--write-claims: expected files, not --documents ndjson")
    }
    if acknowledge, documents != .ndjson {
      throw ValidationError("--acknowledge: expected --documents ndjson with it")
    }
    if force, !writeClaims { throw ValidationError("--force: expected --write-claims with it") }
  }

  func run() throws {
    let options = try source.reading()
    let vocabulary = try Vocabulary.forReading(warehouse.path)
    let reader = ArticleReader(
      vocabulary: vocabulary, models: try models.map(ArticleModels.load) ?? ArticleModels(),
      explains: explain)
    // Lines are read as they come; anything else that a pipe gives is read to its end first.
    var finding = try source.finding(
      documents == .ndjson ? paths.filter { $0 != Extract.standardInput } : paths)
    let lines = DocumentLines(
      reader: reader, vocabulary: vocabulary, options: options, finding: finding,
      acknowledges: acknowledge)
    if writeClaims || documents == .ndjson { finding.splitsPages = false }
    let found = SourceFinder.find(paths, finding)
    for failure in found.failures { Terminal.tell("tally: \(failure)") }
    var hasRejects = !found.failures.isEmpty
    if writeClaims {
      let writer = ClaimsWriter(
        reader: reader, vocabulary: vocabulary, options: options, warehouse: try warehouse.path,
        replaces: force)
      return try write(found.sources, writer, hasRejects)
    }
    var output = DocumentNDJSON(vocabulary: vocabulary.additionsFingerprint) {
      Terminal.write($0)
    }
    for source in found.sources {
      do throws(Failure) {
        switch documents {
        case .text: try lines.read(source, options, &output)
        case .ndjson:
          let reader =
            source.locator == Extract.standardInput
            ? LineReader(descriptor: STDIN_FILENO, locator: source.locator)
            : try LineReader(SourceContent(source))
          if try lines.read(reader, &output) { hasRejects = true }
        }
      } catch {
        hasRejects = true
        DocumentLines.refuse(source, error, &output)
        output.flush()
        Terminal.tell("tally: \(error)")
        if found.sources.count == 1, documents == .text { throw ExitCode(error.kind.rawValue) }
      }
    }
    output.flush()
    if hasRejects || output.rejects > 0 { throw Exit.incomplete }
  }

  /// How a path names standard input.
  private static let standardInput = "-"

  /// Writes claims beside articles; a table among several files is told and passed over.
  private func write(_ sources: [Source], _ writer: ClaimsWriter, _ hasFailures: Bool) throws {
    var hasFailures = hasFailures
    try writer.check(sources)
    for source in sources {
      do throws(Failure) {
        if let path = try writer.write(source) {
          Terminal.print(path)
          continue
        }
        let failure = Failure(
          .usage, "--write-claims: this is a table: expected an article",
          at: Place(source.locator))
        if sources.count == 1 { throw failure }
        Terminal.tell("tally: \(failure)")
      } catch {
        if sources.count == 1 { throw error }
        hasFailures = true
        Terminal.tell("tally: \(error)")
      }
    }
    if hasFailures { throw Exit.incomplete }
  }
}
