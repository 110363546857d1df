internal import Glibc
internal import Records

/// What shows that a file was changed.
struct FileStamp: Equatable {
  private var inode: UInt64 = 0
  private var size = 0
  private var seconds = 0
  private var nanoseconds = 0

  /// The file at a path as it is now.
  init(_ path: String) {
    var status = stat()
    // The call fills the structure that it is given.
    guard unsafe stat(path.systemPath, &status) == 0 else { return }
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }
}
