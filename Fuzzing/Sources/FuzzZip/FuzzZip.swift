import Glibc
import Ingest
import Records

/// A file of this process, in memory where the system has such a folder.
private let path =
  (access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/tally-fuzz-\(getpid()).zip"
private let isTidied: Void = { _ = atexit { unlink(path) } }()

/// Reads arbitrary bytes as a zip archive: its directory, and every entry to its end.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZip(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  isTidied
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  precondition(file >= 0 && write(file, data, size) == size, "cannot write \(path)")
  close(file)
  var options = FindingOptions()
  options.longestExpanded = 1 << 22
  let found = SourceFinder.find([path], options)
  var total = 0
  for source in found.sources {
    do {
      let content = try SourceContent(source)
      total += try Survey(content).bytes
    } catch {
      // Refused, with a reason: that is an answer.
    }
  }
  // A file that is no archive may be gzip.
  precondition(total <= options.longestExpanded, "more was unpacked than is allowed")
  precondition(
    Set(found.sources.map(\.locator)).count == found.sources.count, "two sources have one name")
  return 0
}
