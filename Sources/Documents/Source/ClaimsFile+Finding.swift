internal import Glibc
package import Records

/// The claims beside an article are read with it, never by themselves.
extension ClaimsFile {
  /// No such file is longer: 64 MB, as an article's text.
  static let longest = 64 << 20

  /// The name of the article whose claims a file of this name holds; `nil` for other names.
  package static func article(of name: String) -> String? {
    guard name.hasSuffix(suffix), name.utf8.count > suffix.utf8.count else { return nil }
    let article = String(name.dropLast(suffix.count))
    return article.hasSuffix("/") ? nil : article
  }

  /// Whether a file holds claims of an article: one that is there, or was by the file's look.
  ///
  /// `insurance-claims.ndjson` without a file `insurance` is a data set like any other, unless it
  /// begins as what `tally extract` writes.
  static func isClaims(_ path: String) -> Bool {
    guard let article = article(of: path) else { return false }
    if MetadataFiles.exists(article) { return true }
    let name = article.split(separator: "/").last ?? ""
    return name.dropFirst().contains(".") || isWritten(MetadataFile.start(of: path))
  }

  /// Whether bytes begin as `tally extract` writes them.
  static func isWritten(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "{\"record\":\"".utf8) }

  /// The claims beside an article.
  ///
  /// - Throws: a `Failure` where there are some that cannot be read: to pass them over would bring
  ///   back what they correct.
  static func find(for path: String, locator: String) throws(Failure) -> ClaimsFile? {
    let file = path + suffix
    guard MetadataFiles.exists(file) else { return nil }
    guard let bytes = MetadataFile.read(file, limit: longest) else {
      throw Failure(
        .badData,
        "these claims of the article cannot be read: expected a file of up to 64 MB that may be read",
        at: Place(locator + suffix))
    }
    return ClaimsFile(locator: locator + suffix, bytes: bytes)
  }
}
