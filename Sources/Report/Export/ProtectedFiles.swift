internal import CSystem
internal import Glibc
public import Records

/// What no output may overwrite: the warehouse with what SQLite and Tally keep beside it, and what
/// is read.
public struct ProtectedFiles {
  /// What a path leads to: a file by its identity, or a place in a folder where none is yet.
  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
    /// The name in the folder; empty for a file that is there.
    var name = ""
  }

  private var files: [Identity: String] = [:]

  /// Nothing yet.
  public init() {}

  /// The files of a warehouse.
  public init(warehouse: String) {
    let path = FilePath.resolved(FilePath.absolute(warehouse))
    for suffix in ["", "-wal", "-shm", "-journal", ".lock"] {
      protect(path + suffix, suffix.isEmpty ? "the warehouse" : "a file of the warehouse")
    }
  }

  /// Protects an input.
  public mutating func add(input path: String) { protect(path, "an input") }

  private mutating func protect(_ path: String, _ what: String) {
    guard let identity = ProtectedFiles.identity(path) else { return }
    if files[identity] == nil { files[identity] = what }
  }

  /// Refuses an output that would take the place of a protected file, links followed.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  public func check(_ output: String?) throws(Failure) {
    guard let output, output != "-" else { return }
    var path = output
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let identity = ProtectedFiles.identity(path), let what = files[identity] else { return }
    throw Failure(
      .usage, "the output would take the place of \(what): name another file", at: Place(output))
  }

  private static func identity(_ path: String) -> Identity? {
    var status = stat()
    // Both calls fill the structure that they are given.
    if unsafe stat(path.systemPath, &status) == 0 {
      // Devices and pipes are not overwritten.
      guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR else {
        return nil
      }
      return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }
    // A link to a file that is not there yet leads to its place.
    let (folder, name) = FilePath.split(FilePath.target(of: path))
    guard unsafe stat(folder.systemPath, &status) == 0 else { return nil }
    return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino), name: name)
  }
}
