internal import Glibc
internal import Records

/// What the operating system says of a failed call, in a person's words.
enum SystemError {
  /// A failure for the current `errno`.
  static func failure(_ doing: String, at locator: String, _ code: Int32 = errno) -> Failure {
    switch code {
    case ENOENT where locator.contains("://"):
      Failure(
        .noInput,
        "nothing is fetched from the web: curl -sS '\(locator)' | tally ingest - --name NAME",
        at: Place(locator))
    case ENOENT: Failure(.noInput, "there is no such file", at: Place(locator))
    case EACCES, EPERM:
      Failure(.notPermitted, "it may not be read: check its permissions", at: Place(locator))
    case EISDIR: Failure(.noInput, "this is a folder, not a file", at: Place(locator))
    case ENOTDIR: Failure(.noInput, "a part of the path is not a folder", at: Place(locator))
    case ELOOP: Failure(.noInput, "its symbolic links go round in a circle", at: Place(locator))
    case EMFILE, ENFILE: Failure(.tryLater, "too many files are open", at: Place(locator))
    default: Failure(.inputOutput, "cannot \(doing): \(text(code))", at: Place(locator))
    }
  }

  /// The system's own words, with a small first letter.
  static func text(_ code: Int32) -> String {
    // The string belongs to the C library and is copied at once.
    let message = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return message.prefix(1).lowercased() + message.dropFirst()
  }
}
