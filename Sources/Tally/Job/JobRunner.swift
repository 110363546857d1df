internal import Glibc
internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// Runs the steps of a job: ingest, check, report, export.
///
/// A source that is refused does not stop the job; a check that fails does, before anything is
/// written for others.
struct JobRunner {
  var configuration: Configuration
  let job: Configuration.Job
  let warehouse: String
  let command: String
  let busy: Int
  let log: JobLog

  /// What went wrong, the first thing first; a line of each.
  struct Troubles {
    var lines: [String] = []
    var status: Int32 = 0

    mutating func add(_ line: String, status: Int32) {
      lines.append(line)
      if self.status == 0 || self.status == 1 && status != 1 { self.status = status }
    }
  }

  /// Reads the pipes among the paths of the job to their end.
  mutating func readPipes() {
    for index in configuration.sources.indices
    where job.ingest.contains(configuration.sources[index].name) {
      let group = configuration.sources[index]
      configuration.sources[index].finding.pipes = Pipes(
        among: group.paths.filter { $0 != "-" }, longest: group.finding.longestExpanded)
    }
  }

  /// Runs the job.
  ///
  /// - Throws: a `Failure` where the warehouse itself fails.
  func run() throws(Failure) -> Troubles {
    let connection = try Warehouse.openForWriting(warehouse, busy: busy)
    try RunLog.closeCutOff(connection)
    let run = try RunLog.begin(
      .job, name: job.name, command: command, version: Tally.version, connection)
    log.run = run
    log.write("start")
    var troubles = Troubles()
    do throws(Failure) {
      try ingest(run, &troubles, connection)
      let hasFailed = try check(run, &troubles, connection)
      if hasFailed, !(job.report + job.export).isEmpty || job.site {
        log.write(
          "stop", level: "error", [("message", "a check failed: nothing is reported or exported")])
      } else {
        for name in job.report + job.export { write(name, run, &troubles) }
        writeSite(&troubles)
      }
      try connection.execute("PRAGMA optimize")
    } catch {
      if error.kind == .tryLater { connection.wait(milliseconds: 0) }
      try? RunLog.end(run, .failed, message: error.description, connection)
      log.write(
        "end", level: "error", [("status", "failed"), ("message", .string(error.description))])
      throw error
    }
    let status: RunLog.Status =
      troubles.status == 0 ? .done : troubles.status == 1 ? .rejects : .failed
    let message = troubles.lines.isEmpty ? nil : troubles.lines.joined(separator: "; ")
    try RunLog.end(run, status, message: message, connection)
    log.write(
      "end", level: troubles.status == 0 ? "info" : "error",
      [("status", .string(status.rawValue)), ("message", JSONValue(message))])
    return troubles
  }

  // MARK: Ingest

  private func ingest(_ run: Int64?, _ troubles: inout Troubles, _ connection: borrowing Connection)
    throws(Failure)
  {
    for name in job.ingest {
      guard let group = configuration.sources.first(where: { $0.name == name }) else { continue }
      let summary = try ingest(group, run, isRehearsal: false, connection)
      for (path, reason) in summary.passedOver {
        log.write("passed over", [("source", .string(path)), ("message", .string(reason))])
      }
      tell(group, summary, &troubles)
      for locator in try forgetVanished(
        group, run, besides: summary.extracted, isRehearsal: false, connection)
      {
        log.write("forgotten", [("source", .string(locator))])
      }
    }
  }

  /// Forgets the sources of a group whose files are gone, where the configuration says so.
  ///
  /// Where nothing at all is there, the disk may not be: then nothing is forgotten.
  ///
  /// - Parameter extracted: documents that files of records still hold.
  /// - Returns: their locators.
  private func forgetVanished(
    _ group: Configuration.SourceGroup, _ run: Int64?, besides extracted: Set<String>,
    isRehearsal: Bool,
    _ connection: borrowing Connection
  ) throws(Failure) -> [String] {
    guard group.forgetsVanished else { return [] }
    var request = Forgetting.Request()
    request.locators = try Vanished.locators(
      patterns: group.paths, section: group.name, in: connection
    ).filter { !extracted.contains($0) }
    guard !request.locators.isEmpty else { return [] }
    request.section = group.name
    request.job = run
    request.isRehearsal = isRehearsal
    request.command = command
    request.version = Tally.version
    _ = try Forgetting.run(request, in: connection)
    return request.locators
  }

