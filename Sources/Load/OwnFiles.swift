internal import Glibc
internal import Records
internal import Storage
internal import Synchronization

/// What belongs to a warehouse and is no source of it: the file itself with what SQLite and Tally
/// keep beside it, what it exported and reported, its configuration.
final class OwnFiles: Sendable {
  private let folder: String
  /// The files of the warehouse, by device and number.
  private let files: Set<[UInt64]>
  /// By this the warehouse's manifests name it.
  private let identity: String
  /// Where exports and reports that were noted went.
  private let targets: Set<String>
  /// Files that were added to the vocabulary.
  private let vocabulary: Set<String>
  /// For each folder what its manifest lists; `nil` where it has none of ours.
  private let listed = Mutex<[String: Set<String>?]>([:])
  /// The last folder, and what its links lead to: files come folder by folder.
  private let last = Mutex<(folder: String, resolved: String?)?>(nil)

  init(_ connection: borrowing Connection) throws(Failure) {
    var locators = Locators(warehouse: connection.path)
    folder = locators.folder
    var files: Set<[UInt64]> = []
    for suffix in ["", "-wal", "-shm", "-journal", ".lock"] {
      if let file = OwnFiles.file(connection.path + suffix) { files.insert(file) }
    }
    self.files = files
    identity =
      try connection.value("SELECT value FROM setting WHERE name = 'identity'").text ?? ""
    vocabulary = Set(
      try connection.rows("SELECT locator FROM vocabulary_addition WHERE locator IS NOT NULL")
        .compactMap { row in row[0].text.map { locators.path(of: $0) } })
    // Earlier runs of jobs noted paths relative to the configuration, mostly beside the warehouse.
    targets = Set(
      try connection.rows("SELECT DISTINCT target FROM export").compactMap { row in
        row[0].text.map { locators.path(of: locators.locator(of: locators.path(of: $0))) }
      })
  }

  /// Why what makes up the warehouse itself is no source.
  static let warehouse = "the warehouse's own file"

  /// Why a file is no source; `nil` where it may be one.
  func reason(_ path: String) -> String? {
    let (folder, name) = OwnFiles.split(path)
    if let file = OwnFiles.file(path), files.contains(file) { return OwnFiles.warehouse }
    if let resolved = resolved(folder), vocabulary.contains(resolved + "/" + name) {
      return "rows of the vocabulary"
    }
    if name == "tally.yml" { return "the configuration" }
    if name.hasSuffix(".sql"), resolved(folder) == self.folder + "/reports" {
      return "a report of the warehouse"
    }
    if name == "manifest.json" || name.hasSuffix(".manifest.json") {
      return manifest(path) == nil ? nil : "the manifest of an export"
    }
    if isExported(path, folder, name) { return "an export of this warehouse" }
    return isPage(path, name) ? "a page that Tally wrote" : nil
  }

  private func isExported(_ path: String, _ folder: String, _ name: String) -> Bool {
    if let text = manifest(path + ".manifest.json"), OwnFiles.lists(name, text) { return true }
    guard let resolved = resolved(folder) else { return false }
    if targets.contains(resolved + "/" + name) { return true }
    // A manifest in a folder lists what is below it: partitions lie some folders down.
    var (above, relative) = (resolved, name)
    for _ in 0..<8 {
      if list(of: above)?.contains(relative) ?? false { return true }
      let (parent, last) = OwnFiles.split(above)
      guard parent != above, !last.isEmpty else { return false }
      (above, relative) = (parent, last + "/" + relative)
    }
    return false
  }

  /// What the manifest of a folder lists.
  private func list(of folder: String) -> Set<String>? {
    if let known = listed.withLock({ $0[folder] }) { return known }
    var files: Set<String>?
    if let text = manifest(folder + "/manifest.json") {
      let mark = "\"path\": \""
      files = Set(
        text.split(separator: "\n").compactMap { line in
          guard let start = line.firstRange(of: mark)?.upperBound else { return nil }
          return line[start...].firstIndex(of: "\"").map { String(line[start..<$0]) }
        })
    }
    listed.withLock { $0[folder] = .some(files) }
    return files
  }

  private static func lists(_ name: String, _ manifest: String) -> Bool {
    manifest.contains("\"path\": \(JSONText.quoted(name))")
  }

  /// The text of a manifest that this warehouse wrote, or that does not say which one did.
  private func manifest(_ path: String) -> String? {
    guard let text = OwnFiles.text(path, limit: 16 << 20),
      text.hasPrefix("{\n  \"written_by\": \"tally ")
    else { return nil }
    return !text.contains("\"identity\": \"") || text.contains("\"identity\": \"\(identity)\"")
      ? text : nil
  }

  private func isPage(_ path: String, _ name: String) -> Bool {
    guard name.hasSuffix(".html") || name.hasSuffix(".htm") else { return false }
    return OwnFiles.text(path, limit: 2048, isCut: true)?.contains(
      "<meta name=\"generator\" content=\"Tally\">") ?? false
  }

  // MARK: Files

  private static func file(_ path: String) -> [UInt64]? {
    var status = stat()
    // The call fills the structure that it is given.
    guard unsafe stat(path.systemPath, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  private func resolved(_ path: String) -> String? {
    if let last = last.withLock({ $0 }), last.folder == path { return last.resolved }
    var found: String?
    // `realpath` returns memory that is ours to free.
    if let resolved = unsafe realpath(path.systemPath, nil) {
      found = unsafe SystemPath.text(resolved)
      unsafe free(resolved)
    }
    last.withLock { $0 = (path, found) }
    return found
  }

  /// The text of a regular file; `nil` where it is longer than the limit and not to be cut.
  private static func text(_ path: String, limit: Int, isCut: Bool = false) -> String? {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    // The call fills the structure that it is given.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      isCut || Int(status.st_size) <= limit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    // The call fills at most the array that it is given.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
