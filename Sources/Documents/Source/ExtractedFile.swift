package import Records

/// A file of records as `tally extract` writes them, and the documents that it holds.
///
/// The lines of a document stand together and in their order, its record `source` is the last of
/// them. Only where each document stands is held; what its lines say is read one document at a time.
public final class ExtractedFile: Sendable {
  /// What the file is called, for what is told of its lines.
  package let locator: String
  /// Its bytes, unpacked.
  private let content: SourceContent

  /// Opens a file; `nil` where its first line is no such record.
  ///
  /// - Parameter isTold: a person says that it is one.
  /// - Throws: a `Failure` where it cannot be read.
  init?(_ source: Source, isTold: Bool) throws(Failure) {
    let content = try SourceContent(source)
    if !isTold {
      guard try ExtractedLine.mayBegin(content.start(ExtractedFile.head)) else { return nil }
    }
    self.content = content.isPlain ? content : try SourceContent(unpacking: content)
    locator = source.locator
  }

  /// By so many bytes a first line shows what it is.
  private static let head = 64

  /// A part of the file, line by line.
  ///
  /// - Throws: a `Failure` where it cannot be read any more.
  package func lines(from offset: Int, length: Int) throws(Failure) -> LineReader {
    LineReader(content.stream(from: offset, length: length), locator: locator)
  }

  /// What the file holds.
  struct Contents {
    /// Documents that are there to their end.
    var documents: [ExtractedDocument] = []
    /// Lines that are no records, and documents without their end.
    var failures: [Failure] = []
    /// Documents that were refused when they were read, with the name that they have there.
    var refusals: [Failure] = []
  }

  /// Goes through the file once.
  func contents() throws(Failure) -> Contents {
    var index = ExtractedIndex(self)
    var lines = try LineReader(content)
    var start = 0
    while let line = try lines.next() {
      index.add(line, at: start)
      start = lines.position
    }
    index.end()
    return index.contents
  }
}

// One file is itself alone.
extension ExtractedFile: Hashable {
  /// Whether both are one.
  public static func == (a: ExtractedFile, b: ExtractedFile) -> Bool { a === b }
  /// By its identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// One document of a file of records: where its lines stand.
public struct ExtractedDocument: Hashable, Sendable {
  /// The file.
  package let file: ExtractedFile
  /// The name that the document has there.
  public let name: String
  /// Its first byte, and how many there are.
  package let offset: Int
  package let length: Int
  /// The line, from 1, on which it starts.
  package let line: Int
  /// Where its record `source` stands.
  package let sourceOffset: Int
  package let sourceLine: Int

  /// The file of records that it is in.
  public var locator: String { file.locator }
}
