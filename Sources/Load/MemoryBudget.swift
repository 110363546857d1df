internal import Glibc
internal import Records

/// Whether the memory that this process may have is enough for a source.
///
/// A table is read in blocks, an article whole: up to five times its size is needed, and running
/// out on the way would end the whole run.
enum MemoryBudget {
  private static let timesArticle = 5

  static func check(articleBytes: Int, locator: String) throws(Failure) {
    var limit = rlimit()
    // The call fills the structure that it is given.
    guard articleBytes > 1 << 20, unsafe getrlimit(__rlimit_resource_t(9), &limit) == 0,
      limit.rlim_cur < rlim_t(Int.max)
    else { return }
    let free = Int(limit.rlim_cur) - used()
    guard articleBytes * timesArticle > free else { return }
    throw Failure(
      .badData,
      "the article has \(articleBytes >> 20) MB, and reading it takes more memory than this process may have (ulimit -v): raise the limit, or cut the article",
      at: Place(locator))
  }

  /// What the process has of its address space, in bytes.
  private static func used() -> Int {
    let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    // The call fills at most the array that it is given.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    let pages = bytes.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return (Int(String(decoding: pages, as: UTF8.self)) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
