public import Documents
public import Records

/// What the record `source` of an extracted document says of it.
public struct ExtractedSource: Sendable {
  /// What it is.
  public let description: SourceDescription
  /// The checksum of its bytes.
  public let sha256: String
  /// How many they are.
  public let bytes: Int
  /// Where its rows went.
  public let accounting: Accounting
  /// How a table was read, as JSON; `nil` where it is none.
  public let reading: String?
  /// What a person told of it, as JSON.
  public let told: String?
  /// A checksum of the user's vocabulary with which it was read; empty where there was none.
  public let vocabulary: String
  /// How many records stand before this one.
  let records: Int

  /// Reads the record of a document.
  ///
  /// - Parameter locator: what the document is called in the warehouse.
  /// - Throws: a `Failure` of kind `badData` where the line is damaged.
  public init(_ document: ExtractedDocument, locator: String) throws(Failure) {
    var lines = try document.file.lines(
      from: document.sourceOffset,
      length: document.offset + document.length - document.sourceOffset)
    guard let line = try lines.next() else {
      throw Failure(.inputOutput, "the file changed while it was read: try again")
    }
    var members = JSONMembers()
    do throws(JSONMembers.Fault) {
      try members.read(line)
      try self.init(&members, locator: locator)
    } catch {
      throw error.failure(of: line, Place(document.locator, line: document.sourceLine))
    }
  }

  private init(_ members: inout JSONMembers, locator: String) throws(JSONMembers.Fault) {
    var description = SourceDescription(
      kind: try members.choice("kind", of: SourceDescription.Kind.self), locator: locator)
    description.title = try members.text("title")
    description.publisher = try members.text("publisher")
    description.published = try members.text("published")
    description.language = try members.text("language")
    description.mediaType = try members.text("media_type")
    description.encoding = try members.text("encoding")
    self.description = description
    sha256 = try members.required(members.text("sha256"), "sha256")
    guard sha256.utf8.count == 64 else {
      throw members.fault("sha256", "expected 64 hexadecimal digits")
    }
    bytes = try members.required(members.integer("bytes"), "bytes")
    var accounting = Accounting()
    accounting.read = try members.required(members.integer("rows_read"), "rows_read")
    accounting.stored = try members.required(members.integer("rows_stored"), "rows_stored")
    accounting.rejected = try members.required(members.integer("rows_rejected"), "rows_rejected")
    let passed = try members.required(members.text("passed"), "passed")
    for (rule, count) in FlatJSON(Array(passed.utf8)[...])?.members ?? [] {
      accounting.passed[rule] = count.flatMap { Int($0) } ?? 0
    }
    self.accounting = accounting
    guard accounting.balances else {
      throw members.fault("rows_read", "expected the sum of rows stored, rejected and passed over")
    }
    reading = try members.text("reading")
    told = try members.text("told")
    vocabulary = try members.required(members.text("vocabulary"), "vocabulary")
    records = try members.required(members.integer("records"), "records")
  }
}

extension JSONMembers.Fault {
  /// The same for a person, with the column in the line.
  func failure(of line: ArraySlice<UInt8>, _ place: Place) -> Failure {
    var place = place
    place.column =
      line[..<min(max(at, line.startIndex), line.endIndex)].count {
        $0 & 0xC0 != 0x80
      } + 1
    return Failure(
      .badData, "this record is damaged, and nothing of its document is loaded: \(message)",
      at: place)
  }
}

extension JSONMembers {
  /// One of a number of words, which must be there.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: StaticString, of type: Choice.Type
  ) throws(Fault) -> Choice {
    let text = try required(text(name), name)
    if let choice = Choice(rawValue: text) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw fault(name, "expected one of \(choices), found \(text)")
  }
}
