internal import Glibc
public import Records

/// Finds the sources that paths name: files, folders with everything below them, members of
/// archives, `-`.
///
/// Of a folder regular files are taken, no pipes and devices, and no links unless it is asked for:
/// a link may lead to what is nobody's business. What is named is taken as it is.
public struct SourceFinder {
  /// What was found.
  public struct Found: Sendable {
    /// The sources, each path's in the order of their names.
    public var sources: [Source] = []
    /// Paths that cannot be read.
    public var failures: [Failure] = []
    /// Documents in files of records that were refused when they were read, by their names there.
    public var refusals: [Failure] = []
    /// What stands in a folder and is no source, with the reason.
    public var passedOver: [(path: String, reason: String)] = []
  }

  private let options: FindingOptions
  private var found = Found()
  /// Claims of articles that were named themselves.
  private var namedClaims: [String] = []

  /// Finds everything that the paths name; hidden files and folders are passed over unless they are
  /// named.
  public static func find(_ paths: [String], _ options: FindingOptions = FindingOptions()) -> Found
  {
    var finder = SourceFinder(options: options)
    for path in paths {
      if let copy = options.pipes.copy(of: path) {
        switch copy {
        case .success(let copy): finder.addSheets(or: .pipe(copy, path: path))
        case .failure(let failure): finder.found.failures.append(failure)
        }
      } else if path == "-" {
        finder.add(.standardInput)
      } else {
        var seen: Set<FileIdentity> = []
        finder.visit(path, isNamed: true, &seen)
      }
    }
    finder.refuseClaimsAlone()
    return finder.found
  }

  private init(options: FindingOptions) { self.options = options }

  private mutating func add(
    _ origin: Source.Origin, splitsPages: Bool = true, mayHoldRecords: Bool = true
  ) {
    let source = source(origin)
    if splitsPages, mayHoldRecords, addDocuments(of: source) { return }
    found.sources.append(source)
    guard splitsPages, options.splitsPages else { return }
    for table in PageTable.all(of: source) {
      found.sources.append(self.source(.pageTable(table)))
    }
  }

  /// Adds the documents of a file of records; `false` of what is none.
  private mutating func addDocuments(of source: Source) -> Bool {
    guard options.extracted != .never,
      let file = try? ExtractedFile(source, isTold: options.extracted == .always)
    else { return false }
    do throws(Failure) {
      let contents = try file.contents()
      found.failures += contents.failures
      found.refusals += contents.refusals
      found.sources += contents.documents.map { self.source(.extracted($0)) }
    } catch {
      found.failures.append(error)
    }
    return true
  }

  private func source(_ origin: Source.Origin) -> Source {
    var source = Source(origin)
    source.longestExpanded = options.longestExpanded
    return source
  }

  /// Adds the sheets of a workbook, or what is none as it is.
  private mutating func addSheets(or origin: Source.Origin) {
    let file = source(origin)
    do throws(Failure) {
      guard let workbook = try Workbook(file) else { return add(origin) }
      for sheet in try workbook.sheets() {
        if sheet.hasCells {
          add(.sheet(workbook, sheet))
        } else {
          pass(file.locator + "#" + sheet.name, "a chart, which has no cells")
        }
      }
    } catch {
      found.failures.append(error)
    }
  }

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private mutating func visit(_ path: String, isNamed: Bool, _ seen: inout Set<FileIdentity>) {
    var status = stat()
    // Both calls fill the structure that they are given.
    if !isNamed, !options.followsLinks, unsafe lstat(path.systemPath, &status) == 0,
      status.st_mode & S_IFMT == S_IFLNK
    {
      return pass(path, "a link, which is not followed (--follow-links)")
    }
    guard unsafe stat(path.systemPath, &status) == 0 else {
      found.failures.append(SystemError.failure("read it", at: path))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      // A link back to a folder above would go round for ever.
      guard
        seen.insert(FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
          .inserted
      else {
        return
      }
      do throws(Failure) {
        for name in try SourceFinder.names(in: path) where !MetadataFile.isMetadata(name) {
          visit(path.hasSuffix("/") ? path + name : path + "/" + name, isNamed: false, &seen)
        }
      } catch {
        found.failures.append(error)
      }
    case S_IFREG: visit(file: path, isNamed: isNamed)
    default:
      // What is read once only is not looked into first.
      if isNamed {
        add(.file(path: path), splitsPages: false)
      } else {
        pass(path, "a pipe, a device or a socket")
      }
    }
  }

  private mutating func visit(file path: String, isNamed: Bool) {
    if ClaimsFile.isClaims(path) {
      if isNamed { namedClaims.append(path) }
      return pass(path, "the claims of an article, which are read with it")
    }
    if let reason = options.exclusion(path) {
      guard isNamed else { return pass(path, reason) }
      found.failures.append(Failure(.badData, "this is no source: \(reason)", at: Place(path)))
      return
    }
    let start = ZipArchive.start(of: path)
    if start == CompoundFile.magic { return addSheets(or: .file(path: path)) }
    guard start.starts(with: ZipArchive.magic) else {
      // Nearly all files show by their first byte that they are no records.
      let mayHoldRecords =
        options.extracted == .always || [UInt8(ascii: "{"), 0x1F, 0x20].contains(start.first)
      return add(.file(path: path), mayHoldRecords: mayHoldRecords)
    }
    do throws(Failure) {
      let archive = try ZipArchive(path: path)
      if archive.isOffice { return addSheets(or: .file(path: path)) }
      var total = 0
      let names = Set(archive.members.map(\.name))
      for member in archive.members {
        if let article = ClaimsFile.article(of: member.name),
          names.contains(article) || article.split(separator: "/").last?.contains(".") ?? false
        {
          pass(path + "#" + member.name, "the claims of an article, which are read with it")
          continue
        }
        let (sum, isOver) = total.addingReportingOverflow(member.bytes)
        guard !isOver, sum <= options.longestExpanded else {
          refuse(
            path, member.name,
            "the archive unpacks to more than \(options.longestExpanded) bytes with it: refused, unless --max-expanded says more"
          )
          continue
        }
        total = sum
        addSheets(or: .member(archive: path, name: member.name, header: member.header))
      }
      for (name, reason) in archive.refused { refuse(path, name, reason) }
    } catch {
      found.failures.append(error)
    }
  }

  /// Claims that were named by a pattern go with their article; who names nothing else is told.
  private mutating func refuseClaimsAlone() {
    guard found.sources.isEmpty, found.failures.isEmpty, let path = namedClaims.first else {
      return
    }
    let article = ClaimsFile.article(of: path) ?? path
    found.failures.append(
      Failure(
        .badData, "these are the claims of an article: name the article, \(article)",
        at: Place(path)))
  }

  private mutating func refuse(_ archive: String, _ name: String, _ reason: String) {
    found.failures.append(Failure(.badData, reason, at: Place(archive + "#" + name)))
  }

  private mutating func pass(_ path: String, _ reason: String) {
    found.passedOver.append((path, reason))
  }

  /// The visible names in a folder, in the order of their bytes: the same on every machine.
  private static func names(in folder: String) throws(Failure) -> [String] {
    guard let directory = unsafe opendir(folder.systemPath) else {
      throw SystemError.failure("read the folder", at: folder)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      // `d_name` ends with a NUL inside the entry, which is valid until the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe SystemPath.text($0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
