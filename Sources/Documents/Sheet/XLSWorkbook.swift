internal import Records
internal import Synchronization

/// A workbook as Excel 5 to 2003 wrote it ([MS-XLS]), held whole.
final class XLSWorkbook: Sendable {
  static let mediaType = "application/vnd.ms-excel"

  /// The stream of records.
  let bytes: [UInt8]
  let strings: SharedStrings
  let formats: [NumberFormat]
  let dates: DateSystem
  /// Before Excel 97: other texts.
  let isOld: Bool
  private let sheets: [Workbook.Sheet]
  private let starts: [Int]

  private init(_ content: SourceContent) throws(Failure) {
    let locator = content.source.locator
    let file = try CompoundFile(content)
    var records = try file.stream("Workbook")
    if records == nil { records = try file.stream("Book") }
    guard let stream = records else {
      if try file.stream("EncryptedPackage") != nil { throw Workbook.isProtected(locator) }
      throw Failure(
        .badData,
        "this is an office document without sheets: save its text or its tables by themselves",
        at: Place(locator))
    }
    bytes = stream
    var globals = XLSGlobals()
    try globals.read(stream, locator: locator)
    strings = globals.strings
    formats = globals.formats
    dates = globals.dates
    isOld = globals.isOld
    sheets = globals.sheets
    starts = globals.starts
  }

  /// What was read last is kept: the sheets of a workbook are read one after the other.
  private static let last = Mutex<(identity: SourceContent.Identity, workbook: XLSWorkbook)?>(nil)

  static func workbook(_ content: SourceContent) throws(Failure) -> XLSWorkbook {
    let identity = content.identity
    if let known = last.withLock({ $0?.identity == identity ? $0?.workbook : nil }) { return known }
    let workbook = try XLSWorkbook(content)
    last.withLock { $0 = (identity, workbook) }
    return workbook
  }

  /// The sheets in the order of their tabs.
  static func sheets(_ content: SourceContent) throws(Failure) -> [Workbook.Sheet] {
    try workbook(content).sheets
  }

  /// Where the records of a sheet start.
  func start(of sheet: Workbook.Sheet) -> Int { starts[sheet.index] }

  /// The format of the cells of a style.
  func format(_ style: Int) -> NumberFormat {
    style < formats.count ? formats[style] : .general
  }
}

/// What stands before the sheets of an xls workbook and holds for all of them.
struct XLSGlobals {
  private(set) var strings = SharedStrings()
  private(set) var formats: [NumberFormat] = []
  private(set) var dates = DateSystem.from1900
  private(set) var isOld = false
  private(set) var sheets: [Workbook.Sheet] = []
  private(set) var starts: [Int] = []

  private var codes: [Int: NumberFormat] = [:]
  private var styles: [Int] = []
  /// Fonts whose text is raised, by their number: there is no number 4.
  private var raised: Set<Int> = []
  private var fonts = 0

  mutating func read(_ bytes: [UInt8], locator: String) throws(Failure) {
    var records = BIFFRecords(bytes)
    guard let first = records.next(), first.kind == 0x0809 else {
      throw Failure(
        .badData, "the workbook is of a version before Excel 5, or damaged: save it as xlsx",
        at: Place(locator))
    }
    isOld = records.number(first, 0, 2) < 0x0600
    reading: while let record = records.next() {
      switch record.kind {
      case 0x000A: break reading
      case 0x002F: throw Workbook.isProtected(locator)
      case 0x0022: dates = records.number(record, 0, 2) == 1 ? .from1904 : .from1900
      case 0x0031:
        if fonts == 4 { fonts += 1 }
        if records.number(record, 8, 2) == 1 { raised.insert(fonts) }
        fonts += 1
      case 0x041E:
        var text = BIFFText(record, from: 2, records, isOld: isOld)
        let code = text.next(width: isOld ? 1 : 2) ?? []
        codes[records.number(record, 0, 2)] = NumberFormat(
          code: String(decoding: code, as: UTF8.self))
      case 0x00E0: styles.append(records.number(record, 2, 2))
      case 0x0085: addSheet(record, records)
      case 0x00FC: readStrings(record, records)
      default: break
      }
    }
    formats = styles.map { codes[$0] ?? NumberFormat(builtIn: $0) }
  }

  private mutating func addSheet(_ record: BIFFRecords.Record, _ records: BIFFRecords) {
    let kind = records.number(record, 5, 1)
    // Macros have a tab, and nobody's figures.
    guard kind == 0 || kind == 2 else { return }
    var text = BIFFText(record, from: 6, records, isOld: isOld)
    let name = String(decoding: text.next(width: 1) ?? [], as: UTF8.self)
    sheets.append(
      Workbook.Sheet(
        name: name, index: sheets.count, isHidden: records.number(record, 4, 1) & 3 != 0,
        hasCells: kind == 0))
    starts.append(records.number(record, 0, 4))
  }

  private mutating func readStrings(_ record: BIFFRecords.Record, _ records: BIFFRecords) {
    var texts = BIFFText(record, from: 8, records)
    for _ in 0..<records.number(record, 4, 4) {
      guard let text = texts.next(width: 2, raised: raised) else { return }
      strings.append(text)
    }
  }
}
