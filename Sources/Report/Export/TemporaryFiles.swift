internal import Glibc
internal import Records
internal import Synchronization

/// The temporary files and folders of this process: what a signal that ends it removes.
///
/// They are named `.tally.NAME.PROCESS.part`, or `….move` where the warehouse has noted that they
/// are to be moved, and are locked while somebody writes them. So what a killed process left behind
/// can be told from everything else.
public enum TemporaryFiles {
  private static let held = Mutex<Set<String>>([])

  /// The path beside a target.
  ///
  /// - Parameter isNoted: the warehouse will note it, and the next run may finish it.
  static func path(for name: String, in folder: String, isNoted: Bool) -> String {
    // A name has 255 bytes at most.
    var name = name[...]
    while name.utf8.count > 200 { name.removeLast() }
    return folder + "/.tally.\(name).\(getpid()).\(isNoted ? "move" : "part")"
  }

  static func hold(_ path: String) { held.withLock { _ = $0.insert(path) } }
  static func release(_ path: String) { held.withLock { _ = $0.remove(path) } }

  /// Removes what this process has not finished, and ends it.
  ///
  /// - Parameter end: ends the process; until then nobody makes or moves a temporary file.
  public static func removeAll(then end: () -> Never) -> Never {
    held.withLock { paths in
      for (number, path) in paths.enumerated() {
        // What another thread is about to move into place is moved whole or not at all: it is taken
        // away in one step before it is emptied.
        let away = FilePath.split(path).folder + "/.tally.ended-\(number).\(getpid()).part"
        if unsafe rename(path.systemPath, away.systemPath) == 0 { FilePath.remove(away) }
      }
      end()
    }
  }

  /// Whether a name is that of a temporary file.
  static func isTemporary(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 5, parts[0].isEmpty, parts[1] == "tally",
      Int(parts[parts.count - 2]) != nil
    else { return false }
    return parts[parts.count - 1] == "part" || parts[parts.count - 1] == "move"
  }

  /// Removes what killed processes left in a folder: those files and folders that nobody holds a
  /// lock on.
  ///
  /// - Parameter kept: what the warehouse has noted to be moved; `nil` where nobody knows, and what
  ///   may have been noted stays.
  /// - Returns: how many were removed.
  @discardableResult
  public static func sweep(_ folder: String, keeping kept: Set<String>?) -> Int {
    var count = 0
    for name in FilePath.entries(of: folder) where isTemporary(name) {
      let path = folder + "/" + name
      if name.hasSuffix(".move"), kept?.contains(path) ?? true { continue }
      let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        FilePath.remove(path)
        count += 1
      }
      close(descriptor)
    }
    return count
  }
}
