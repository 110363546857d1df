package import Records
package import Text

/// Kinds of files that are not read, known by their first bytes (`Schema/vocabulary/file_kinds.csv`).
package enum FileKinds {
  /// Refuses a source whose bytes begin like one of them.
  ///
  /// - Throws: a `Failure` of kind `badData` that names the kind, and what to do with it.
  package static func refuse(_ survey: Survey, _ vocabulary: Vocabulary, locator: String)
    throws(Failure)
  {
    let head = survey.evidence.head
    // A few letters may open a text too.
    let isBinary = survey.evidence.nuls > 0 || survey.evidence.controls > 0
    for row in vocabulary.rows("file_kinds") {
      guard let magic = bytes(row["magic"]), let offset = Int(row["offset"]),
        magic.count >= 4 || isBinary,
        head.count >= offset + magic.count,
        head[offset..<offset + magic.count].elementsEqual(magic)
      else { continue }
      let advice = row["advice"]
      throw Failure(
        .badData,
        "this is \(row["name"]): expected text, a page or a table"
          + (advice.isEmpty ? "" : "; \(advice)"), at: Place(locator))
    }
  }

  /// Refuses a source whose name is that of program code, settings and the like.
  ///
  /// - Throws: a `Failure` of kind `badData` that names the kind, and what would be read.
  package static func refuse(_ source: Source, _ vocabulary: Vocabulary) throws(Failure) {
    let name = source.fileExtension
    guard !name.isEmpty,
      let row = vocabulary.rows("file_extensions").first(where: { $0["extension"] == name })
    else { return }
    throw ForeignText.failure(row["name"], locator: source.locator)
  }

  private static func bytes(_ hexadecimal: some StringProtocol) -> [UInt8]? {
    let digits = Array(hexadecimal.utf8)
    guard digits.count % 2 == 0, !digits.isEmpty else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
    }
  }
}
