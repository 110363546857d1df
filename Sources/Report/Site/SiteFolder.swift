internal import CSystem
internal import Glibc
internal import Records

/// The files of a site: written beside the folder that is published, which they replace in one step
/// when all of them are there.
///
/// A file that is the same as before is not written again but linked, so that its date stays and
/// what copies the site elsewhere has little to copy; where nothing changed, nothing is replaced.
final class SiteFolder {
  /// How many files there are, and what became of them.
  struct Counts {
    var files = 0
    var written = 0
    var removed = 0
  }

  private let target: String
  private let scratch: ScratchFolder
  private let isNew: Bool
  private var names: Set<String> = []
  private var folders: Set<String> = []
  private(set) var counts = Counts()

  /// The list of the site's files, one name a line after the first.
  private static let list = "files.txt"
  private static let mark = "Written by tally site: every file but this one, by its name."

  /// - Throws: a `Failure` of kind `cannotCreate` where the folder holds what is no site's.
  init(_ path: String) throws(Failure) {
    var path = FilePath.absolute(path)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    target = path
    isNew = !FilePath.exists(path)
    try SiteFolder.checkOwned(path)
    let (parent, name) = FilePath.split(path)
    scratch = try ScratchFolder(name, in: parent)
  }

  /// A folder is replaced only where it holds nothing but an earlier site.
  private static func checkOwned(_ folder: String) throws(Failure) {
    guard FilePath.exists(folder) else { return }
    guard FilePath.isPlainFolder(folder) else {
      throw Failure(
        .cannotCreate, "there is something else of this name, expected a folder",
        at: Place(folder))
    }
    let files = FilePath.files(below: folder)
    guard !files.isEmpty else { return }
    let known = listed(in: folder)
    if let strange = files.first(where: { $0 != list && !known.contains($0) }) {
      throw Failure(
        .cannotCreate,
        "the folder holds other files (\(strange)): a site replaces its whole folder, choose another one",
        at: Place(folder))
    }
  }

  private static func listed(in folder: String) -> Set<String> {
    let lines = (FilePath.text(folder + "/" + list) ?? "").split(separator: "\n")
    return lines.first == mark[...] ? Set(lines.dropFirst().map(String.init)) : []
  }

  /// Takes a file.
  ///
  /// - Throws: a `Failure` where it cannot be written.
  func write(_ name: String, _ text: String) throws(Failure) {
    guard names.insert(name).inserted else {
      throw Failure(.bug, "two pages of the site have one name: \(name)", at: Place(target))
    }
    try put(name, Array(text.utf8))
  }

  private func put(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    let path = scratch.path + "/" + name
    let folder = FilePath.split(path).folder
    if folders.insert(folder).inserted { try FilePath.makeFolder(folder) }
    counts.files += 1
    let old = target + "/" + name
    if !isNew, FilePath.bytes(old) == bytes, unsafe link(old.systemPath, path.systemPath) == 0 {
      return
    }
    counts.written += 1
    let descriptor = unsafe open(path.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("cannot create the file", path) }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      // The rest of the array, never past its end.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot write", path) }
      done += count
    }
  }

  private func failure(_ message: String, _ path: String) -> Failure {
    let isFull = errno == ENOSPC || errno == EDQUOT
    return Failure(
      isFull ? .inputOutput : .cannotCreate,
      isFull ? "cannot write: the disk is full" : message, at: Place(path))
  }

  /// Puts the site in its place, if anything of it is new.
  ///
  /// - Throws: a `Failure`; what was published is then as it was.
  func publish() throws(Failure) {
    let list = SiteFolder.mark + "\n" + names.sorted().map { $0 + "\n" }.joined()
    if !isNew { counts.removed = SiteFolder.listed(in: target).subtracting(names).count }
    guard isNew || counts.written > 0 || counts.removed > 0 else { return discard() }
    let kept = counts
    try put(SiteFolder.list, Array(list.utf8))
    counts = kept
    // One call for all files: a wait for each of ten thousand would take most of the time.
    let descriptor = unsafe open(scratch.path.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let isSafe = descriptor >= 0 && tally_sync_all(descriptor) == 0
    if descriptor >= 0 { close(descriptor) }
    guard isSafe else { throw failure("cannot write", target) }
    try Publication.replace(target, by: scratch.path)
    TemporaryFiles.release(scratch.path)
  }

  /// Removes what was written and not published.
  func discard() { FilePath.remove(scratch.path) }
}
