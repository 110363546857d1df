internal import Ingest
internal import Records

/// One piece of a source on its way from the thread that reads it to the one that writes.
///
/// A source comes as `identified`, then one article and its sections, then `articleEnd`; or one
/// table and its blocks, then `finished`. A
/// table that is read in one pass is identified last, and may ask to be forgotten and begun again.
enum Portion: Sendable {
  /// The checksum of its bytes, and how many they are.
  case identified(SourceIdentity)
  /// Nothing follows: these bytes were loaded at this path before.
  case known
  case article(ArticleOpening)
  case section(ArticleSection)
  /// The last one of an article.
  case articleEnd
  case table(TableOpening)
  case observations(Parcel<ObservationBatch>)
  case records(Parcel<FieldBatch>)
  /// Nothing follows: a sheet of notes.
  case passed(PassedSheet)
  /// What came so far does not hold: it is read again from the start.
  case again
  /// The last one of a table: where the rows went, and how it was read.
  case finished(Accounting, reading: String)
  /// The last one of a source that cannot be read.
  case failed(Failure)

  /// How much memory it holds, roughly.
  var weight: Int {
    switch self {
    case .article(let opening): 1024 + opening.text.count * 2
    case .section(let section): 1024 + section.claims.count * 1024 + section.sentences.count * 64
    case .observations(let parcel): 1024 + parcel.batch.bytes.count + parcel.batch.rows.count * 48
    case .records(let parcel): 1024 + parcel.batch.bytes.count + parcel.batch.fields.count * 8
    default: 1024
    }
  }
}

/// By what a source is known again.
struct SourceIdentity: Sendable {
  var sha256: String
  var bytes: Int
  /// How it is read: as told now, and before.
  var options: ReadingOptions
  /// A checksum of the user's vocabulary that it was read with; `nil` for the one of now.
  var vocabulary: String?
}

/// What is known of an article before its sentences.
struct ArticleOpening: Sendable {
  var source: SourceDescription
  /// What every offset counts in, in UTF-8.
  var text: [UInt8]
  /// Lines that are not read, by the name of the rule.
  var passed: [String: Int]
}

/// What is known of a table before its rows.
struct TableOpening: Sendable {
  var description: SourceDescription
  /// For records.
  var columns: [RecordColumn]
  /// What the table of records is called; `nil` leaves that to the source.
  var name: String?
}

/// A batch that is handed from one thread to another.
///
/// A reference, so that its arrays are never copied on the way.
final class Parcel<Batch: Sendable> {
  var batch: Batch
  init(_ batch: Batch) { self.batch = batch }
}

// Whoever puts a parcel on its way does not touch it any more; `ReadAhead` hands it over under its
// lock.
extension Parcel: @unchecked Sendable {}
