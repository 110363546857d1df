internal import Digest
public import Ingest
public import Records

/// The checksum by which a version of a source is known.
public enum Checksum {
  /// Of bytes that the caller holds, hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes.span)
    return digest.hexadecimal()
  }

  /// Reads a source once, for what its bytes look like and for their checksum.
  ///
  /// - Throws: a `Failure` where reading fails.
  public static func survey(_ content: SourceContent) throws(Failure) -> (
    survey: Survey, sha256: String
  ) {
    var digest = SHA256()
    let survey = try Survey(content) { block in digest.update(block) }
    return (survey, digest.hexadecimal())
  }
}
