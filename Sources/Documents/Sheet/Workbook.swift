internal import Records

/// A file of sheets: xlsx, ods or xls.
public struct Workbook: Hashable, Sendable {
  /// How a workbook is written.
  enum Format: Hashable, Sendable { case xlsx, ods, xls }

  /// One of its sheets.
  public struct Sheet: Hashable, Sendable {
    /// As on its tab.
    var name: String
    /// Its place among the sheets, from 0.
    var index = 0
    /// The part of an archive that holds it.
    var part = ""
    var isHidden = false
    /// The names of the first sheets, if they are others.
    var siblings: Set<String> = []
    /// Charts have a tab as well.
    var hasCells = true
  }

  /// The IANA media types of workbooks.
  public static let mediaTypes: Set = [
    XLSXWorkbook.mediaType, ODSWorkbook.mediaType, XLSWorkbook.mediaType,
  ]

  /// Where its bytes come from.
  let file: Source
  private let format: Format

  /// What members of archives are called that are workbooks: they are not opened to find out.
  private static let extensions: Set = ["xlsx", "xlsm", "xltx", "ods", "ots", "xls", "xlt"]

  /// The workbook that a file is by its first bytes; `nil` where it is none.
  ///
  /// - Throws: a `Failure` where it is another office document, or cannot be opened.
  init?(_ file: Source) throws(Failure) {
    if case .member = file.origin, !Workbook.extensions.contains(file.fileExtension) { return nil }
    if case .memory = file.origin { return nil }
    if case .file(let path) = file.origin, Pipes.isPipe(path) { return nil }
    self.file = file
    let content = try SourceContent(file)
    var start = [UInt8](repeating: 0, count: 8)
    guard try content.stream().read(into: &start, from: 0, count: 8) >= 4 else { return nil }
    if start.starts(with: ZipArchive.magic) {
      guard let format = try OfficeArchive(Workbook.open(content)).format() else { return nil }
      self.format = format
    } else if start == CompoundFile.magic {
      format = .xls
    } else {
      return nil
    }
  }

  static func isProtected(_ locator: String) -> Failure {
    Failure(
      .badData, "the workbook is protected by a password: save it without one", at: Place(locator))
  }

  /// Its bytes, to be read from any offset.
  private static func open(_ content: SourceContent) throws(Failure) -> SourceContent {
    content.isPlain ? content : try SourceContent(unpacking: content)
  }

  /// The sheets in the order of their tabs.
  ///
  /// - Throws: a `Failure` where it is damaged or protected.
  func sheets() throws(Failure) -> [Sheet] {
    let content = try Workbook.open(SourceContent(file))
    let sheets =
      switch format {
      case .xlsx: try XLSXWorkbook.sheets(OfficeArchive(content)).sheets
      case .ods: try ODSWorkbook.sheets(OfficeArchive(content))
      case .xls: try XLSWorkbook.sheets(content)
      }
    guard !sheets.isEmpty else {
      throw Failure(.badData, "the workbook has no sheets", at: Place(file.locator))
    }
    // Contents come first.
    let names = Set(sheets.prefix(2).map(\.name))
    return sheets.map { sheet in
      var sheet = sheet
      sheet.siblings = names.subtracting([sheet.name])
      return sheet
    }
  }

  /// The cells of a sheet as text, and what else is known of it.
  func read(_ sheet: Sheet, locator: String, longest: Int) throws(Failure) -> (Spool, SheetFacts) {
    let content = try Workbook.open(SourceContent(file))
    var text = SheetText(locator: locator, longest: longest)
    text.names = sheet.siblings
    switch format {
    case .xlsx: return try XLSXSheet.read(sheet, of: OfficeArchive(content), into: text)
    case .ods: return try ODSSheet.read(sheet, of: OfficeArchive(content), into: text)
    case .xls: return try XLSSheet.read(sheet, of: content, into: text)
    }
  }
}
