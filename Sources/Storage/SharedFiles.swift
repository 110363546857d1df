internal import Glibc
internal import Records

/// The two files that SQLite keeps beside a database in WAL mode, when one user's warehouse is read
/// or written by another.
///
/// SQLite gives them the mode of the database, and as root its owner; what another user makes still
/// belongs to that user, and the owner of the warehouse could not open it. So they are made here
/// beforehand, empty, with mode and group of the database, and put in their place in one step.
enum SharedFiles {
  /// Makes what is not there.
  ///
  /// - Returns: `false` where the owner of the database could not write what this user would make:
  ///   then nothing is made.
  @discardableResult
  static func make(for path: String) -> Bool {
    var database = stat()
    let user = geteuid()
    // Both calls fill the structure that they are given.
    guard unsafe stat(path.systemPath, &database) == 0, user != 0, database.st_uid != user else {
      return true
    }
    var missing: [String] = []
    for suffix in ["-shm", "-wal"] {
      var status = stat()
      if unsafe stat((path + suffix).systemPath, &status) != 0 { missing.append(path + suffix) }
    }
    // With the shared memory there, somebody is at work or was cut off: SQLite joins as it may.
    guard missing.contains(path + "-shm") else { return true }
    guard unsafe access(path.systemPath, W_OK) == 0 else { return false }
    return missing.allSatisfy { make($0, like: database) }
  }

  /// Whether there is a write-ahead log with something in it.
  static func hasLog(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat((path + "-wal").systemPath, &status) == 0 && status.st_size > 0
  }

  private static func make(_ path: String, like database: stat) -> Bool {
    let temporary = path + ".\(getpid())"
    let descriptor = unsafe open(
      temporary.systemPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer {
      close(descriptor)
      unsafe _ = unlink(temporary.systemPath)
    }
    let mode = database.st_mode & 0o666
    let hasGroup = fchown(descriptor, uid_t.max, database.st_gid) == 0
    guard fchmod(descriptor, mode) == 0,
      mode & S_IWOTH != 0 || hasGroup && mode & S_IWGRP != 0
    else { return false }
    return unsafe link(temporary.systemPath, path.systemPath) == 0 || errno == EEXIST
  }
}
