public import Articles
public import Documents
public import Records
public import Text

/// A part of an extracted document: what reading the document itself would have given.
public enum ExtractedPart: Sendable {
  /// An article before its sentences: what it is, its text, and lines that are not read by rule.
  case article(SourceDescription, text: [UInt8], passed: [String: Int])
  /// What it states.
  case section(ArticleSection)
  /// A table of statistics begins.
  case statistics
  /// A table of other rows begins; its name may be empty.
  case rows(name: String, [RecordColumn])
  case observations(ObservationBatch)
  case records(FieldBatch)
  /// A sheet that was passed over as a whole.
  case passed(PassedSheet)
}

/// Reads what `tally extract` wrote of one document, as if the document itself were read.
///
/// Every line is checked: that it is whole, that it follows the one before it, that its quote
/// stands in the text. A document of which a line is damaged or missing is refused as a whole, so
/// that what is loaded under a checksum is always all of it.
public struct ExtractedReader {
  /// What the document's last record says.
  public let source: ExtractedSource
  private let document: ExtractedDocument
  private var lines: LineReader
  private var members = JSONMembers()
  private var codes: ExtractedCodes
  /// The line that is read, and how many records came.
  private var number: Int
  private var records = 0
  private var periods: [String: TimePeriod] = [:]
  private var article: ExtractedArticle?
  private var table = ExtractedTable()
  private var ready: [ExtractedPart] = []
  private var isDone = false

  /// A reader from the document's first line.
  ///
  /// - Parameters:
  ///   - locator: what the document is called in the warehouse.
  ///   - vocabulary: where its codes are looked up.
  /// - Throws: a `Failure` where its last record is damaged.
  public init(
    _ document: ExtractedDocument, locator: String, vocabulary: Vocabulary
  ) throws(Failure) {
    source = try ExtractedSource(document, locator: locator)
    lines = try document.file.lines(from: document.offset, length: document.length)
    codes = ExtractedCodes(vocabulary, locator: document.locator)
    number = document.line - 1
    self.document = document
  }

  /// The next part; `nil` after the last.
  ///
  /// - Throws: a `Failure` of kind `badData` that names the line and the column of what is wrong.
  public mutating func next() throws(Failure) -> ExtractedPart? {
    while ready.isEmpty, !isDone { try readLine() }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  private mutating func readLine() throws(Failure) {
    // The reader of lines gets back what it lent before it reads on.
    members.forget()
    guard let line = try lines.next() else {
      throw Failure(
        .inputOutput, "the file changed while it was read: try again",
        at: Place(document.locator))
    }
    number += 1
    guard line.contains(where: { $0 > 0x20 }) else { return }
    codes.line = number
    do throws(JSONMembers.Fault) {
      try members.read(line)
      try take()
    } catch {
      throw error.failure(of: line, Place(document.locator, line: number))
    }
  }

  /// Takes one record.
  private mutating func take() throws(JSONMembers.Fault) {
    let kind = try members.required(members.text("record"), "record")
    if kind == "end" { return }
    guard try members.text("document") == document.name else {
      throw members.fault("document", "expected a record of \(document.name)")
    }
    switch kind {
    case "source": return try finish()
    case "article": try begin()
    case "sentence", "claim", "mention":
      guard article != nil else { throw members.fault("record", "no record article came before") }
      if kind == "sentence" { try article?.sentence(&members) }
      if kind == "claim" { try article?.claim(&members, periods: periods, &codes) }
      if kind == "mention" { try article?.mention(&members, &codes) }
    case "period": try period()
    case "table": try open()
    case "series": try table.series(&members, &codes)
    case "observation": try table.observation(&members, periods: periods)
    case "row": try table.row(&members)
    case "reject": try reject()
    default: throw members.fault("record", "there is no record \(kind)")
    }
    records += 1
    keep(codes.unknown)
    codes.unknown = []
    if let block = table.block(isLast: false) { ready.append(block) }
  }

  private mutating func begin() throws(JSONMembers.Fault) {
    guard article == nil, source.description.kind == .article else {
      throw members.fault("record", "expected no article here")
    }
    var text: [UInt8] = []
    guard try members.append("text", to: &text) else {
      throw members.fault("text", "expected a text")
    }
    article = ExtractedArticle(text: text)
    ready.append(.article(source.description, text: text, passed: source.accounting.passed))
  }

  private mutating func open() throws(JSONMembers.Fault) {
    if let block = table.block(isLast: true) { ready.append(block) }
    if let columns = try table.open(&members) {
      ready.append(.rows(name: try members.text("name") ?? "", columns))
    } else {
      ready.append(.statistics)
    }
  }

  private mutating func period() throws(JSONMembers.Fault) {
    let name = try members.required(members.text("period"), "period")
    let frequency = try members.choice("frequency", of: TimePeriod.Frequency.self)
    guard let period = TimePeriod(name, frequency: frequency),
      try members.text("first_day") == period.first.description,
      try members.text("last_day") == period.last.description
    else { throw members.fault("period", "expected a period with its first and last day") }
    periods[name] = period
    table.period(period, name)
  }

  private mutating func reject() throws(JSONMembers.Fault) {
    let lines = try members.integer("line")
    let column = try members.integer("column")
    let code = try members.required(members.text("code"), "code")
    let message = try members.required(members.text("message"), "message")
    var reject = Reject(
      line: lines, column: column, code: code, message: message, raw: try members.text("raw"))
    // What lies beside the document is called after it.
    reject.locator = try members.text("locator").map { locator in
      locator.hasPrefix(document.name)
        ? source.description.locator + locator.dropFirst(document.name.count) : locator
    }
    keep([reject])
  }

  private mutating func keep(_ rejects: [Reject]) {
    guard !rejects.isEmpty else { return }
    if article != nil {
      article?.rejects += rejects
    } else {
      table.reject(rejects)
    }
  }

  /// The last record came: everything must be there.
  private mutating func finish() throws(JSONMembers.Fault) {
    guard records == source.records else {
      throw members.fault(
        "records", "expected \(source.records) records before it, found \(records)")
    }
    isDone = true
    if let article {
      ready.append(.section(article.section))
    } else if let block = table.block(isLast: true) {
      ready.append(block)
    }
    guard article == nil, !table.isOpen else { return }
    guard source.description.kind == .record, source.reading == nil else {
      throw members.fault("record", "the document has neither an article nor a table")
    }
    ready.append(.passed(PassedSheet(source.description, source.accounting)))
  }
}
