internal import Digest
internal import Glibc
public import Records

/// A file that is written beside its place and moved there when it is complete.
///
/// The temporary file lies in the same folder (`TemporaryFiles`). It is locked while it is written,
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
  /// - Parameter isNoted: the warehouse will note where it is to be moved.
  /// - Throws: a `Failure` of kind `cannotCreate` where the folder is not there or may not be
  ///   written.
  public init(_ path: String, gzip: Bool = false, isNoted: Bool = false) throws(Failure) {
    let path = FilePath.resolved(path)
    self.path = path
    var status = stat()
    let exists = unsafe stat(path.systemPath, &status) == 0
    isDirect = exists && status.st_mode & S_IFMT != S_IFREG
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(
        .cannotCreate, "there is a folder of this name, expected a file", at: Place(path))
    }
    let (folder, name) = FilePath.split(path)
    temporary =
      isDirect ? path : TemporaryFiles.path(for: name, in: folder, isNoted: isNoted)
    if !isDirect { TemporaryFiles.sweep(folder, keeping: nil) }
    descriptor = AtomicFile.open(temporary, isDirect)
    guard descriptor >= 0 else {
      throw Failure(
        errno == ENOSPC ? .inputOutput : .cannotCreate,
        errno == ENOSPC
          ? "cannot write: the disk is full"
          : "cannot create the file: check the folder and its permissions", at: Place(path))
    }
    if !isDirect {
      TemporaryFiles.hold(temporary)
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
      let message =
        switch error {
        case ENOSPC, EDQUOT: "cannot write: the disk is full"
        case EFBIG:
          "cannot write: the file would be larger than its system or a limit (ulimit -f) allows"
        default: "cannot write"
        }
      discard()
      throw Failure(.inputOutput, message, at: Place(path))
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
    if !isDirect { unsafe _ = unlink(temporary.systemPath) }
    TemporaryFiles.release(temporary)
    close(descriptor)
  }

  /// Lets go of the sealed temporary file, which something else will move.
  func release() {
    isClosed = true
    TemporaryFiles.release(temporary)
    close(descriptor)
  }

  /// SHA-256 of what was written, hexadecimal.
  public var sha256: String {
    digest.hexadecimal()
  }

  /// Opens the temporary file and locks it; one that was swept between the two is made anew.
  private static func open(_ path: String, _ isDirect: Bool) -> Int32 {
    let flags = (isDirect ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW) | O_CLOEXEC
    while true {
      let descriptor = unsafe Glibc.open(path.systemPath, flags, 0o666)
      guard descriptor >= 0, !isDirect, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        return descriptor
      }
      var status = stat()
      // The call fills the structure that it is given.
      guard unsafe fstat(descriptor, &status) == 0, status.st_nlink == 0 else { return descriptor }
      close(descriptor)
    }
  }
}
