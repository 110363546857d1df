internal import ArgumentParser
internal import Ingest
internal import Records

/// The warehouse that a command works on.
struct WarehouseOption: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The warehouse, a file made by ingest; else $TALLY_DB, the one of tally.yml in the working folder, tally.db.",
      valueName: "file"))
  var given: String?

  /// The usual path.
  static let usual = "tally.db"

  /// The path.
  var path: String { get throws(Failure) { try WarehouseOption.path(given: given) } }

  /// The path that was given, else that of the environment.
  var named: String? { WarehouseOption.named(given: given) }

  /// The path that was given, else that of the environment, else that of the configuration in the
  /// working folder, else the usual one.
  ///
  /// - Throws: a `Failure` where there is a configuration that cannot be read.
  static func path(given: String?) throws(Failure) -> String {
    if let named = named(given: given) { return named }
    return try Configuration.warehouse() ?? usual
  }

  private static func named(given: String?) -> String? {
    given ?? Terminal.environment("TALLY_DB").flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Whether a command says in one line what it has done.
struct SummaryOption: ParsableArguments {
  @Flag(
    name: .shortAndLong,
    help:
      "No summary; else it is a line on standard error, where one of the three streams is a terminal."
  )
  var quiet = false

  /// Whether the line is told: a person runs the command, in a pipe or not.
  var isTold: Bool { !quiet && Terminal.isByHand }
}

/// What a person may say about how sources are read.
struct SourceOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Read as article, observations or record; ingest: as what extract wrote (extracted).",
      valueName: "kind"))
  var kind: Kind?

  @Option(help: ArgumentHelp("The encoding, by its IANA name.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "The character between two cells: a character, or tab.", valueName: "character"))
  var delimiter: String?

  @Option(help: ArgumentHelp("The title.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("Who published it.", valueName: "text"))
  var publisher: String?

  @Option(help: ArgumentHelp("When it was published: 2024-03-05.", valueName: "date"))
  var published: String?

  @Flag(help: "Follow links that are found in folders; else only those that are named.")
  var followLinks = false

  @Option(
    help: ArgumentHelp(
      "Refuse what an archive or packed file unpacks to beyond this size: 500M, 10G; 4G where not given.",
      valueName: "size"))
  var maxExpanded: String?

  /// What is looked for, with pipes among the paths read to their end.
  ///
  /// - Parameter takesRecords: the command loads what `tally extract` wrote.
  func finding(_ paths: [String], takesRecords: Bool = false) throws(Failure) -> FindingOptions {
    var options = FindingOptions()
    if kind == .extracted {
      guard takesRecords else {
        throw Failure(
          .usage, "--as extracted: only `tally ingest` loads what `tally extract` wrote")
      }
      options.extracted = .always
    }
    options.followsLinks = followLinks
    if let maxExpanded {
      guard let bytes = FindingOptions.bytes(maxExpanded) else {
        throw Failure(
          .usage, "--max-expanded: expected a size such as 500M or 10G, found \(maxExpanded)")
      }
      options.longestExpanded = bytes
    }
    options.splitsPages = kind == nil
    options.pipes = Pipes(among: paths, longest: options.longestExpanded)
    return options
  }

  /// How a source is read.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case article, observations, record, extracted
  }

  /// The same for the reader.
  func reading() throws(Failure) -> ReadingOptions {
    var options = ReadingOptions()
    options.kind = kind.flatMap { SourceDescription.Kind(rawValue: $0.rawValue) }
    options.encoding = encoding
    options.title = title
    options.publisher = publisher
    try SourceOptions.set(delimiter: delimiter, published: published, &options)
    return options
  }

  /// Checks and sets what is not any text.
  static func set(delimiter: String?, published: String?, _ options: inout ReadingOptions)
    throws(Failure)
  {
    if let delimiter {
      let byte = ["tab", "\\t"].contains(delimiter) ? UInt8(ascii: "\t") : delimiter.utf8.first
      guard let byte, byte == UInt8(ascii: "\t") || delimiter.utf8.count == 1 else {
        throw Failure(.usage, "--delimiter: expected one ASCII character, or tab")
      }
      options.delimiter = byte
    }
    if let published {
      // An empty one takes back what was told.
      guard published.isEmpty || Day(iso: published) != nil else {
        throw Failure(.usage, "--published: expected a date such as 2024-03-05, found \(published)")
      }
      options.published = published
    }
  }
}
