internal import Records
internal import Report

/// Handing on what a job has finished, and that it failed.
extension JobRunner {
  /// Runs the command of a report or export that was written, where it has one.
  func handOn(
    _ key: String, _ name: String, _ summary: ExportSummary, _ troubles: inout Troubles
  ) {
    guard let output = summary.output else { return }
    handOn(key, name, output, [("TALLY_ROWS", String(summary.rows))], &troubles)
  }

  /// Runs the command of a file or folder that was written, where it has one.
  func handOn(
    _ key: String, _ name: String, _ output: String, _ more: [(name: String, value: String)],
    _ troubles: inout Troubles
  ) {
    guard let handover = configuration.handovers[key] else { return }
    var subject = Handover.Subject(output: output)
    subject.variables = variables + [("TALLY_NAME", name)] + more
    guard let problem = run(handover, subject, event: "then", name: name) else { return }
    troubles.add("\(name): \(problem)", status: 1)
  }

  /// Runs the command of a job that failed, where it has one.
  ///
  /// - Returns: what went wrong with it.
  func tellFailure(_ message: String, status: Int32) -> String? {
    guard let handover = configuration.handovers["jobs.\(job.name)"] else { return nil }
    var subject = Handover.Subject()
    subject.variables =
      variables + [("TALLY_MESSAGE", message), ("TALLY_STATUS", String(status))]
    return run(handover, subject, event: "on_failure", name: job.name)
  }

  private var variables: [(name: String, value: String)] {
    [("TALLY_JOB", job.name), ("TALLY_DB", FilePath.absolute(warehouse))]
  }

  /// Runs a command and notes what came of it.
  ///
  /// - Returns: what went wrong, in one line.
  private func run(_ handover: Handover, _ subject: Handover.Subject, event: String, name: String)
    -> String?
  {
    let outcome = handover.run(subject)
    let printed = outcome.output.isEmpty ? nil : outcome.output
    log.write(
      event, level: outcome.problem == nil ? "info" : "error",
      [
        ("name", .string(name)), ("command", .string(handover.text)),
        ("output", JSONValue(printed)), ("message", JSONValue(outcome.problem)),
      ])
    guard let problem = outcome.problem else { return nil }
    let said = printed.map { ": " + DataTest.brief($0, to: 200) } ?? ""
    return "\(event): `\(DataTest.brief(handover.text, to: 80))` \(problem)\(said)"
  }
}
