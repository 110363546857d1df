internal import Ingest
internal import Records
internal import Report

/// Writes what Tally reads in articles as files beside them, for a person to correct.
struct ClaimsWriter {
  let reader: ArticleReader
  let vocabulary: Vocabulary
  let options: ReadingOptions
  /// The warehouse, which no output may overwrite.
  let warehouse: String
  /// Files that are there are replaced.
  let replaces: Bool

  /// Checks where the claims of sources would go, before any is written.
  ///
  /// - Throws: a `Failure` where a source has no place beside it, or where there are claims already.
  func check(_ sources: [Source]) throws(Failure) {
    for source in sources {
      guard case .file(let path) = source.origin else {
        throw Failure(
          .usage, "--write-claims: expected a file, not a member of an archive, a pipe or -",
          at: Place(source.locator))
      }
      let target = path + ClaimsFile.suffix
      guard replaces || !MetadataFiles.exists(target) else {
        throw Failure(
          .cannotCreate,
          "there is one already: give --force to replace it by what Tally reads", at: Place(target))
      }
      try Outputs.check(target, warehouse: warehouse, inputs: [path])
    }
  }

  /// Writes the claims of one article; `nil` where the file is a table, else where they went.
  func write(_ source: Source) throws(Failure) -> String? {
    guard case .file(let path) = source.origin else { return nil }
    let content = try SourceContent(source)
    let document = try Document(
      content, try Survey(content), vocabulary: vocabulary, options: options)
    guard case .article(let text, var description) = document else { return nil }
    description.claims = nil
    let output = try AtomicFile(path + ClaimsFile.suffix)
    var lines = DocumentNDJSON(isForEditing: true) { output.write($0) }
    lines.append(reader.reading(text, source: description), document: source.fileName)
    lines.flush()
    try output.finish()
    return path + ClaimsFile.suffix
  }
}
