internal import Glibc
internal import Records

/// What the file system says of a path.
enum FileSystem {
  /// Whether there is something at the path, or perhaps: only what is certainly gone is not there.
  static func exists(_ path: String) -> Bool {
    unsafe access(path.systemPath, F_OK) == 0 || errno != ENOENT && errno != ENOTDIR
  }
}
