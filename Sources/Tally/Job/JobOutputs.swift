internal import Records
internal import Report

/// The files that a job writes, set against what it reads, before it runs.
struct JobOutputs {
  let configuration: Configuration
  let job: Configuration.Job
  let warehouse: String

  /// Refuses outputs that would overwrite the warehouse, the configuration or what is ingested.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  func check(log: String?) throws(Failure) {
    var files = ProtectedFiles(warehouse: warehouse)
    files.add(input: configuration.path)
    for name in job.ingest {
      for pattern in configuration.sources.first(where: { $0.name == name })?.paths ?? [] {
        for path in Glob.paths(pattern) { files.add(input: path) }
      }
    }
    let chosen =
      job.report.compactMap { name in configuration.reports.first { $0.name == name } }
      + job.export.compactMap { name in configuration.exports.first { $0.name == name } }
    for export in chosen {
      for item in export.items {
        if case .report(let report, _) = item.content, let file = report.file {
          files.add(input: file)
        }
      }
    }
    try files.check(log)
    for export in chosen { try files.check(Names.expanded(export.target)) }
    if job.site { try files.check(configuration.site?.folder) }
  }
}
