public import Records

/// One document or data set before it is read: a file, a member of an archive, standard input, or
/// bytes in memory.
public struct Source: Hashable, Sendable {
  /// Where the bytes come from.
  public indirect enum Origin: Hashable, Sendable {
    /// A file; gzip is read through.
    case file(path: String)
    /// A file inside a zip archive, by where it starts: two may have one name.
    case member(archive: String, name: String, header: Int)
    /// A table inside a page.
    case pageTable(PageTable)
    /// A sheet of a workbook.
    case sheet(Workbook, Workbook.Sheet)
    /// A document of which the records are there in place of itself.
    case extracted(ExtractedDocument)
    /// What a pipe or device gave, read to its end.
    case pipe(PipeCopy, path: String)
    /// Standard input.
    case standardInput
    /// Bytes that the caller holds.
    case memory([UInt8])
  }

  /// Where the bytes come from.
  public var origin: Origin
  /// Path or URL as it is recorded: `archive.zip#folder/table.csv` for a member,
  /// `workbook.xlsx#Sheet` for a sheet, `-` for standard input.
  public var locator: String

  /// No source unpacks to more bytes.
  public var longestExpanded = FindingOptions.usualExpanded

  /// A source with a locator of its own.
  public init(_ origin: Origin, locator: String) {
    self.origin = origin
    self.locator = locator
  }

  /// A source that is called after its origin.
  public init(_ origin: Origin) {
    let locator =
      switch origin {
      case .file(let path), .pipe(_, let path): path
      case .member(let archive, let name, _): archive + "#" + name
      case .sheet(let workbook, let sheet): workbook.file.locator + "#" + sheet.name
      case .pageTable(let table): table.page.locator + "#table-\(table.number)"
      case .extracted(let document): document.name
      case .standardInput, .memory: "-"
      }
    self.init(origin, locator: locator)
  }

  /// The base name without folder, such as `table.csv`; empty for standard input.
  public var fileName: String {
    let path =
      switch origin {
      case .file(let path): path
      case .pipe(_, let path): path == "-" ? "" : path
      case .member(_, let name, _): name
      case .sheet(let workbook, _): workbook.file.fileName
      case .pageTable(let table): table.page.fileName
      case .extracted, .standardInput, .memory: locator == "-" ? "" : locator
      }
    return String(path.split(separator: "/").last ?? "")
  }

  /// How metadata beside it name it: the base name, and of a sheet its own name as a fragment.
  public var metadataName: String {
    if case .sheet(_, let sheet) = origin { return fileName + "#" + sheet.name }
    return fileName
  }

  /// The file beside which metadata of it stand: itself, or the workbook of which it is the only
  /// sheet; `nil` where it is no file.
  ///
  /// - Throws: a `Failure` of kind `usage` where the workbook has other sheets.
  public func metadataOwner() throws(Failure) -> String? {
    switch origin {
    case .file(let path): return path
    case .sheet(let workbook, _):
      guard case .file(let path) = workbook.file.origin else { return nil }
      guard try workbook.sheets().count(where: \.hasCells) == 1 else {
        throw Failure(
          .usage, "--write-metadata: expected a workbook of one sheet",
          at: Place(workbook.file.locator))
      }
      return path
    default: return nil
    }
  }

  /// The base name without its extensions, such as `table` for `table.csv.gz`.
  public var baseName: String {
    var name = fileName[...]
    while let dot = name.lastIndex(of: "."), dot > name.startIndex,
      name.distance(from: dot, to: name.endIndex) <= 5
        || Source.knownExtensions.contains(String(name[dot...]))
    {
      name = name[..<dot]
    }
    if case .sheet(_, let sheet) = origin { return name + "_" + sheet.name }
    if case .pageTable(let table) = origin { return name + "_table_\(table.number)" }
    return String(name)
  }

  /// The last extension in lower case, `gz` passed over: `csv` for `Table.CSV.gz`; empty where
  /// there is none.
  public var fileExtension: String {
    var parts = fileName.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 2, parts.last == "gz" { parts.removeLast() }
    return parts.count > 1 ? String(parts[parts.count - 1]) : ""
  }

  private static let knownExtensions: Set<String> = [".markdown", ".ndjson", ".xhtml"]
}
