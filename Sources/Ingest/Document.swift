public import Records

/// A source whose encoding is known and which was told to be an article or a table.
public enum Document {
  /// Text in sentences, as UTF-8 without a byte order mark.
  case article(text: [UInt8], SourceDescription)
  /// Statistics or other records.
  case table(Table)

  /// Opens a source as what it is, or as what the options say.
  ///
  /// - Throws: a `Failure` of kind `badData` where it is empty, binary, or of an encoding that does
  ///   not exist.
  public init(
    _ content: SourceContent, _ survey: Survey, vocabulary: Vocabulary,
    options: ReadingOptions = ReadingOptions()
  ) throws(Failure) {
    let source = content.source
    let metadata = try content.metadata?.metadata(of: source.fileName)
    let options = options.obeying(metadata)
    guard survey.bytes > 0 else {
      throw Failure(
        .badData, "the file is empty: expected an article or a table", at: Place(source.locator))
    }
    let encoding = try Document.encoding(content, survey, options)
    let head = try Document.head(content, encoding, limit: 1 << 18)
    guard head.text.contains(where: { $0 > 0x20 }) else {
      throw Failure(
        .badData, "the file holds only blanks: expected an article or a table",
        at: Place(source.locator))
    }
    if Document.isArticle(source, head.text, head.isWhole, options) {
      var text =
        head.isWhole
        ? head.text : try Document.head(content, encoding, limit: Document.longestArticle).text
      var description = SourceDescription(kind: .article, locator: source.locator)
      description.title = options.title
      description.publisher = options.publisher
      description.published = options.published
      description.encoding = encoding.encoding.name
      description.mediaType =
        ["md", "markdown"].contains(source.fileExtension) ? "text/markdown" : "text/plain"
      if Document.isPage(source, head.text) {
        description.mediaType = "text/html"
        text = try Document.read(page: text, vocabulary, &description)
      }
      self = .article(text: text, description)
      return
    }
    let (text, isWhole) = (head.text, head.isWhole)
    self = .table(
      try Table(
        content, encoding: encoding, head: text, isWhole: isWhole, vocabulary: vocabulary,
        options: options,
        metadata: metadata))
  }

  /// Takes the article out of a page, and what the page says about it where the options do not.
  private static func read(
    page: [UInt8], _ vocabulary: Vocabulary, _ description: inout SourceDescription
  ) throws(Failure) -> [UInt8] {
    let page = try PageReader(vocabulary).read(page)
    guard page.text.contains(where: { $0 > 0x20 }) else {
      throw Failure(
        .badData, "the page holds no text: expected an article", at: Place(description.locator))
    }
    description.title = description.title ?? page.metadata.title
    description.publisher = description.publisher ?? page.metadata.publisher
    description.published = description.published ?? page.metadata.published
    description.language = page.metadata.language
    return page.text
  }

  /// No article is longer; what is, was told to be one by mistake.
  private static let longestArticle = 64 << 20

  static func encoding(
    _ content: SourceContent, _ survey: Survey, _ options: ReadingOptions
  ) throws(Failure) -> EncodingDetector.Decision {
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
      try Document.sample(content)
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
    var head = [UInt8](repeating: 0, count: 4096)
    head.removeLast(
      head.count - (try content.stream().read(into: &head, from: 0, count: head.count)))
    guard isPage(content.source, head), let encoding = PageCharset.declared(in: head) else {
      return nil
    }
    // A page of ASCII only is the same in every encoding, but for those that escape.
    guard encoding != .utf8, !isPlain || survey.evidence.controls > 0 else { return nil }
    return EncodingDetector.Decision(
      encoding: encoding, reason: "the page declares it", needsRepair: true)
  }

  /// By its name, or by how it starts.
  private static func isPage(_ source: Source, _ head: [UInt8]) -> Bool {
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

  static func head(
    _ content: SourceContent, _ encoding: EncodingDetector.Decision, limit: Int
  ) throws(Failure) -> (text: [UInt8], isWhole: Bool) {
    let stream = try Table.text(content, encoding)
    var text: [UInt8] = []
    let step = min(limit, 1 << 18)
    while text.count < limit {
      let start = text.count
      text += [UInt8](repeating: 0, count: step)
      let count = try stream.read(into: &text, from: start, count: step)
      text.removeLast(step - count)
      if count == 0 { return (text, true) }
    }
    return (text, false)
  }

  // MARK: Article or table

  private static let tableExtensions: Set = ["csv", "tsv", "tab", "xls", "dat", "psv"]
  private static let pageExtensions: Set = ["html", "htm", "xhtml", "shtml"]
  private static let articleExtensions: Set = ["md", "markdown"]

  static func isArticle(
    _ source: Source, _ text: [UInt8], _ isWhole: Bool, _ options: ReadingOptions
  ) -> Bool {
    if let kind = options.kind { return kind == .article }
    if options.hasMetadata { return false }
    if tableExtensions.contains(source.fileExtension) { return false }
    if articleExtensions.contains(source.fileExtension) || isPage(source, text) { return true }
    // Text files and pipes hold either: rows of a table have the same number of cells, and most
    // cells are short.
    let decision = Dialect.decide(text, isWhole: isWhole)
    guard decision.rows >= 2, decision.columns >= 2 else { return true }
    let averageCell = Double(text.count) / Double(max(1, decision.rows * decision.columns))
    return decision.consistency < 0.8 || averageCell > 60
      || decision.dialect.delimiter == UInt8(ascii: ",") && readsAsSentences(text)
  }

  /// Whether most lines of a text end a sentence and most commas in it are followed by a blank, as
  /// in prose.
  ///
  /// Sentences of one pattern, a line each, have the same number of commas and would pass for rows.
  private static func readsAsSentences(_ text: [UInt8]) -> Bool {
    let ends: Set<UInt8> = [".", "!", "?", "\"", ")"].reduce(into: []) {
      $0.insert(UInt8(ascii: $1))
    }
    var (lines, sentences, commas, loose) = (0, 0, 0, 0)
    for line in text.prefix(1 << 16).split(separator: 0x0A) {
      guard let last = line.last(where: { $0 > 0x20 }) else { continue }
      lines += 1
      if ends.contains(last), line.count > 30 { sentences += 1 }
      for (index, byte) in zip(line.indices, line) where byte == UInt8(ascii: ",") {
        commas += 1
        if index + 1 == line.endIndex || line[index + 1] == 0x20 { loose += 1 }
      }
    }
    return sentences * 2 > lines && loose * 10 > commas * 9
  }
}
