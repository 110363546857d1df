internal import Glibc
internal import Records

/// Bytes that are written once and read from any offset: in memory as long as they are few, then in
/// a temporary file.
final class Spool {
  private(set) var count = 0
  private(set) var memory: [UInt8] = []
  /// Where the bytes are too many for memory.
  private(set) var file: TemporaryFile?
  private let locator: String
  private let longest: Int

  /// More bytes than these are not kept in memory.
  static let inMemory = 32 << 20

  /// - Parameter longest: more bytes are refused.
  init(locator: String, longest: Int) {
    self.locator = locator
    self.longest = longest
  }

  /// Writes bytes at the end.
  func append(_ bytes: some Collection<UInt8>) throws(Failure) {
    memory += bytes
    count += bytes.count
    guard count <= longest else {
      throw Failure(
        .badData,
        "it unpacks to more than \(longest) bytes: refused, unless --max-expanded says more",
        at: Place(locator))
    }
    if memory.count > (file == nil ? Spool.inMemory : 1 << 18) { try flush() }
  }

  /// Writes what is still in memory to the file, where there is one.
  func finish() throws(Failure) { if file != nil { try flush() } }

  private func flush() throws(Failure) {
    let file: TemporaryFile
    if let known = self.file {
      file = known
    } else {
      file = try TemporaryFile(for: locator)
      self.file = file
    }
    try file.write(memory, memory.count)
    memory.removeAll(keepingCapacity: true)
  }

  /// Reads bytes from an offset on, once all are written; empty at the end.
  func read(at offset: Int, count: Int, into block: inout [UInt8]) throws(Failure) {
    block.removeAll(keepingCapacity: true)
    guard let file else {
      block += memory[min(offset, memory.count)..<min(offset + count, memory.count)]
      return
    }
    block += repeatElement(0, count: count)
    block.removeLast(count - (try file.read(into: &block, at: offset)))
  }
}
