public import Records

/// What one pass over all bytes of a source showed.
public struct Survey: Sendable {
  package let evidence: ByteEvidence
  /// Bytes, decompressed.
  public var bytes: Int { evidence.count }

  /// Reads a source once from start to end.
  ///
  /// - Parameter digest: gets every block, in order: for a checksum.
  /// - Throws: a `Failure` where reading fails.
  public init(
    _ content: SourceContent, digest: @escaping (borrowing Span<UInt8>) -> Void = { _ in }
  ) throws(Failure) {
    let observer = SurveyObserver(digest: digest)
    let stream = try content.stream(observer: observer)
    var block = [UInt8](repeating: 0, count: max(64, min(1 << 18, content.storedBytes + 1)))
    while try stream.read(into: &block, from: 0, count: block.count) > 0 {}
    // A table and the metadata that governs it are one source: a correction of either is a new
    // version.
    if let metadata = content.metadata { digest(metadata.bytes.span) }
    // So are an article and the claims beside it, even where the file is empty: then there are none.
    if let claims = content.claims {
      digest(Array(ClaimsFile.suffix.utf8).span)
      digest(claims.bytes.span)
    }
    self = observer.survey()
  }

  package init(evidence: ByteEvidence) { self.evidence = evidence }
}

/// Surveys the bytes of a source while something else reads them.
public final class SurveyObserver {
  private var evidence = ByteEvidence()
  private let digest: (borrowing Span<UInt8>) -> Void

  /// - Parameter digest: gets every block, in order: for a checksum.
  public init(digest: @escaping (borrowing Span<UInt8>) -> Void = { _ in }) { self.digest = digest }

  package func add(_ bytes: borrowing Span<UInt8>) {
    evidence.add(bytes)
    digest(bytes)
  }

  /// What the bytes showed, once the last was read.
  public func survey() -> Survey {
    var evidence = evidence
    evidence.finish()
    return Survey(evidence: evidence)
  }
}
