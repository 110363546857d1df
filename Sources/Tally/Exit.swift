internal import ArgumentParser
internal import Glibc
internal import Records

/// How the program ends.
enum Exit {
  /// The work is done, but something was rejected or a check failed.
  static let incomplete = ExitCode(1)

  /// Ends the program for an error: one line on standard error, the exit status of its kind.
  static func end(_ error: any Error, _ root: any ParsableCommand.Type) -> Never {
    if let failure = error as? Failure {
      Terminal.tell("tally: \(failure)")
      exit(failure.kind.rawValue)
    }
    if let failures = error as? Failures {
      for failure in failures.list { Terminal.tell("tally: \(failure)") }
      exit(failures.list.first?.kind.rawValue ?? Failure.Kind.configuration.rawValue)
    }
    // Help, versions and usage errors are the parser's own.
    let message = root.fullMessage(for: error)
    let code = root.exitCode(for: error)
    if !message.isEmpty {
      if code == .success { Terminal.print(message) } else { Terminal.tell(message) }
    }
    exit(code.rawValue)
  }
}
