internal import Glibc
internal import Records

/// Sorts records by their number, however many there are.
///
/// Records are held up to a bound, then sorted and written to a temporary file without a name as one
/// run; the runs are merged at the end. A table that is written period by period comes in order
/// within each period, which the sort makes use of. One thread uses it, as a `TableImage`.
@safe final class ObservationSorter {
  /// How many bytes of records are held.
  private static let held = 16 << 20
  /// How much of each run is read at once while they are merged.
  private static let window = 1 << 17

  private struct Entry {
    var key: UInt64
    var start: UInt32
    var length: UInt32
  }

  private let path: String
  private let bytes: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var used = 0
  @exclusivity(unchecked) private var entries: [Entry] = []
  private var file: Int32 = -1
  /// Where the runs lie in the file.
  private var runs: [Range<Int>] = []

  /// - Parameter path: of the warehouse, for messages.
  init(for path: String) {
    self.path = path
    unsafe bytes = .allocate(capacity: ObservationSorter.held)
  }

  deinit {
    unsafe bytes.deallocate()
    if file >= 0 { close(file) }
  }

  /// Whether the next record would no longer be held in memory.
  @inline(__always)
  func isFull(before length: Int) -> Bool { used + length + 16 > ObservationSorter.held }

  /// Adds a record, which is put together from the types and values of its columns.
  @inline(__always)
  func add(
    _ key: UInt64, types: UnsafePointer<UInt8>, _ typesLength: Int, values: UnsafePointer<UInt8>,
    _ valuesLength: Int
  ) throws(Failure) {
    // The types of nine columns: the header's length takes one byte.
    let length = 1 + typesLength + valuesLength
    if used + length > ObservationSorter.held { try spill() }
    var place = unsafe bytes + used
    unsafe RecordFormat.write(varint: UInt64(1 + typesLength), &place)
    unsafe memcpy(place, types, typesLength)
    unsafe memcpy(place + typesLength, values, valuesLength)
    entries.append(Entry(key: key, start: UInt32(used), length: UInt32(length)))
    used += length
  }

  /// Hands all records over in order; none is left.
  ///
  /// - Parameter take: gets a record's number, its bytes and their length, valid during the call.
  func finish(_ take: (UInt64, UnsafePointer<UInt8>, Int) throws(Failure) -> Void) throws(Failure) {
    if runs.isEmpty {
      entries.sort { $0.key < $1.key }
      for entry in entries {
        unsafe try take(entry.key, bytes + Int(entry.start), Int(entry.length))
      }
    } else {
      try spill()
      unsafe try merge(take)
    }
    entries = []
    used = 0
    runs = []
  }

  // MARK: Runs

  private func spill() throws(Failure) {
    guard !entries.isEmpty else { return }
    if file < 0 { file = try ObservationSorter.temporaryFile(path) }
    entries.sort { $0.key < $1.key }
    let start = runs.last?.upperBound ?? 0
    var end = start
    var block: [UInt8] = []
    block.reserveCapacity(1 << 20)
    for entry in entries {
      // What runs consist of: number, length, record.
      // What the entry holds, for the length of the call.
      unsafe withUnsafeBytes(of: entry.key) { unsafe block.append(contentsOf: $0) }
      unsafe withUnsafeBytes(of: entry.length) { unsafe block.append(contentsOf: $0) }
      unsafe block.append(
        contentsOf: UnsafeBufferPointer(start: bytes + Int(entry.start), count: Int(entry.length)))
      if block.count > 1 << 20 - 1 << 17 {
        try write(block)
        end += block.count
        block.removeAll(keepingCapacity: true)
      }
    }
    try write(block)
    end += block.count
    runs.append(start..<end)
    entries.removeAll(keepingCapacity: true)
    used = 0
  }

  /// One run while it is read.
  private struct Reader {
    var range: Range<Int>
    var block: [UInt8] = []
    var at = 0
    var key: UInt64 = 0
    var length = 0
  }

