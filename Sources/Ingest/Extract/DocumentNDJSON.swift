public import Articles
public import Documents
public import Records
public import Tables
internal import Text

/// Writes what documents hold as NDJSON: one record a line, in document order.
///
/// The fields are those of the views and tables of the warehouse by the same names; `document` says
/// which document a record belongs to. Whatever was read of a document counts once its record
/// `source` is written, the last one. Records are written in blocks as they are found, so that the
/// memory does not grow with the document.
public struct DocumentNDJSON {
  static let block = 1 << 17

  private let write: ([UInt8]) -> Void
  /// Claims alone, each with its number and what stands around its quote: to be edited.
  let isForEditing: Bool
  var line = JSONLine()
  var section = ArticleSection()
  /// The periods that the document has named so far.
  var periods: Set<TimePeriod> = []
  /// How many records of the document were written.
  private var records = 0
  /// A checksum of the user's vocabulary; empty where there is none.
  private let vocabulary: String
  /// How many passages, rows and cells could not be taken.
  public internal(set) var rejects = 0

  /// A writer that hands on blocks of whole or broken lines.
  ///
  /// - Parameters:
  ///   - vocabulary: a checksum of the user's vocabulary; empty where there is none.
  ///   - isForEditing: claims are written alone, as a file beside the article tells them.
  public init(
    vocabulary: String = "", isForEditing: Bool = false, write: @escaping ([UInt8]) -> Void
  ) {
    self.vocabulary = vocabulary
    self.isForEditing = isForEditing
    self.write = write
  }

  /// Hands on what is not yet written.
  public mutating func flush() {
    if !line.bytes.isEmpty { write(line.bytes) }
    line.clear()
  }

  /// Writes the record of a document or passage that could not be read.
  public mutating func append(_ reject: Reject, document: String) {
    line.begin("reject", document: DocumentNDJSON.name(document))
    if let locator = reject.locator { line.add(#","locator":"#, locator) }
    line.add(#","line":"#, reject.line)
    line.add(#","column":"#, reject.column)
    line.add(#","code":"#, reject.code)
    line.add(#","message":"#, reject.message)
    line.add(#","raw":"#, reject.raw)
    end()
  }

  /// Tells who feeds documents one by one that this one is done, and hands everything on.
  public mutating func acknowledge(document: String) {
    line.begin("end", document: DocumentNDJSON.name(document))
    line.end()
    flush()
  }

  /// By what a document is known again.
  public struct Identity: Sendable {
    /// The checksum of its bytes, hexadecimal.
    public var sha256: String
    /// How many they are.
    public var bytes: Int
    /// What a person told of it, as JSON.
    public var told: String?

    /// A document by its bytes, read as was told.
    public init(sha256: String, bytes: Int, options: ReadingOptions) {
      self.sha256 = sha256
      self.bytes = bytes
      told = options.keeping(nil, sameBytes: false).told
    }
  }

  /// Begins a document.
  mutating func begin() {
    periods.removeAll(keepingCapacity: true)
    records = 0
  }

  /// Writes the last record of a document: what it is, where its rows went, and how many records
  /// stand before it.
  mutating func append(
    _ source: SourceDescription, _ identity: Identity, _ accounting: Accounting,
    reading: String? = nil, _ document: [UInt8]
  ) {
    line.begin("source", document: document)
    line.add(#","kind":"#, source.kind.rawValue)
    line.add(#","title":"#, source.title)
    line.add(#","publisher":"#, source.publisher)
    line.add(#","published":"#, source.published)
    line.add(#","language":"#, source.language)
    line.add(#","media_type":"#, source.mediaType)
    line.add(#","encoding":"#, source.encoding)
    line.add(#","sha256":"#, identity.sha256)
    line.add(#","bytes":"#, identity.bytes)
    line.add(#","rows_read":"#, accounting.read)
    line.add(#","rows_stored":"#, accounting.stored)
    line.add(#","rows_rejected":"#, accounting.rejected)
    line.add(#","rows_passed":"#, accounting.passedOver)
    line.add(#","passed":"#, accounting.passedJSON)
    line.add(#","reading":"#, reading)
    line.add(#","told":"#, identity.told)
    line.add(#","vocabulary":"#, vocabulary)
    line.add(#","records":"#, records)
    end()
  }

  /// Writes a period where the document first names it.
  mutating func append(_ period: TimePeriod, _ document: [UInt8]) {
    guard periods.insert(period).inserted else { return }
    line.begin("period", document: document)
    line.add(#","period":"#, period.description)
    line.add(#","frequency":"#, period.frequency.rawValue)
    line.add(#","first_day":"#, period.first.description)
    line.add(#","last_day":"#, period.last.description)
    end()
  }

  /// A document's name as JSON.
  static func name(_ document: String) -> [UInt8] { JSONText.quoted(Array(document.utf8)[...]) }

  mutating func end() {
    line.end()
    records += 1
    if line.bytes.count >= DocumentNDJSON.block { flush() }
  }
}