  /// Ingests a group of sources.
  private func ingest(
    _ group: Configuration.SourceGroup, _ run: Int64?, isRehearsal: Bool,
    _ connection: borrowing Connection
  ) throws(Failure) -> IngestionSummary {
    var options = IngestionOptions()
    options.reading = group.options
    options.name = group.table
    options.section = group.name
    options.job = run
    options.isRehearsal = isRehearsal
    options.command = command
    options.version = Tally.version
    options.finding = group.finding
    var paths: [String] = []
    for pattern in group.paths { paths += Glob.paths(pattern) }
    return try Ingestion.run(paths, into: connection, options: options) { _, _, outcome in
      guard let outcome, !isRehearsal else { return }
      switch outcome.result {
      case .skipped(let other):
        log.write("skipped", [("source", .string(outcome.locator)), ("same_as", .string(other))])
      case .reread(let kind, let rejects, let detail):
        log.write(
          "re-read", level: rejects > 0 ? "warning" : "info",
          [
            ("source", .string(outcome.locator)), ("kind", .string(kind.rawValue)),
            ("detail", .string(detail)), ("rejects", JSONValue(rejects)),
          ])
      case .loaded(let kind, let accounting, let rejects, let detail):
        log.write(
          "loaded", level: rejects > 0 ? "warning" : "info",
          [
            ("source", .string(outcome.locator)), ("kind", .string(kind.rawValue)),
            ("detail", .string(detail)),
            ("rows_read", JSONValue(accounting.read)),
            ("rows_stored", JSONValue(accounting.stored)),
            ("rows_rejected", JSONValue(accounting.rejected)), ("rejects", JSONValue(rejects)),
          ])
      case .failed(let failure):
        log.write(
          "refused", level: "error",
          [("source", .string(outcome.locator)), ("message", .string(failure.message))])
      }
    }
  }

  private func tell(
    _ group: Configuration.SourceGroup, _ summary: IngestionSummary, _ troubles: inout Troubles
  ) {
    if summary.found == 0, summary.failures.isEmpty, !group.isOptional {
      log.write("nothing found", level: "error", [("sources", .string(group.name))])
      troubles.add(
        "\(group.name): nothing is there (\(group.paths.joined(separator: ", ")))",
        status: Failure.Kind.noInput.rawValue)
    }
    if let first = summary.failures.first {
      let more = summary.failures.count > 1 ? " and \(summary.failures.count - 1) more" : ""
      troubles.add("\(group.name): refused \(first)\(more)", status: 1)
    }
    if summary.rejects > 0 {
      troubles.add("\(group.name): \(summary.rejects) rejected, see `tally rejects`", status: 1)
    }
  }

  // MARK: Check

  /// Runs the checks; whether one failed.
  private func check(_ run: Int64, _ troubles: inout Troubles, _ connection: borrowing Connection)
    throws(Failure)
    -> Bool
  {
    guard !job.check.isEmpty else { return false }
    let reading = try Warehouse.openForReading(warehouse, busy: busy)
    var hasFailed = false
    for name in job.check {
      guard let group = configuration.checks.first(where: { $0.name == name }) else { continue }
      let check = try RunLog.begin(
        .check, name: name, job: run, command: command, version: Tally.version, connection)
      var failed: [String] = []
      for test in group.items {
        let outcome = try test.run(on: reading)
        log.write(
          "check",
          level: outcome.status == .pass ? "info" : outcome.status == .warn ? "warning" : "error",
          [
            ("check", .string(test.name)), ("status", .string(outcome.status.rawValue)),
            ("message", outcome.message.isEmpty ? .null : .string(outcome.message)),
          ])
        if outcome.status == .error { failed.append("\(test.name): \(outcome.message)") }
      }
      try RunLog.end(
        check, failed.isEmpty ? .done : .failed,
        message: failed.isEmpty ? nil : failed.joined(separator: "; "),
        connection)
      if let first = failed.first {
        hasFailed = true
        troubles.add(
          "check \(first)" + (failed.count > 1 ? " and \(failed.count - 1) more" : ""), status: 1)
      }
    }
    return hasFailed
  }

  // MARK: Report and export