  private func merge(
    _ take: (UInt64, UnsafePointer<UInt8>, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var readers: [Reader] = []
    for range in runs {
      var reader = Reader(range: range)
      if try advance(&reader) { readers.append(reader) }
    }
    // A heap of the runs by their next number, the lowest first.
    var heap = Array(readers.indices)
    func isBefore(_ a: Int, _ b: Int) -> Bool { readers[a].key < readers[b].key }
    func sink(_ from: Int) {
      var at = from
      while true {
        var least = at
        for child in [2 * at + 1, 2 * at + 2]
        where child < heap.count && isBefore(heap[child], heap[least]) { least = child }
        guard least != at else { return }
        heap.swapAt(at, least)
        at = least
      }
    }
    for index in heap.indices.reversed() { sink(index) }
    while let first = heap.first {
      let (key, length, at) = (readers[first].key, readers[first].length, readers[first].at)
      var outcome: Result<Void, Failure> = .success(())
      // The block lies still for the length of the call.
      unsafe readers[first].block.withUnsafeBufferPointer { block in
        guard let base = block.baseAddress else { return }
        do throws(Failure) { unsafe try take(key, base + at, length) } catch {
          outcome = .failure(error)
        }
      }
      try outcome.get()
      readers[first].at += length
      if try !advance(&readers[first]) {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      sink(0)
    }
  }

  /// Goes to the next record of a run; `false` after the last.
  private func advance(_ reader: inout Reader) throws(Failure) -> Bool {
    if reader.block.count - reader.at < 12 { try fill(&reader, 12) }
    guard reader.block.count - reader.at >= 12 else { return false }
    // Twelve bytes that lie in the block.
    let (key, length) = unsafe reader.block.withUnsafeBytes {
      unsafe (
        $0.loadUnaligned(fromByteOffset: reader.at, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: reader.at + 8, as: UInt32.self)
      )
    }
    reader.at += 12
    reader.key = key
    reader.length = Int(length)
    if reader.block.count - reader.at < reader.length { try fill(&reader, reader.length) }
    return true
  }

  /// Reads on, so that at least so many bytes lie ahead where the run has them.
  private func fill(_ reader: inout Reader, _ needed: Int) throws(Failure) {
    let left = reader.block.count - reader.at
    let more = min(max(ObservationSorter.window, needed) - left, reader.range.count)
    var block = [UInt8](repeating: 0, count: left + more)
    for index in 0..<left { block[index] = reader.block[reader.at + index] }
    var done = 0
    while done < more {
      // Into the array's own storage, never past its end.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe pread(
          file, $0.baseAddress?.advanced(by: left + done), more - done,
          off_t(reader.range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure(.inputOutput, "a temporary file cannot be read", at: Place(path))
      }
      done += count
    }
    reader.range = reader.range.lowerBound + more..<reader.range.upperBound
    reader.block = block
    reader.at = 0
  }

  // MARK: The file

  private func write(_ block: [UInt8]) throws(Failure) {
    var written = 0
    while written < block.count {
      // The array's own storage, from a place that lies in it.
      let count = unsafe block.withUnsafeBytes {
        unsafe Glibc.write(
          file, $0.baseAddress?.advanced(by: written), block.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Failure(
          .inputOutput, "cannot write a temporary file: the disk is full", at: Place(path))
      }
      written += count
    }
  }

  /// A file without a name where SQLite puts its own (https://www.sqlite.org/tempfiles.html).
  private static func temporaryFile(_ path: String) throws(Failure) -> Int32 {
    var folders = unsafe [getenv("SQLITE_TMPDIR"), getenv("TMPDIR")].compactMap { name in
      unsafe name.map { unsafe SystemPath.text($0) }
    }
    folders += ["/var/tmp", "/usr/tmp", "/tmp", "."]
    for folder in folders where !folder.isEmpty {
      var template = (folder + "/tally-XXXXXX").systemPath
      // The template is an array of the call's own, which it may write to.
      let descriptor = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
        guard let base = name.baseAddress else { return -1 }
        let descriptor = unsafe mkstemp(base)
        if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        if descriptor >= 0 { unsafe unlink(base) }
        return descriptor
      }
      if descriptor >= 0 { return descriptor }
    }
    throw Failure(
      .cannotCreate, "cannot make a temporary file: check \(folders[0]) and its permissions",
      at: Place(path))
  }
}
