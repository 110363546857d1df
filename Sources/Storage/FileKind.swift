internal import Glibc
internal import Records

/// What stands at a path, told from its first bytes without SQLite, which would touch the file.
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
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT {
        self = .none
        return
      }
      throw Failure(
        errno == EACCES ? .notPermitted : .noInput, "cannot read the file", at: Place(path))
    }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 16)
    let count = unsafe header.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, 16) }
    guard count >= 0 else {
      throw Failure(
        .noInput,
        errno == EISDIR ? "this is a folder, expected a warehouse file" : "cannot read the file",
        at: Place(path))
    }
    if count == 0 {
      self = .empty
    } else {
      self = header.elementsEqual("SQLite format 3\0".utf8) ? .database : .other
    }
  }
}
