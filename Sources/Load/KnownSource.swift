internal import Ingest
internal import Records
internal import Storage

/// What the warehouse holds of a source before it is read.
struct KnownSource: Sendable {
  /// Its current version; `nil` where there is none under this name.
  var id: Int64?
  /// The checksum of the bytes of that version.
  var sha256 = ""
  /// How it is read where its bytes are those of that version, and where they are new.
  var sameBytes: ReadingOptions
  var newBytes: ReadingOptions
  /// Why the same bytes are read again; `nil` where they are not.
  var rereading: String?
  /// The source of another name that took its place.
  var replacedBy: String?
}

/// Looks up what the warehouse holds of sources.
struct KnownSources: ~Copyable {
  private let options: ReadingOptions
  private let fingerprint: String
  private let lastAddition: String?
  private let isEmpty: Bool
  private let look: Statement
  private let lookReplaced: Statement
  private let lookUnknown: Statement

  init(
    _ options: ReadingOptions, _ vocabulary: Vocabulary, _ connection: borrowing Connection
  ) throws(Failure) {
    let isEmpty = try connection.value("SELECT 1 FROM source LIMIT 1") == .null
    let lastAddition = try connection.value("SELECT max(added) FROM vocabulary_addition").text
    let look = try connection.prepare(
      """
      SELECT source_id, sha256, told, vocabulary, loaded, kind, encoding FROM source
      WHERE locator = ? AND superseded_by IS NULL ORDER BY source_id DESC LIMIT 1
      """)
    let lookReplaced = try connection.prepare(
      """
      SELECT a.sha256, b.locator FROM source AS a JOIN source AS b ON b.source_id = a.superseded_by
      WHERE a.locator = ? ORDER BY a.source_id DESC LIMIT 1
      """)
    let lookUnknown = try connection.prepare(
      "SELECT 1 FROM reject WHERE source_id = ? AND code = 'unknown_code' LIMIT 1")
    self.options = options
    self.isEmpty = isEmpty
    self.lastAddition = lastAddition
    self.look = look
    self.lookReplaced = lookReplaced
    self.lookUnknown = lookUnknown
    fingerprint = vocabulary.additionsFingerprint
  }

  /// What is known of a source; `nil` of one that is new.
  func source(_ locator: String) throws(Failure) -> KnownSource? {
    guard !isEmpty else { return nil }
    try look.bind(.text(locator), at: 1)
    defer { look.reset() }
    guard try look.step() else { return try replaced(locator) }
    let told = look.text(2)
    var known = KnownSource(
      id: look.integer(0), sha256: look.text(1) ?? "",
      sameBytes: options.keeping(told, sameBytes: true),
      newBytes: options.keeping(told, sameBytes: false))
    if let vocabulary = look.text(3) {
      known.rereading =
        vocabulary != fingerprint
        ? KnownSources.vocabularyChanged
        : known.sameBytes.told != told ? KnownSources.toldOtherwise : nil
    } else if let lastAddition, lastAddition >= look.text(4) ?? "" {
      // An earlier Tally noted neither vocabulary nor what was told.
      known.rereading = KnownSources.vocabularyChanged
    } else if options.tellsOfFigures
      || !isRead(as: look.text(5), encoding: look.text(6))
    {
      known.rereading = KnownSources.toldOtherwise
    }
    return known
  }

  /// What is known of a source, however it is there.
  func source(_ source: Source) throws(Failure) -> KnownSource? {
    // Of records that cannot be read their reader tells why.
    if case .extracted(let document) = source.origin,
      let records = try? ExtractedSource(document, locator: source.locator)
    {
      return try self.source(source.locator, records)
    }
    return try self.source(source.locator)
  }

  /// The same of a document whose records are there: they are loaded again where they were made with
  /// this warehouse's vocabulary and what is loaded was not, where they were told something else,
  /// and where the warehouse did not know all of their codes.
  func source(_ locator: String, _ records: ExtractedSource) throws(Failure) -> KnownSource? {
    guard var known = try source(locator), let id = known.id else { return try source(locator) }
    known.rereading = nil
    guard known.sha256 == records.sha256 else { return known }
    try look.bind(.text(locator), at: 1)
    defer { look.reset() }
    guard try look.step() else { return known }
    let (told, vocabulary) = (look.text(2), look.text(3))
    try lookUnknown.bind(.integer(id), at: 1)
    defer { lookUnknown.reset() }
    if records.vocabulary == fingerprint, let vocabulary, vocabulary != fingerprint {
      known.rereading = KnownSources.vocabularyChanged
    } else if let now = records.told, now != told {
      known.rereading = KnownSources.toldOtherwise
    } else if try lookUnknown.step() {
      known.rereading = KnownSources.codesUnknown
    }
    return known
  }

  private func replaced(_ locator: String) throws(Failure) -> KnownSource? {
    try lookReplaced.bind(.text(locator), at: 1)
    defer { lookReplaced.reset() }
    guard try lookReplaced.step() else { return nil }
    let fresh = options.keeping(nil, sameBytes: false)
    return KnownSource(
      sha256: lookReplaced.text(0) ?? "", sameBytes: fresh, newBytes: fresh,
      replacedBy: lookReplaced.text(1))
  }

  /// Whether a source is what the options say.
  private func isRead(as kind: String?, encoding: String?) -> Bool {
    (options.kind == nil || options.kind?.rawValue == kind)
      && (options.encoding.map { TextEncoding(named: $0)?.name ?? $0 } ?? encoding) == encoding
  }

  private static let vocabularyChanged = "vocabulary changed"
  private static let toldOtherwise = "told otherwise"
  private static let codesUnknown = "codes were unknown"
}
