package import Records

/// The decoded text of a source, and what its name and first bytes tell of it.
package enum SourceText {
  /// What files are called that hold rows.
  package static let tableExtensions: Set = ["csv", "tsv", "tab", "xls", "dat", "psv"]
  /// What files are called that hold pages.
  package static let pageExtensions: Set = ["html", "htm", "xhtml", "shtml"]

  package static func encoding(
    _ content: SourceContent, _ survey: Survey, _ options: ReadingOptions
  ) throws(Failure) -> EncodingDetector.Decision {
    if content.sheet != nil {  // Also a table inside a page.
      return EncodingDetector.Decision(
        encoding: .utf8, reason: "cells of a sheet", needsRepair: survey.evidence.invalid > 0)
    }
    if let name = options.encoding {
      guard let encoding = TextEncoding(named: name) else {
        throw Failure(
          .usage, "there is no encoding \(name): give an IANA name such as GB18030 or windows-1252")
      }
      guard encoding != .utf8 || survey.evidence.invalid == 0 else {
        throw Failure(
          .badData,
          "the bytes are not \(name): give the right --encoding, or none to have it detected",
          at: Place(content.source.locator))
      }
      return EncodingDetector.Decision(encoding: encoding, reason: "as told", needsRepair: false)
    }
    let decision = try EncodingDetector.decide(survey.evidence, locator: content.source.locator) {
      () throws(Failure) -> [UInt8] in
      try SourceText.sample(content)
    }
    return try declared(content, survey, decision) ?? decision
  }

  /// What a page declares, unless its bytes tell by themselves: a byte order mark, or UTF-8
  /// throughout.
  private static func declared(
    _ content: SourceContent, _ survey: Survey, _ decision: EncodingDetector.Decision
  ) throws(Failure) -> EncodingDetector.Decision? {
    let isPlain = survey.evidence.highBytes == 0
    guard decision.encoding != .utf8 || decision.isDoubtful || isPlain else { return nil }
    let head = try content.start(4096)
    guard isPage(content.source, head) || head.starts(with: "<?xml".utf8),
      let encoding = PageCharset.declared(in: head)
    else {
      return nil
    }
    // A page of ASCII only is the same in every encoding, but for those that escape.
    guard encoding != .utf8, !isPlain || survey.evidence.controls > 0 else { return nil }
    return EncodingDetector.Decision(
      encoding: encoding, reason: "the page declares it", needsRepair: true)
  }

  /// By its name, or by how it starts.
  package static func isPage(_ source: Source, _ head: [UInt8]) -> Bool {
    pageExtensions.contains(source.fileExtension)
      || !["md", "markdown"].contains(source.fileExtension)
        && !tableExtensions.contains(source.fileExtension) && PageCharset.isPage(head)
  }

  /// Lines with bytes from 0x80 on, from the whole file, up to 256 KB.
  private static func sample(_ content: SourceContent) throws(Failure) -> [UInt8] {
    let stream = try content.stream()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var sample: [UInt8] = []
    while sample.count < 1 << 18 {
      let count = try stream.read(into: &block, from: 0, count: block.count)
      if count == 0 { break }
      var taken = 0
      for line in block[..<count].split(separator: 0x0A)
      where taken < 1 << 14 && line.contains(where: { $0 >= 0x80 }) {
        sample += line
        sample.append(0x0A)
        taken += line.count
      }
    }
    return sample
  }

  /// What begins later, or has longer lines, is taken as its first bytes look.
  package static let longestHead = 16 << 20

  /// Whether there is enough to tell what the text is: it has begun, and its first rows have ended.
  private static func isTelling(_ text: [UInt8]) -> Bool {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return false }
    var lines = 0
    for byte in text[start...] where byte == 0x0A || byte == 0x0D {
      lines += 1
      if lines == 4 { return true }
    }
    return false
  }

  /// No article is longer; what is, was told to be one by mistake.
  private static let longestArticle = 64 << 20

  /// The text of an article that is longer than a head.
  ///
  /// - Throws: a `Failure` where it is longer than any article.
  package static func article(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, _ bytes: Int
  ) throws(Failure) -> [UInt8] {
    try document(content, encoding, bytes, longest: longestArticle) { megabytes in
      "the article is longer than \(megabytes) MB: cut it, or say with --as what else it is"
    }
  }

  /// The whole text of a source that must be held in memory.
  ///
  /// - Throws: a `Failure` where it is longer than `longest` bytes.
  package static func document(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, _ bytes: Int, longest: Int,
    message: (Int) -> String = { "the document is longer than \($0) MB: cut it into several" }
  ) throws(Failure) -> [UInt8] {
    let stream = try stream(content, encoding)
    let step = 1 << 18
    var text: [UInt8] = []
    // As many bytes in UTF-8 as in most encodings, or a few more.
    text.reserveCapacity(min(bytes, longest) + 2 * step)
    while true {
      let start = text.count
      text.append(contentsOf: repeatElement(0, count: step))
      let count = try stream.read(into: &text, from: start, count: step)
      text.removeLast(step - count)
      if count == 0 { return text }
      guard text.count <= longest else {
        throw Failure(.badData, message(longest >> 20), at: Place(content.source.locator))
      }
    }
  }

  /// The first bytes: as many as are asked for, and more where these do not tell what it is.
  package static func head(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, limit: Int
  ) throws(Failure) -> (text: [UInt8], isWhole: Bool) {
    let stream = try SourceText.stream(content, encoding)
    var text: [UInt8] = []
    let step = min(limit, 1 << 18)
    while text.count < limit || text.count < longestHead && !isTelling(text) {
      let start = text.count
      text += [UInt8](repeating: 0, count: step)
      let count = try stream.read(into: &text, from: start, count: step)
      text.removeLast(step - count)
      if count == 0 { return (text, true) }
    }
    return (text, false)
  }

  /// The decoded text of a source from its start.
  package static func stream(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, observer: SurveyObserver? = nil
  ) throws(Failure) -> TextStream {
    try TextStream(
      content.stream(observer: observer), encoding: encoding.encoding, repair: encoding.needsRepair,
      locator: content.source.locator)
  }
}
