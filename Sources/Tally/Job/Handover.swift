internal import Records

/// A command of `tally.yml` that is handed what a job has finished: a report, an export, or what
/// went wrong.
struct Handover: Sendable {
  /// How it is written.
  enum Command: Sendable {
    /// A program and its arguments, as they are: no shell reads them.
    case words([String])
    /// A line for `/bin/sh -c`.
    case shell(String)
  }

  var command: Command

  /// How it is told.
  var text: String {
    switch command {
    case .words(let words): words.map(Quoting.shell).joined(separator: " ")
    case .shell(let line): line
    }
  }

  /// What it is given.
  struct Subject {
    /// The file or folder that was written; its content is the standard input of the command.
    var output: String?
    /// Further variables of its environment.
    var variables: [(name: String, value: String)] = []
  }

  /// What came of it.
  struct Outcome {
    /// What went wrong; `nil` where the command ended with 0.
    var problem: String?
    /// What it printed, its errors among it: the beginning.
    var output = ""
  }

  /// Runs it, for ten minutes at most.
  func run(_ subject: Subject) -> Outcome {
    var process = ChildProcess(arguments(subject))
    process.variables = subject.variables
    if let output = subject.output {
      process.variables.append(("TALLY_OUTPUT", output))
      process.input = output
    }
    return process.run()
  }

  /// In words, `{output}` is the path, `{date}` and `{time}` are now; a shell has variables.
  private func arguments(_ subject: Subject) -> [String] {
    switch command {
    case .shell(let line): ["/bin/sh", "-c", line]
    case .words(let words):
      words.map { word in
        let expanded = Names.expanded(word)
        return subject.output.map { expanded.replacing("{output}", with: $0) } ?? expanded
      }
    }
  }
}