  private func write(_ name: String, _ run: Int64, _ troubles: inout Troubles) {
    let isReport = job.report.contains(name) && configuration.reports.contains { $0.name == name }
    let found = (isReport ? configuration.reports : configuration.exports).first { $0.name == name }
    guard var export = found else { return }
    export.target = Names.expanded(export.target)
    var exporter = Exporter(
      warehouse: warehouse, version: Tally.version, command: command, job: run)
    exporter.busy = busy
    exporter.kind = isReport ? .report : .export
    do throws(Failure) {
      let summary = try exporter.run(export)
      log.write(
        isReport ? "report" : "export",
        [
          ("name", .string(name)), ("target", .string(export.target)),
          ("rows", JSONValue(summary.rows)),
          ("bytes", JSONValue(summary.bytes)), ("files", JSONValue(summary.files)),
        ])
      handOn("\(isReport ? "reports" : "exports").\(name)", name, summary, &troubles)
    } catch {
      log.write(
        isReport ? "report" : "export", level: "error",
        [("name", .string(name)), ("message", .string(error.description))])
      troubles.add(
        "\(isReport ? "report" : "export") \(name): \(error)", status: error.kind.rawValue)
    }
  }

  private func writeSite(_ troubles: inout Troubles) {
    guard job.site, let site = configuration.site else { return }
    do throws(Failure) {
      let summary = try site.write(warehouse: warehouse, busy: busy)
      log.write(
        "site",
        [
          ("target", .string(site.folder)), ("files", JSONValue(summary.files)),
          ("written", JSONValue(summary.written)), ("removed", JSONValue(summary.removed)),
        ])
      guard !summary.isUnchanged else { return }
      handOn("site", "site", FilePath.absolute(site.folder), [], &troubles)
    } catch {
      log.write("site", level: "error", [("message", .string(error.description))])
      troubles.add("site: \(error)", status: error.kind.rawValue)
    }
  }

  // MARK: Rehearsal

  /// Does everything but write: ingests in a transaction that is rolled back, checks and counts
  /// what it would find.
  func rehearse(_ tell: (String) -> Void) throws(Failure) -> Troubles {
    let connection = try Warehouse.openForWriting(warehouse, busy: busy)
    return try connection.rehearsal { () throws(Failure) in
      var troubles = Troubles()
      for name in job.ingest {
        guard let group = configuration.sources.first(where: { $0.name == name }) else { continue }
        let summary = try ingest(group, nil, isRehearsal: true, connection)
        tell(
          "ingest \(name): would load \(summary.loaded) of \(summary.found) sources, \(summary.reread > 0 ? "re-read \(summary.reread), " : "")skip \(summary.skipped), refuse \(summary.failures.count); "
            + "rows: store \(summary.accounting.stored), reject \(summary.accounting.rejected), pass over \(summary.accounting.passedOver)"
        )
        self.tell(group, summary, &troubles)
        let vanished = try forgetVanished(
          group, nil, besides: summary.extracted, isRehearsal: true, connection)
        if !vanished.isEmpty {
          tell("ingest \(name): would forget \(vanished.joined(separator: ", "))")
        }
      }
      // From here on everything only reads what the rehearsal would have stored.
      connection.allowReadingOnly()
      for name in job.check {
        guard let group = configuration.checks.first(where: { $0.name == name }) else { continue }
        for test in group.items {
          let outcome = try test.run(on: connection)
          tell(
            "check \(test.name): \(outcome.status.rawValue)"
              + (outcome.message.isEmpty ? "" : ", \(outcome.message)"))
          if outcome.status == .error {
            troubles.add("check \(test.name): \(outcome.message)", status: 1)
          }
        }
      }
      let exporter = Exporter(warehouse: warehouse, version: Tally.version, command: command)
      for (kind, names, known) in [
        ("report", job.report, configuration.reports),
        ("export", job.export, configuration.exports),
      ] {
        for name in names {
          guard let export = known.first(where: { $0.name == name }) else { continue }
          let rows = try exporter.count(export, on: connection)
          let handover = configuration.handovers["\(kind)s.\(name)"]
          tell(
            "\(kind) \(name): would write \(rows) rows as \(export.format.name) to \(Names.expanded(export.target))"
              + (handover.map { ", then run \(DataTest.brief($0.text, to: 200))" } ?? ""))
        }
      }
      if job.site, let site = configuration.site { tell("site: would write \(site.folder)") }
      return troubles
    }
  }
}
