internal import Glibc
internal import Records

/// What stands at a path, told from its first bytes without SQLite, which would touch the file.
///
/// Only a regular file can be a warehouse: a pipe or device is refused, not waited for.
enum FileKind {
  /// Nothing.
  case none
  /// A file without content.
  case empty
  /// A SQLite database.
  case database
  /// Anything else.
  case other

  /// Looks at the file.
  ///
  /// - Throws: a `Failure` where it is a folder or cannot be read.
  init(_ path: String) throws(Failure) {
    try Warehouse.checkName(path)
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT {
        self = .none
        return
      }
      throw Failure(
        errno == EACCES ? .notPermitted : .noInput, "cannot read the file", at: Place(path))
    }
    defer { close(descriptor) }
    var status = stat()
    // The call fills the structure that it is given.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.noInput, "this is a folder, expected a warehouse file", at: Place(path))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(
        .badData, "this is a pipe or a device, a warehouse is a file: name another with --db",
        at: Place(path))
    }
    var header = [UInt8](repeating: 0, count: 16)
    let count = unsafe header.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, 16) }
    guard count >= 0 else {
      throw Failure(.noInput, "cannot read the file", at: Place(path))
    }
    if count == 0 {
      self = .empty
    } else {
      self = header.elementsEqual("SQLite format 3\0".utf8) ? .database : .other
    }
  }
}
