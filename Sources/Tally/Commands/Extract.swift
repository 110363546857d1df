internal import ArgumentParser
internal import Glibc
internal import Ingest
internal import Load
internal import Records

/// The command `tally extract`.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles and write their claims as NDJSON, without a warehouse.",
    discussion: """
      With --documents ndjson each line of the input is a document, {"id":…,"text":…,"published":…,"publisher":…}, and
      records are written as they are read. A document that cannot be read yields a reject record, and the run goes on.

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
    if force, !writeClaims { throw ValidationError("--force: expected --write-claims with it") }
  }

  func run() throws {
    var options = try source.reading()
    if options.kind == nil, !writeClaims {
      options.kind = .article
      options.isKindGuessed = true
    }
    let vocabulary = try Vocabulary.forReading(warehouse.path)
    let reader = ArticleReader(
      vocabulary: vocabulary, models: try models.map(ArticleModels.load) ?? ArticleModels(),
      explains: explain)
    var finding = try source.finding(paths)
    finding.splitsPages = false
    let found = SourceFinder.find(paths, finding)
    for failure in found.failures { Terminal.tell("tally: \(failure)") }
    var hasRejects = !found.failures.isEmpty
    if writeClaims {
      let writer = ClaimsWriter(
        reader: reader, vocabulary: vocabulary, options: options, warehouse: try warehouse.path,
        replaces: force)
      return try write(found.sources, writer, hasRejects)
    }
    var output = ArticleNDJSON { Terminal.write($0) }
    for source in found.sources {
      do throws(Failure) {
        let content = try SourceContent(source)
        switch documents {
        case .text: try read(content, reader, vocabulary, options, &output)
        case .ndjson: if try readLines(content, reader, options, &output) { hasRejects = true }
        }
      } catch {
        hasRejects = true
        output.append(
          Reject(line: error.place?.line, code: "source_refused", message: error.message),
          document: source.locator)
        output.flush()
        Terminal.tell("tally: \(error)")
        if found.sources.count == 1, documents == .text { throw ExitCode(error.kind.rawValue) }
      }
    }
    output.flush()
    if hasRejects || output.rejects > 0 { throw Exit.incomplete }
  }

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

  private func read(
    _ content: SourceContent, _ reader: ArticleReader, _ vocabulary: Vocabulary,
    _ options: ReadingOptions,
    _ output: inout ArticleNDJSON
  ) throws(Failure) {
    let document = try Document(
      content, try Survey(content), vocabulary: vocabulary, options: options)
    guard case .article(let text, let description) = document else { return }
    output.append(reader.reading(text, source: description), document: content.source.locator)
  }

  /// Reads a document a line; `true` where one was rejected.
  private func readLines(
    _ content: SourceContent, _ reader: ArticleReader, _ options: ReadingOptions,
    _ output: inout ArticleNDJSON
  ) throws(Failure) -> Bool {
    var lines = try LineReader(content)
    var number = 0
    var hasRejects = false
    while let line = try lines.next() {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do throws(Failure) {
        let document = try DocumentLine(line, number: number)
        var description = SourceDescription(kind: .article, locator: document.id)
        description.title = document.title ?? options.title
        description.publisher = document.publisher ?? options.publisher
        description.published = document.published ?? options.published
        output.append(
          reader.reading(Array(document.text.utf8), source: description), document: document.id)
      } catch {
        hasRejects = true
        output.append(
          Reject(
            line: number, code: "not_a_document", message: error.message,
            raw: String(decoding: line.prefix(2000), as: UTF8.self)),
          document: String(number))
      }
    }
    return hasRejects
  }
}
