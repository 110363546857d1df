internal import Glibc
public import Records

/// The lock that lets one writer work on a warehouse at a time: an advisory lock (`flock`) on a
/// file beside it.
///
/// The database itself is never locked by this, so readers go on. The system frees the lock when
/// the process ends, however it ends; the file stays, because removing it would let two writers
/// hold two files of one name.
public struct LockFile: ~Copyable {
  /// The path of the lock file.
  public let path: String
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - database: the path of the warehouse.
  ///   - holder: who takes the lock, for the line that others are shown.
  ///   - wait: how many seconds to wait for it.
  ///   - waiting: called once, with the holder's line, when there is something to wait for.
  /// - Throws: a `Failure` of kind `tryLater` that names the holder when the time is over.
  public init(
    database: String, holder: String, wait: Double, waiting: (_ holder: String) -> Void = { _ in }
  ) throws(Failure) {
    try Warehouse.checkName(database)
    let path = LockFile.resolved(database) + ".lock"
    let descriptor = try LockFile.acquire(path, wait, waiting)
    self.path = path
    self.descriptor = descriptor
    let line = Array("\(holder), process \(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 {
      // The array is borrowed for the call.
      unsafe _ = line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
  }

  deinit { close(descriptor) }

  /// Called at the end of the work, so that the lock lives until then.
  public borrowing func release() {}

  private static func acquire(
    _ path: String, _ wait: Double, _ waiting: (_ holder: String) -> Void
  ) throws(Failure) -> Int32 {
    let flags = O_CLOEXEC | O_NONBLOCK
    var opened = unsafe open(path.systemPath, O_RDWR | O_CREAT | flags, 0o644)
    // Another user's lock file may be readable only; that is enough to lock it.
    if opened < 0, errno == EACCES { opened = unsafe open(path.systemPath, O_RDONLY | flags) }
    guard opened >= 0 else {
      let kind: Failure.Kind = errno == ENOENT ? .cannotCreate : .notPermitted
      throw Failure(
        kind, "cannot make the lock file: check the folder and its permissions", at: Place(path))
    }
    let descriptor = opened
    let start = LockFile.seconds()
    var isTold = false
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let holder = LockFile.content(of: path)
      if !isTold, wait > 0 {
        waiting(holder)
        isTold = true
      }
      let passed = LockFile.seconds() - start
      guard passed < wait else {
        close(descriptor)
        let waited = wait > 0 ? ", waited \(Int(min(wait, 1e9))) s" : ""
        throw Failure(
          .tryLater, "another job is at work (\(holder))\(waited): try again later", at: Place(path)
        )
      }
      usleep(UInt32(max(0, min(0.1, wait - passed)) * 1_000_000) + 1000)
    }
    return descriptor
  }

  /// The line that the holder of a lock file wrote.
  private static func content(of path: String) -> String {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return "unknown" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1000)
    // The call fills at most the array that it is given.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let line = text.prefix { $0 != "\n" }
    return line.isEmpty ? "unknown" : String(line)
  }

  /// The path with its links followed, so that two names of one warehouse have one lock.
  private static func resolved(_ path: String) -> String {
    // `realpath` returns memory that is ours to free.
    guard let resolved = unsafe realpath(path.systemPath, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe SystemPath.text(resolved)
  }

  /// Seconds of a clock that never jumps.
  private static func seconds() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
