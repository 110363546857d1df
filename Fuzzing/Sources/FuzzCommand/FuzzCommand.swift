private import ArgumentParser
private import Glibc
private import Ingest
private import Records
private import Report

/// What the bytes are read as: a configuration or a command line.
private let isYAML = getenv("TALLY_FUZZ").map { String(cString: $0) } == "yaml"

/// Reads arbitrary bytes as `tally.yml`, or as the words of a command line, one a line.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCommand(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  do {
    if isYAML {
      var reader = ConfigurationReader("tally.yml", bytes, folders: [])
      let configuration = try reader.read(warehouse: nil)
      for job in configuration.jobs { _ = WaitOption(wait: job.wait ?? 0).milliseconds }
    } else {
      try readOptions(SystemPath.text(bytes).split(separator: "\n").map(String.init))
    }
  } catch {
    // Refused, with a reason: that is an answer.
  }
  return 0
}

/// Everything that becomes of words before a command begins its work.
private func readOptions(_ words: [String]) throws {
  _ = ReadOnlyQuery(quickly: words[...])
  let command = try Tally.parseAsRoot(words)
  switch command {
  case let ingest as Ingest:
    _ = try ingest.source.reading()
    _ = try ingest.source.finding([])
    _ = ingest.wait.milliseconds
  case let extract as Extract: _ = try extract.source.reading()
  case let inspect as Inspect: _ = try inspect.source.reading()
  case let forget as Forget: _ = forget.wait.milliseconds
  case let query as QueryCommand:
    _ = try query.vintage.instant()
    _ = Query.values(of: try query.parameters.pairs())
    _ = query.result.layout
  case let report as ReportCommand:
    _ = try report.vintage.instant()
    if let name = report.name {
      _ = try Query.values(of: try Catalogue.report(name), parameters: report.parameters.pairs())
    }
  case let export as ExportCommand:
    _ = export.wait.milliseconds
    _ = try export.parameters.pairs()
    if let since = export.since { _ = try Names.time(since, "--since") }
    if let output = export.output { _ = Names.expanded(output) }
  case let schedule as ScheduleCommand:
    let schedule = try Schedule(at: schedule.at, every: schedule.every, on: schedule.on)
    _ = (schedule.cron, schedule.calendar, schedule.delay)
  default: break
  }
}
