internal import Digest
internal import Ingest
internal import Records
internal import Storage

/// Reads sources on any thread and hands them over in portions; knows no database.
struct SourceReader: Sendable {
  let vocabulary: Vocabulary
  let articles: ArticleReaderOnDemand
  let options: ReadingOptions
  let sources: [Source]
  /// For each source what is loaded of it; `nil` for a new path.
  let known: [KnownSource?]
  let isAgain: Bool
  /// Blocks that the writer is done with.
  let records = Spares<FieldBatch>()
  let observations = Spares<ObservationBatch>()

  /// Reads one source.
  func read(_ index: Int, to handover: ReadAhead.Handover) {
    do throws(Failure) {
      if case .extracted(let document) = sources[index].origin {
        return try read(
          document, known[index], locator: sources[index].locator, to: handover)
      }
      let content = try SourceContent(sources[index])
      if known[index] == nil {
        switch try readAtOnce(content, to: handover) {
        case .done: return
        case .failed where !handover.put(.again): return
        case .failed, .unsuited: break
        }
      }
      try readUsually(content, known[index], to: handover)
    } catch {
      _ = handover.put(.failed(error))
    }
  }

  /// Bytes first, then what they hold.
  private func readUsually(
    _ content: SourceContent, _ known: KnownSource?, to handover: ReadAhead.Handover
  ) throws(Failure) {
    let (survey, sha256) = try Checksum.survey(content)
    let isSame = sha256 == known?.sha256
    let options = (isSame ? known?.sameBytes : known?.newBytes) ?? options
    let identity = SourceIdentity(sha256: sha256, bytes: survey.bytes, options: options)
    guard handover.put(.identified(identity)) else { return }
    if !isAgain, isSame, known?.rereading == nil {
      _ = handover.put(.known)
      return
    }
    let parts = try content.tables()
    if parts.count > 1 { return try readTables(parts, survey, options, to: handover) }
    switch try Document(content, survey, vocabulary: vocabulary, options: options) {
    case .article(let text, let description):
      try MemoryBudget.check(articleBytes: text.count, locator: content.source.locator)
      read(text, description, to: handover)
    case .passed(let sheet): _ = handover.put(.passed(sheet))
    case .table(let table):
      guard let (accounting, _) = try rows(table, nil, to: handover) else { return }
      _ = handover.put(.finished(accounting, reading: table.reading.json))
    }
  }

  /// The tables of a sheet one after the other.
  private func readTables(
    _ parts: [SourceContent], _ survey: Survey, _ options: ReadingOptions,
    to handover: ReadAhead.Handover
  ) throws(Failure) {
    var total = Accounting()
    var reading: String?
    for part in parts {
      guard
        case .table(let table) = try Document(
          part, survey, vocabulary: vocabulary, options: options)
      else { continue }
      guard let (accounting, _) = try rows(table, nil, to: handover) else { return }
      total = total + accounting.leavingOut(rowsOutside: part.rowsOutside)
      reading = reading ?? table.reading.json
    }
    _ = handover.put(.finished(total, reading: reading ?? "{}"))
  }

  /// An article section by section.
  private func read(
    _ text: consuming [UInt8], _ description: SourceDescription, to handover: ReadAhead.Handover
  ) {
    var reading = articles.reader.reading(text, source: description)
    let opening = ArticleOpening(
      source: reading.source, text: reading.text, passed: reading.passed)
    guard handover.put(.article(opening)) else { return }
    var section = ArticleSection()
    while reading.next(into: &section) {
      guard handover.put(.section(section)) else { return }
    }
    _ = handover.put(.articleEnd)
  }

  private enum AtOnce {
    case done
    /// Small, or not a table.
    case unsuited
    /// The decisions on the first rows did not hold for all.
    case failed
  }

  /// A large table in one pass.
  private func readAtOnce(_ content: SourceContent, to handover: ReadAhead.Handover) throws(Failure)
    -> AtOnce
  {
    var digest = SHA256()
    guard
      let pass = try SinglePass(
        content, vocabulary: vocabulary, options: options, digest: { block in digest.update(block) }
      )
    else { return .unsuited }
    guard let (accounting, profiles) = try rows(pass.table, pass, to: handover) else {
      return .done
    }
    let survey = pass.survey()
    guard let table = try pass.confirmed(survey, profiles) else { return .failed }
    _ =
      handover.put(
        .identified(
          SourceIdentity(sha256: digest.hexadecimal(), bytes: survey.bytes, options: options)))
      && handover.put(.finished(accounting, reading: table.reading.json))
    return .done
  }

  /// Hands the rows of a table over; `nil` where nobody wants them any more.
  private func rows(
    _ table: Table, _ pass: SinglePass?, to handover: ReadAhead.Handover
  ) throws(Failure) -> (Accounting, [ColumnProfile])? {
    if table.description.kind == .observations {
      guard handover.put(.table(TableOpening(description: table.description, columns: []))) else {
        return nil
      }
      var reader = if let pass { try pass.observations() } else { try table.observations() }
      while true {
        let parcel = observations.take() ?? Parcel(ObservationBatch())
        guard try reader.next(into: &parcel.batch) else {
          return (reader.accounting, reader.profiles)
        }
        guard handover.put(.observations(parcel)) else { return nil }
      }
    }
    var reader = if let pass { try pass.records() } else { try table.records() }
    guard
      handover.put(.table(TableOpening(description: table.description, columns: reader.columns)))
    else {
      return nil
    }
    while true {
      let parcel = records.take() ?? Parcel(FieldBatch(columns: reader.columns.count))
      guard try reader.next(into: &parcel.batch) else {
        return (reader.accounting, reader.profiles)
      }
      guard handover.put(.records(parcel)) else { return nil }
    }
  }
}

/// Blocks whose memory can be used again.
final class Spares<Batch: Sendable> {
  private let lock = Monitor()
  private var parcels: [Parcel<Batch>] = []

  /// A block that nobody uses; `nil` where there is none.
  func take() -> Parcel<Batch>? {
    lock.enter()
    defer { lock.leave() }
    return parcels.popLast()
  }

  /// Gives a block back.
  func give(_ parcel: Parcel<Batch>) {
    lock.enter()
    defer { lock.leave() }
    if parcels.count < 8 { parcels.append(parcel) }
  }
}

// Its state is guarded by the lock.
extension Spares: @unchecked Sendable {}
