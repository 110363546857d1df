internal import Ingest
internal import Records
internal import Report
internal import YAML

/// What `tally.yml` says: sources, reports, exports, checks, and the jobs that are made of them.
struct Configuration {
  /// Files to ingest, and how they are read.
  struct SourceGroup {
    var name: String
    /// Paths and patterns, relative to the configuration.
    var paths: [String]
    var options = ReadingOptions()
    /// The name of the table for records.
    var table: String?
    /// That nothing is found is no failure.
    var isOptional = false
    /// What is looked for.
    var finding = FindingOptions()
    /// Sources whose file is gone are forgotten.
    var forgetsVanished = false
  }

  /// The steps of a job, each the names of what it does.
  struct Job {
    var name: String
    var ingest: [String] = []
    var check: [String] = []
    var report: [String] = []
    var export: [String] = []
    /// Whether the site is written.
    var site = false
    /// How long to wait for another job, in seconds.
    var wait: Double?
    /// The file for the log.
    var log: String?
  }

  /// The path of the file.
  var path: String
  /// The warehouse; `nil` where the file does not say.
  var warehouse: String?
  var sources: [SourceGroup] = []
  /// Reports to write, without a manifest.
  var reports: [Export] = []
  var exports: [Export] = []
  /// The site that the warehouse is published as.
  var site: Site?
  var checks: [(name: String, items: [CheckItem])] = []
  var jobs: [Job] = []
  /// What is run with a finished output, or when a job failed: by `reports.NAME`, `exports.NAME`,
  /// `jobs.NAME`.
  var handovers: [String: Handover] = [:]

  /// The folder that its paths are relative to.
  var folder: String { FilePath.split(FilePath.absolute(path)).folder }

  /// The path of the warehouse, relative to the folder.
  var warehousePath: String { warehouse ?? WarehouseOption.usual }

  /// The usual name.
  static let fileName = "tally.yml"

  /// The warehouse that the `tally.yml` of the working folder names; `nil` where there is no such
  /// file, or where it names none.
  ///
  /// Nothing else of the file is looked at: a query needs no valid jobs.
  ///
  /// - Throws: a `Failure` where the file cannot be read: another warehouse would be the wrong one.
  static func warehouse() throws(Failure) -> String? {
    guard FilePath.isFile(fileName) else { return nil }
    guard let bytes = FilePath.bytes(fileName) else {
      throw Failure(
        .notPermitted,
        "cannot read the configuration, which may name the warehouse: name it with --db",
        at: Place(fileName))
    }
    guard let node = try YAMLReader.read(bytes, locator: fileName)?.member("warehouse") else {
      return nil
    }
    if let path = node.text, !node.isNull { return path }
    throw Failure(
      .configuration, "warehouse: expected a path, found \(node.kind)",
      at: Place(fileName, line: node.line, column: node.column))
  }

  /// Reads the file that an option names, else `tally.yml`.
  ///
  /// - Parameters:
  ///   - warehouse: the one given on the command line; reports of one's own may lie beside it.
  ///   - folders: more folders of reports.
  /// - Throws: `Failures` with everything that is wrong with it.
  static func read(_ given: String?, warehouse: String?, reports folders: [String]) throws
    -> Configuration
  {
    let path = given ?? fileName
    guard let bytes = FilePath.bytes(path) else {
      throw Failure(
        given == nil ? .configuration : .noInput,
        given == nil
          ? "there is no tally.yml in this folder: name a configuration with --config"
          : "cannot read the configuration",
        at: Place(path))
    }
    var reader = ConfigurationReader(path, bytes, folders: folders)
    return try reader.read(warehouse: warehouse)
  }

  /// The job of a name.
  func job(_ name: String) throws(Failure) -> Job {
    if let job = jobs.first(where: { $0.name == name }) { return job }
    let names = jobs.map(\.name)
    throw Failure(
      .usage,
      "there is no job \(name)" + Catalogue.suggestion(name, names)
        + (names.isEmpty ? ": the file has none" : ": it has \(names.joined(separator: ", "))"),
      at: Place(path))
  }
}
