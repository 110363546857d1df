internal import Glibc
internal import Records
internal import Storage

/// Sources that are read on several threads, and handed over in their order to the one thread that
/// writes.
///
/// Readers take the sources in order and may run ahead of the writer by a number of sources, of
/// portions and of bytes; then they wait. The source that the writer is at may always go on, so
/// nobody waits for ever.
final class ReadAhead {
  /// How far readers run ahead: sources, portions of one source, and bytes in all.
  private static let sourcesAhead = 256
  private static let portionsAhead = 24
  private static let bytesAhead = 8 << 20

  private let count: Int
  private let read: @Sendable (Int, Handover) -> Void
  private let lock = Monitor()
  private var threads: [pthread_t] = []

  // Guarded by the lock.
  private var nextToRead = 0
  private var atWriter = 0
  private var queues: [Int: [Portion]] = [:]
  private var cancelled: Set<Int> = []
  private var weight = 0
  private var isClosed = false

  /// Starts the readers.
  ///
  /// - Parameter read: reads one source and hands its portions over, on some thread.
  init(count: Int, jobs: Int, read: @escaping @Sendable (Int, Handover) -> Void) {
    self.count = count
    self.read = read
    for _ in 0..<max(1, min(jobs, count)) {
      if let thread = startThread({ self.work() }) { threads.append(thread) }
    }
  }

  /// What a reader hands the portions of its source to.
  struct Handover: Sendable {
    fileprivate let owner: ReadAhead
    fileprivate let index: Int

    /// Hands a portion over; `false` where nobody wants more of this source.
    func put(_ portion: Portion) -> Bool { owner.put(portion, of: index) }
  }

  /// The next portion of a source; sources must be asked for in order.
  func next(of index: Int) -> Portion {
    lock.enter()
    defer { lock.leave() }
    if atWriter != index {
      atWriter = index
      lock.notify()
    }
    // Without a thread the writer would wait for ever.
    if threads.isEmpty {
      return .failed(Failure(.inputOutput, "the system has no thread to read with: try again"))
    }
    while queues[index]?.isEmpty ?? true { lock.wait() }
    guard let portion = queues[index]?.removeFirst() else { return .known }
    weight -= portion.weight
    lock.notify()
    return portion
  }

  /// The writer is done with a source, whatever is left of it.
  func finish(_ index: Int) {
    lock.enter()
    defer { lock.leave() }
    for portion in queues.removeValue(forKey: index) ?? [] { weight -= portion.weight }
    cancelled.insert(index)
    lock.notify()
  }

  /// Stops the readers and waits for them.
  func close() {
    lock.enter()
    isClosed = true
    lock.notify()
    lock.leave()
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  // MARK: Readers

  private func work() {
    while let index = take() { read(index, Handover(owner: self, index: index)) }
  }

  private func take() -> Int? {
    lock.enter()
    defer { lock.leave() }
    while !isClosed, nextToRead < count, nextToRead > atWriter + ReadAhead.sourcesAhead {
      lock.wait()
    }
    guard !isClosed, nextToRead < count else { return nil }
    defer { nextToRead += 1 }
    return nextToRead
  }

  private func put(_ portion: Portion, of index: Int) -> Bool {
    let size = portion.weight
    lock.enter()
    defer { lock.leave() }
    while !isClosed, !cancelled.contains(index),
      queues[index]?.count ?? 0 >= ReadAhead.portionsAhead
        || index != atWriter && weight > ReadAhead.bytesAhead
    {
      lock.wait()
    }
    guard !isClosed, !cancelled.contains(index) else { return false }
    queues[index, default: []].append(portion)
    weight += size
    lock.notify()
    return true
  }
}

// All state that changes is guarded by the lock; the threads are joined before `close` returns.
extension ReadAhead: @unchecked Sendable {}
