internal import Check
internal import Records
internal import Report
internal import Storage

/// One check of `tally.yml`: a data test, or the claims set against the statistics.
enum CheckItem {
  /// A data test.
  case data(DataTest)
  /// No claim is refuted or contradicted.
  case claims(group: String, Check.Selection, DataTest.Severity)

  /// What a check found.
  struct Outcome {
    var status: DataTest.Outcome.Status
    var message = ""
  }

  /// What it is called in the log and on the screen.
  var name: String {
    switch self {
    case .data(let test): test.name
    case .claims(let group, _, _): "\(group) claims"
    }
  }

  /// Runs the check.
  ///
  /// A data test whose table is not there has failed; it does not stop the others.
  ///
  /// - Throws: a `Failure` where the warehouse itself fails.
  func run(on connection: borrowing Connection) throws(Failure) -> Outcome {
    switch self {
    case .data(let test):
      do throws(Failure) {
        let outcome = try test.run(on: connection)
        return Outcome(status: outcome.status, message: outcome.message)
      } catch {
        guard error.kind == .usage else { throw error }
        return Outcome(status: .error, message: error.message)
      }
    case .claims(_, let selection, let severity):
      var (refuted, shown) = (0, [String]())
      var selection = selection
      selection.locators = try CheckCommand.articles(selection.locators, connection)
      try Check.run(selection, on: connection) { (finding) throws(Failure) in
        guard finding.verdict == .refuted || finding.contradiction != nil else { return }
        refuted += 1
        let why = finding.contradiction ?? finding.reasoning
        if shown.count < 3 {
          shown.append(
            "“\(DataTest.brief(finding.claim.quote, to: 80))” in \(finding.claim.locator): "
              + DataTest.brief(why, to: 300))
        }
      }
      guard refuted > 0 else { return Outcome(status: .pass) }
      let more = refuted > shown.count ? "; …" : ""
      return Outcome(
        status: severity == .warn ? .warn : .error,
        message:
          "\(refuted) \(refuted == 1 ? "claim does" : "claims do") not tally: \(shown.joined(separator: "; "))\(more)"
      )
    }
  }
}
