internal import Glibc
internal import Records
internal import Synchronization

/// Standard output and standard error.
enum Terminal {
  /// Whether a person watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
  /// Whether a person runs the command: with any stream on a terminal, as in `tally … 2>&1 | less`.
  static var isByHand: Bool { isWatched || isInteractive || isatty(STDIN_FILENO) == 1 }
  /// Whether standard output is a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard output may be coloured: on a terminal, unless NO_COLOR is set (no-color.org)
  /// or TERM is dumb.
  static var hasColour: Bool {
    isInteractive && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// The width of the terminal in columns; `nil` where there is none.
  static var width: Int? {
    guard isInteractive else { return nil }
    var size = winsize()
    // The call fills the structure that it is given.
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Writes a line to standard error; nothing in it steers a terminal.
  static func tell(_ line: String) { show(line, on: STDERR_FILENO) }

  /// Writes a line to standard output; nothing in it steers a terminal.
  static func print(_ line: String) { show(line, on: STDOUT_FILENO) }

  /// Writes a line with colours of our own to standard output; what it quotes has been made visible
  /// by the caller.
  static func print(coloured line: String) { put(SystemPath.bytes(line + "\n"), to: STDOUT_FILENO) }

  private static func show(_ line: String, on descriptor: Int32) {
    let isTerminal = isatty(descriptor) == 1
    put(SystemPath.bytes((isTerminal ? VisibleText.text(line) : line) + "\n"), to: descriptor)
  }

  /// Writes bytes to standard output, on a terminal with what would steer it made visible; a reader
  /// that has gone ends the program quietly, as `head` expects.
  static func write(_ bytes: [UInt8]) {
    guard isInteractive else { return put(bytes, to: STDOUT_FILENO) }
    // A character may be cut by the end of a block.
    let block = pending.withLock { rest in
      let all = rest + bytes
      let end = wholeCharacters(all)
      rest = Array(all[end...])
      return Array(all[..<end])
    }
    put(VisibleText.bytes(block), to: STDOUT_FILENO)
  }

  private static let pending = Mutex<[UInt8]>([])

  /// How many bytes there are without a character at the end that is not complete.
  private static func wholeCharacters(_ bytes: [UInt8]) -> Int {
    for (back, byte) in bytes.suffix(3).reversed().enumerated() where byte >= 0xC0 {
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return back + 1 < length ? bytes.count - back - 1 : bytes.count
    }
    return bytes.count
  }

  private static func put(_ bytes: [UInt8], to descriptor: Int32) {
    var done = 0
    while done < bytes.count {
      // The rest of the array, never past its end.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { exit(0) }
        if descriptor == STDOUT_FILENO {
          tell("tally: cannot write to standard output: the disk may be full")
          exit(Failure.Kind.inputOutput.rawValue)
        }
        return
      }
      done += count
    }
  }

  /// Shows how far a long run is; only where a person watches.
  static func progress(_ text: String) {
    guard isWatched else { return }
    put(Array("\r\u{1B}[K\(VisibleText.text(text))".utf8), to: STDERR_FILENO)
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    // The string belongs to the environment and is copied at once.
    unsafe getenv(name).map { unsafe SystemPath.text($0) }
  }
}
