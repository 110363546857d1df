internal import Digest
internal import Glibc
public import Records

/// A file that is written beside its place and moved there when it is complete.
///
/// The temporary file is `.NAME.PROCESS.part` in the same folder. It is locked while it is written,
/// so that what a killed process left behind can be told from what another one is writing, and is
/// removed by the next one.
public final class AtomicFile {
  /// The place of the file, its symbolic links followed.
  public let path: String
  /// Where it is until it is complete.
  public let temporary: String
  /// The size of what was written, compressed where it is.
  public private(set) var bytes = 0

  private let descriptor: Int32
  /// A device or pipe: there is nothing to move, the bytes go straight to it.
  private let isDirect: Bool
  private var error: Int32 = 0
  private var digest = SHA256()
  private var deflater: Deflater?
  private var isClosed = false

  /// Makes the temporary file.
  ///
  /// - Throws: a `Failure` of kind `cannotCreate` where the folder is not there or may not be
  ///   written.
  public init(_ path: String, gzip: Bool = false) throws(Failure) {
    let path = FilePath.resolved(path)
    self.path = path
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    isDirect = exists && status.st_mode & S_IFMT != S_IFREG
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(
        .cannotCreate, "there is a folder of this name, expected a file", at: Place(path))
    }
    let (folder, name) = FilePath.split(path)
    temporary = isDirect ? path : folder + "/.\(name).\(getpid()).part"
    if !isDirect { AtomicFile.removeLeftovers(of: name, in: folder) }
    let flags = isDirect ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC
    descriptor = unsafe open(temporary, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw Failure(
        errno == ENOSPC ? .inputOutput : .cannotCreate,
        errno == ENOSPC
          ? "cannot write: the disk is full"
          : "cannot create the file: check the folder and its permissions", at: Place(path))
    }
    if !isDirect {
      _ = flock(descriptor, LOCK_EX | LOCK_NB)
      // A file that is replaced keeps its permissions.
      if exists { _ = fchmod(descriptor, status.st_mode & 0o7777) }
    }
    if gzip { deflater = Deflater { [unowned self] in put($0) } }
  }

  deinit { if !isClosed { discard() } }

  /// Writes bytes; what fails is told by `seal` or `finish`.
  public func write(_ bytes: [UInt8]) {
    if let deflater { deflater.write(bytes) } else { put(bytes) }
  }

  private func put(_ block: [UInt8]) {
    digest.update(block)
    bytes += block.count
    var done = 0
    while done < block.count, error == 0 {
      // The rest of the array, never past its end.
      let count = unsafe block.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), block.count - done)
      }
      if count >= 0 { done += count } else if errno != EINTR { error = errno }
    }
  }

  /// Completes the temporary file: after this, it holds every byte even when the power fails.
  public func seal() throws(Failure) {
    deflater?.finish()
    deflater = nil
    if error == 0, !isDirect, fsync(descriptor) != 0 { error = errno }
    guard error == 0 else {
      let isFull = error == ENOSPC || error == EDQUOT
      discard()
      throw Failure(
        .inputOutput, isFull ? "cannot write: the disk is full" : "cannot write", at: Place(path))
    }
  }

  /// Puts the sealed file in its place.
  public func publish() throws(Failure) {
    if !isDirect {
      do throws(Failure) { try FilePath.move(temporary, to: path) } catch {
        discard()
        throw error
      }
    }
    release()
  }

  /// Seals the file and puts it in its place.
  public func finish() throws(Failure) {
    try seal()
    try publish()
  }

  /// Removes what was written.
  public func discard() {
    guard !isClosed else { return }
    isClosed = true
    if !isDirect { unsafe _ = unlink(temporary) }
    close(descriptor)
  }

  /// Lets go of the sealed temporary file, which something else will move.
  func release() {
    isClosed = true
    close(descriptor)
  }

  /// SHA-256 of what was written, hexadecimal.
  public var sha256: String {
    digest.hexadecimal()
  }

  /// Removes temporary files of processes that were killed: those that nobody holds a lock on.
  private static func removeLeftovers(of name: String, in folder: String) {
    for entry in FilePath.entries(of: folder)
    where entry.hasPrefix(".\(name).") && entry.hasSuffix(".part") {
      guard Int(entry.dropFirst(name.utf8.count + 2).dropLast(5)) != nil else { continue }
      let path = folder + "/" + entry
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unsafe _ = unlink(path) }
      close(descriptor)
    }
  }
}
