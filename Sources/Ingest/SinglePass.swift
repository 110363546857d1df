public import Documents
public import Records
public import Tables
public import Text

/// Reads a large table in one pass: what needs all of its bytes is decided on the first rows, and
/// confirmed at the end.
///
/// The usual way reads a file three times: for its checksum and encoding, for what the cells of
/// each column are, and for its rows. Here the first two look on while the rows are read. Where
/// they come to another decision, which is rare, the rows must be thrown away and the table read
/// the usual way; the result is the same either way.
public struct SinglePass {
  /// The table as its first rows show it.
  public let table: Table
  private let content: SourceContent
  private let vocabulary: Vocabulary
  private let options: ReadingOptions
  private let head: [UInt8]
  private let observer: SurveyObserver

  /// Opens a table; `nil` where it is small, an article, described by a metadata file, or not in
  /// UTF-8 from the start.
  ///
  /// - Parameter digest: gets every block of bytes, in order: for a checksum.
  /// - Throws: a `Failure` as `Document`.
  public init?(
    _ content: SourceContent, vocabulary: Vocabulary, options: ReadingOptions,
    digest: @escaping (borrowing Span<UInt8>) -> Void
  ) throws(Failure) {
    guard content.storedBytes >= SinglePass.smallest, options.encoding == nil,
      content.metadata == nil, content.claims == nil, !content.holdsSeveralTables
    else {
      return nil
    }
    let decision = EncodingDetector.Decision(encoding: .utf8, reason: "", needsRepair: false)
    let (text, isWhole) = try SourceText.head(content, decision, limit: 1 << 18)
    var evidence = ByteEvidence()
    evidence.add(text.span)
    guard !isWhole, evidence.invalid == 0, evidence.nuls == 0,
      text.contains(where: { $0 > 0x20 }), !Formats.mayBegin(text),
      !Document.isArticle(content.source, text, false, options)
    else { return nil }
    table = try Table(
      content, encoding: decision, head: text, isWhole: false, vocabulary: vocabulary,
      options: options, evidence: .head
    )
    self.content = content
    self.vocabulary = vocabulary
    self.options = options
    head = text
    observer = SurveyObserver(digest: digest)
  }

  /// Smaller sources stay in memory between one pass and the next.
  public static let smallest = 4 << 20

  /// The rows as records from the first one on; to be read once.
  public func records() throws(Failure) -> RecordReader { try table.records(observer: observer) }

  /// The observations from the first row on; to be read once.
  public func observations() throws(Failure) -> ObservationReader {
    try table.observations(observer: observer)
  }

  /// The survey of all bytes, once they were read.
  public func survey() -> Survey { observer.survey() }

  /// The table as all of its rows show it; `nil` where it must be read again.
  ///
  /// - Parameter profiles: what the reader counted.
  public func confirmed(_ survey: Survey, _ profiles: [ColumnProfile]) throws(Failure) -> Table? {
    let decision = try SourceText.encoding(content, survey, options)
    guard decision.encoding == .utf8, !decision.needsRepair else { return nil }
    let whole = try Table(
      content, encoding: decision, head: head, isWhole: false, vocabulary: vocabulary,
      options: options,
      evidence: .counted(profiles))
    return whole.readsAs(table) ? whole : nil
  }
}
