internal import Ingest
internal import Load
internal import Records

/// Reads documents that come one a line, and writes what each of them holds as NDJSON.
struct DocumentLines {
  let reader: ArticleReader
  let vocabulary: Vocabulary
  let options: ReadingOptions
  let finding: FindingOptions
  /// Tells after each document that it is done.
  let acknowledges: Bool

  /// Reads line by line; `true` where a document or a part of one was rejected.
  func read(_ lines: LineReader, _ output: inout DocumentNDJSON) throws(Failure) -> Bool {
    var lines = lines
    var number = 0
    var hasRejects = false
    while let line = try lines.next() {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      var name = String(number)
      do throws(Failure) {
        let document = try DocumentLine(line, number: number)
        name = document.id
        if read(document, &output) { hasRejects = true }
      } catch {
        hasRejects = true
        name = DocumentLine.id(of: line) ?? name
        output.append(
          Reject(
            line: number, code: "not_a_document", message: error.message,
            raw: String(decoding: line.prefix(2000), as: UTF8.self)),
          document: name)
      }
      if acknowledges { output.acknowledge(document: name) }
    }
    return hasRejects
  }

  /// Reads one document, which may hold several sources; `true` where one was refused.
  private func read(_ document: DocumentLine, _ output: inout DocumentNDJSON) -> Bool {
    var options = options
    options.title = document.title ?? options.title
    options.publisher = document.publisher ?? options.publisher
    options.published = document.published ?? options.published
    guard !document.isArticle || options.kind ?? .article != .article else {
      var description = SourceDescription(kind: .article, locator: document.id)
      description.title = options.title
      description.publisher = options.publisher
      description.published = options.published
      description.mediaType = document.mediaType ?? "text/plain"
      description.encoding = "UTF-8"
      output.append(
        reader.reading(document.bytes, source: description), document: document.id,
        identity: .init(
          sha256: Checksum.sha256(document.bytes), bytes: document.bytes.count, options: options))
      return false
    }
    var finding = finding
    finding.pipes.hold(document.bytes, as: document.id)
    let found = SourceFinder.find([document.id], finding)
    for failure in found.failures {
      output.append(
        Reject(code: DocumentLines.refused, message: failure.message), document: document.id)
    }
    var hasRejects = !found.failures.isEmpty
    for source in found.sources {
      do throws(Failure) {
        try read(source, options, &output)
      } catch {
        hasRejects = true
        DocumentLines.refuse(source, error, &output)
      }
    }
    return hasRejects
  }

  /// Reads one source as what it is.
  func read(
    _ source: Source, _ options: ReadingOptions, _ output: inout DocumentNDJSON
  ) throws(Failure) {
    let content = try SourceContent(source)
    let (survey, sha256) = try Checksum.survey(content)
    try output.append(
      content, survey, sha256: sha256, reader: reader, vocabulary: vocabulary, options: options)
  }

  /// The code of the reject of a source that could not be read.
  private static let refused = "source_refused"

  /// Writes the reject of a source that could not be read.
  static func refuse(_ source: Source, _ failure: Failure, _ output: inout DocumentNDJSON) {
    output.append(
      Reject(line: failure.place?.line, code: refused, message: failure.message),
      document: source.locator)
  }
}
