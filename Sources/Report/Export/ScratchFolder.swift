internal import Digest
internal import Glibc
internal import Records

/// A folder beside or in the target, in which an export gathers its files until they are complete.
///
/// Locked like a temporary file, so that what a killed process left behind can be told from another
/// one's.
final class ScratchFolder {
  let path: String
  private let descriptor: Int32

  /// Makes a temporary folder in a folder.
  ///
  /// - Parameter isNoted: the warehouse will note what is moved from it.
  init(_ name: String, in folder: String, isNoted: Bool = false) throws(Failure) {
    try FilePath.makeFolder(folder)
    TemporaryFiles.sweep(folder, keeping: nil)
    path = TemporaryFiles.path(for: name, in: folder, isNoted: isNoted)
    try FilePath.makeFolder(path)
    TemporaryFiles.hold(path)
    descriptor = unsafe open(path.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
  }

  deinit {
    TemporaryFiles.release(path)
    close(descriptor)
  }

  /// Size and SHA-256 of a file that something else wrote, after it was brought to the disk.
  static func measure(_ path: String) throws(Failure) -> (bytes: Int, sha256: String) {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.inputOutput, "the written file is gone", at: Place(path))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw Failure(.inputOutput, "cannot write", at: Place(path))
    }
    var digest = SHA256()
    var total = 0
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      // The call fills at most the array that it is given.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.inputOutput, "cannot read what was written", at: Place(path))
      }
      if count == 0 { break }
      digest.update(block[..<count])
      total += count
    }
    let sum = digest.hexadecimal()
    return (total, sum)
  }
}
