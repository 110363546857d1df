internal import Glibc
internal import Records

/// What a pipe or device gave: a temporary file without a name, which goes away with the last who
/// holds it.
public final class PipeCopy: Hashable, Sendable {
  private let file: TemporaryFile
  var descriptor: Int32 { file.descriptor }

  /// Reads a pipe to its end.
  ///
  /// - Parameter longest: more bytes are refused, since some devices have no end.
  init(_ input: Int32, _ locator: String, longest: Int) throws(Failure) {
    file = try TemporaryFile(for: locator)
    var block = [UInt8](repeating: 0, count: 1 << 17)
    var total = 0
    while true {
      // The call gets the array's own storage and its size.
      let count = unsafe block.withUnsafeMutableBufferPointer {
        unsafe read(input, $0.baseAddress, $0.count)
      }
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError.failure("read it", at: locator)
      }
      total += count
      guard total <= longest else {
        throw Failure(
          .badData, "it gave more than \(longest) bytes and no end: refused (--max-expanded)",
          at: Place(locator))
      }
      try file.write(block, count)
    }
  }

  /// Bytes that are held already.
  init(_ bytes: [UInt8], _ locator: String) throws(Failure) {
    file = try TemporaryFile(for: locator)
    try file.write(bytes, bytes.count)
  }

  /// Each copy is itself alone.
  public static func == (a: PipeCopy, b: PipeCopy) -> Bool { a === b }
  /// By its identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Pipes and devices among paths, read to their end before anything is locked: who writes them may
/// take their time.
public struct Pipes: Sendable {
  private var copies: [String: Result<PipeCopy, Failure>] = [:]

  /// None.
  public init() {}

  /// Reads those of the paths that are neither files nor folders; `-` is standard input.
  public init(among paths: [String], longest: Int = FindingOptions.usualExpanded) {
    for path in paths where copies[path] == nil && Pipes.isPipe(path) {
      copies[path] = Pipes.read(path, longest)
    }
  }

  /// Takes bytes that came as a document's for what a path of its name gave.
  public mutating func hold(_ bytes: [UInt8], as path: String) {
    do throws(Failure) {
      copies = [path: .success(try PipeCopy(bytes, path))]
    } catch {
      copies = [path: .failure(error)]
    }
  }

  /// What a path gave; `nil` where it was not read.
  func copy(of path: String) -> Result<PipeCopy, Failure>? { copies[path] }

  static func isPipe(_ path: String) -> Bool {
    if path == "-" { return true }
    var status = stat()
    // The call fills the structure that it is given.
    guard unsafe stat(path.systemPath, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  static func read(_ path: String, _ longest: Int) -> Result<PipeCopy, Failure> {
    do throws(Failure) {
      if path == "-" { return .success(try PipeCopy(STDIN_FILENO, path, longest: longest)) }
      let input = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC)
      guard input >= 0 else { throw SystemError.failure("open it", at: path) }
      defer { close(input) }
      return .success(try PipeCopy(input, path, longest: longest))
    } catch {
      return .failure(error)
    }
  }
}
