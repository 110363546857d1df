internal import CSQLite
internal import Glibc
internal import Synchronization

/// Where SQLite takes its memory from: the C library, whose allocator knows threads by itself.
///
/// SQLite's own account of its memory costs a lock at each piece, a twentieth of a report's time.
/// This one is a number that is added to, and has the same use: a bound on the sum
/// (https://www.sqlite.org/c3ref/hard_heap_limit64.html holds only with SQLite's account).
enum ProcessMemory {
  /// What is taken, in bytes.
  private static let taken = Atomic<Int>(0)
  /// What may be taken at most.
  private static let limit = Atomic<Int>(.max)

  /// Done once, before SQLite is asked for anything; where it was asked before, it keeps to its own
  /// ways.
  static let isOurs: Bool = {
    var methods = unsafe sqlite3_mem_methods(
      xMalloc: { count in unsafe ProcessMemory.take(Int(count)) },
      xFree: { start in
        guard let start = unsafe start else { return }
        ProcessMemory.taken.subtract(unsafe malloc_usable_size(start), ordering: .relaxed)
        unsafe free(start)
      },
      xRealloc: { start, count in unsafe ProcessMemory.change(start, Int(count)) },
      xSize: { start in Int32(clamping: unsafe malloc_usable_size(start)) },
      xRoundup: { count in (count + 7) & ~7 },
      xInit: { _ in SQLITE_OK }, xShutdown: { _ in }, pAppData: nil)
    // SQLite takes a copy.
    return unsafe tally_take_memory(&methods) == SQLITE_OK
  }()

  /// From here on nothing is given beyond so many bytes: a statement that asks for more fails.
  static func bound(bytes: Int) {
    limit.store(bytes, ordering: .relaxed)
    if !isOurs { sqlite3_hard_heap_limit64(Int64(bytes)) }
  }

  private static func take(_ count: Int) -> UnsafeMutableRawPointer? {
    guard taken.load(ordering: .relaxed) &+ count <= limit.load(ordering: .relaxed),
      let start = unsafe malloc(count)
    else { return nil }
    taken.add(unsafe malloc_usable_size(start), ordering: .relaxed)
    return unsafe start
  }

  private static func change(_ start: UnsafeMutableRawPointer?, _ count: Int)
    -> UnsafeMutableRawPointer?
  {
    let before = unsafe start.map { unsafe malloc_usable_size($0) } ?? 0
    guard
      taken.load(ordering: .relaxed) &+ count &- before <= limit.load(ordering: .relaxed),
      let new = unsafe realloc(start, count)
    else { return nil }
    taken.add(unsafe malloc_usable_size(new) &- before, ordering: .relaxed)
    return unsafe new
  }
}
