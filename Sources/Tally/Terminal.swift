internal import Glibc
internal import Records

/// Standard output and standard error.
enum Terminal {
  /// Whether a person watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
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

  /// Writes a line to standard error.
  static func tell(_ line: String) { write(Array((line + "\n").utf8), to: STDERR_FILENO) }

  /// Writes a line to standard output.
  static func print(_ line: String) { write(Array((line + "\n").utf8), to: STDOUT_FILENO) }

  /// Writes bytes to standard output; a reader that has gone ends the program quietly, as `head`
  /// expects.
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
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
    write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? {
    // The string belongs to the environment and is copied at once.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
