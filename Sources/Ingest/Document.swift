public import Documents
public import Records
public import Tables
public import Text

/// A source whose encoding is known and which was told to be an article or a table.
public enum Document {
  /// Text in sentences, as UTF-8 without a byte order mark.
  case article(text: [UInt8], SourceDescription)
  /// Statistics or other records.
  case table(Table)

  /// A sheet of a workbook that is no table.
  case passed(PassedSheet)

  /// Opens a source as what it is, or as what the options say.
  ///
  /// - Throws: a `Failure` of kind `badData` where it is empty, binary, or of an encoding that does
  ///   not exist.
  public init(
    _ content: SourceContent, _ survey: Survey, vocabulary: Vocabulary,
    options: ReadingOptions = ReadingOptions()
  ) throws(Failure) {
    let source = content.source
    let metadata = try content.metadata?.metadata(of: source)
    let options = options.obeying(metadata)
    if let passed = PassedSheet(content), options.kind == nil {
      self = .passed(passed)
      return
    }
    guard survey.bytes > 0 else {
      throw Failure(
        .badData, "the file is empty: expected an article or a table", at: Place(source.locator))
    }
    if options.kind == nil || options.isKindGuessed {
      try FileKinds.refuse(survey, vocabulary, locator: source.locator)
      if metadata == nil { try FileKinds.refuse(source, vocabulary) }
    }
    let encoding = try SourceText.encoding(content, survey, options)
    let head = try SourceText.head(content, encoding, limit: 1 << 18)
    guard head.text.contains(where: { $0 > 0x20 }) else {
      throw Failure(
        .badData,
        head.isWhole
          ? "the file holds only blanks: expected an article or a table"
          : "the first \(SourceText.longestHead >> 20) MB of the file are blank: take them away",
        at: Place(source.locator))
    }
    let claims = options.kind == nil || options.kind == .article ? content.claims : nil
    if claims == nil,
      let table = try Table(
        format: content, encoding: encoding, head: head.text, isWhole: head.isWhole,
        bytes: survey.bytes, vocabulary: vocabulary, options: options, metadata: metadata)
    {
      self = .table(table)
      return
    }
    // Who writes claims beside a file says that it is an article.
    if claims != nil || Document.isArticle(source, head.text, head.isWhole, options) {
      if options.kind == nil || options.isKindGuessed, !SourceText.isPage(source, head.text) {
        try ForeignText(vocabulary).refuse(head.text, locator: source.locator)
      }
      var text = head.isWhole ? head.text : try SourceText.article(content, encoding, survey.bytes)
      var description = SourceDescription(kind: .article, locator: source.locator)
      description.title = options.title
      description.publisher = options.publisher
      description.published = options.published
      description.encoding = encoding.encoding.name
      description.claims = claims
      description.mediaType =
        ["md", "markdown"].contains(source.fileExtension) ? "text/markdown" : "text/plain"
      if SourceText.isPage(source, head.text) {
        description.mediaType = "text/html"
        text = try Document.read(page: text, vocabulary, &description)
      }
      self = .article(text: text, description)
      return
    }
    let (text, isWhole) = (head.text, head.isWhole)
    var told = options
    if case .pageTable(let table) = source.origin {
      let page = try table.metadata(vocabulary)
      told.publisher = told.publisher ?? page.publisher
      told.published = told.published ?? page.published
    }
    self = .table(
      try Table(
        content, encoding: encoding, head: text, isWhole: isWhole, vocabulary: vocabulary,
        options: told,
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

  // MARK: Article or table

  private static let articleExtensions: Set = ["md", "markdown"]

  static func isArticle(
    _ source: Source, _ text: [UInt8], _ isWhole: Bool, _ options: ReadingOptions
  ) -> Bool {
    if let kind = options.kind { return kind == .article }
    if options.hasMetadata { return false }
    switch source.origin {
    case .sheet, .pageTable: return false
    default: break
    }
    if SourceText.tableExtensions.contains(source.fileExtension) { return false }
    if articleExtensions.contains(source.fileExtension) || SourceText.isPage(source, text) {
      return true
    }
    // Text files and pipes hold either: rows of a table have the same number of cells, and most
    // cells are short.
    let decision = Dialect.decide(text, isWhole: isWhole)
    guard decision.rows >= 2, decision.columns >= 2 else { return true }
    // Tabs between cells, from the first line on, are those of a table, whatever notes follow it.
    if decision.dialect.delimiter == UInt8(ascii: "\t"), decision.columns >= 3,
      opensWithRows(text, of: decision.columns)
    {
      return false
    }
    let averageCell = Double(text.count) / Double(max(1, decision.rows * decision.columns))
    return decision.consistency < 0.8 || averageCell > 60
      || decision.dialect.delimiter == UInt8(ascii: ",") && readsAsSentences(text)
  }

  /// Whether the first three lines of a text at least, and a third of all, are cells between tabs.
  private static func opensWithRows(_ text: [UInt8], of columns: Int) -> Bool {
    let lines = text.split { $0 == 0x0A || $0 == 0x0D }
    func isRow(_ line: ArraySlice<UInt8>) -> Bool { line.count { $0 == 0x09 } == columns - 1 }
    return lines.count >= 3 && lines.prefix(3).allSatisfy(isRow)
      && lines.count(where: isRow) * 3 >= lines.count
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
