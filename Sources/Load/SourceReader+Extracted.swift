internal import Ingest
internal import Records

/// Documents of which the records are there in place of themselves.
extension SourceReader {
  /// Hands over what the records say, as the document itself would be.
  func read(
    _ document: ExtractedDocument, _ known: KnownSource?, locator: String,
    to handover: ReadAhead.Handover
  ) throws(Failure) {
    var reader = try ExtractedReader(document, locator: locator, vocabulary: vocabulary)
    let source = reader.source
    let identity = SourceIdentity(
      sha256: source.sha256, bytes: source.bytes,
      options: ReadingOptions().keeping(source.told, sameBytes: true),
      vocabulary: source.vocabulary)
    guard handover.put(.identified(identity)) else { return }
    if !isAgain, let known, known.sha256 == source.sha256, known.rereading == nil {
      _ = handover.put(.known)
      return
    }
    if source.description.kind == .article {
      try MemoryBudget.check(articleBytes: document.length, locator: locator)
    }
    while let part = try reader.next() {
      guard handover.put(portion(part, source)) else { return }
    }
    switch source.description.kind {
    case .article: _ = handover.put(.articleEnd)
    case .observations, .record:
      _ = handover.put(.finished(source.accounting, reading: source.reading ?? "{}"))
    }
  }

  private func portion(_ part: ExtractedPart, _ source: ExtractedSource) -> Portion {
    switch part {
    case .article(let description, let text, let passed):
      .article(ArticleOpening(source: description, text: text, passed: passed))
    case .section(let section): .section(section)
    case .statistics: .table(opening(source, .observations))
    case .rows(let name, let columns): .table(opening(source, .record, name: name, columns))
    case .observations(let batch): .observations(Parcel(batch))
    case .records(let batch): .records(Parcel(batch))
    case .passed(let sheet): .passed(sheet)
    }
  }

  private func opening(
    _ source: ExtractedSource, _ kind: SourceDescription.Kind, name: String? = nil,
    _ columns: [RecordColumn] = []
  ) -> TableOpening {
    var description = source.description
    description.kind = kind
    return TableOpening(description: description, columns: columns, name: name)
  }
}
