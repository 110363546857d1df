internal import Glibc
internal import Records

/// A temporary file without a name: it goes away with the last who holds it, however the process
/// ends.
final class TemporaryFile: Sendable {
  let descriptor: Int32
  private let locator: String
  private let folder: String

  /// - Parameter locator: for whose sake it is made, for messages.
  init(for locator: String) throws(Failure) {
    let folder = unsafe getenv("TMPDIR").map { unsafe SystemPath.text($0) } ?? "/tmp"
    var template = (folder + "/tally-XXXXXX").systemPath
    // The template is an array of the call's own, which it may write to.
    descriptor = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(base)
      if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      if descriptor >= 0 { unsafe unlink(base) }
      return descriptor
    }
    self.locator = locator
    self.folder = folder
    guard descriptor >= 0 else {
      throw SystemError.failure("make a temporary file in \(folder)", at: locator)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes the first bytes of an array at the end.
  func write(_ bytes: [UInt8], _ count: Int) throws(Failure) {
    precondition(count <= bytes.count)
    var written = 0
    while written < count {
      // The array's own storage, from a place that lies in it.
      let more = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), count - written)
      }
      guard more > 0 || errno == EINTR else {
        throw SystemError.failure("write a temporary copy in \(folder)", at: locator)
      }
      written += max(0, more)
    }
  }

  /// Fills an array from an offset on; how many bytes there were.
  func read(into bytes: inout [UInt8], at offset: Int) throws(Failure) -> Int {
    var done = 0
    while done < bytes.count {
      // Into the array's own storage, never past its end.
      let more = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset + done))
      }
      if more < 0, errno == EINTR { continue }
      guard more >= 0 else { throw SystemError.failure("read it", at: locator) }
      if more == 0 { break }
      done += more
    }
    return done
  }
}
