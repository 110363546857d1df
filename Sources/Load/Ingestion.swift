public import Ingest
public import Records
public import Storage

/// What one ingest run is asked to do.
public struct IngestionOptions: Sendable {
  /// How sources are read.
  public var reading = ReadingOptions()
  /// What is looked for.
  public var finding = FindingOptions()
  /// The name of the record table, without `record_`.
  public var name: String?
  /// Everything is done and rolled back.
  public var isRehearsal = false
  /// Sources whose bytes are known are loaded again.
  public var isAgain = false
  /// The source of which the one that is found is a new version, under another name.
  public var replaces: String?
  /// How many sources are read at once while one is written; 0 is one a processor.
  public var jobs = 0
  /// What was asked, for the table `run`.
  public var command = ""
  /// The name of the sources in `tally.yml`.
  public var section: String?
  /// The run of the job that this is a step of.
  public var job: Int64?
  /// The version of Tally.
  public var version = ""

  /// The usual.
  public init() {}
}

/// What a run did.
public struct IngestionSummary: Sendable {
  /// Its number in the table `run`.
  public internal(set) var run: Int64 = 0
  /// Sources found.
  public internal(set) var found = 0
  /// Sources loaded as a new version.
  public internal(set) var loaded = 0
  /// Sources whose bytes were loaded before.
  public internal(set) var skipped = 0
  /// Sources whose bytes were loaded before and read again, for a vocabulary that changed or for
  /// what was told.
  public internal(set) var reread = 0
  /// Why.
  var reasons: Set<String> = []
  /// Sources refused as a whole.
  public internal(set) var failures: [Failure] = []
  /// What stood in folders and was no source, with the reason.
  public internal(set) var passedOver: [(path: String, reason: String)] = []
  /// Rows, cells and passages rejected in sources that were loaded.
  public internal(set) var rejects = 0
  /// Documents that were found in files of records, by their names in the warehouse.
  public internal(set) var extracted: Set<String> = []
  /// Where the rows of the loaded sources went.
  public internal(set) var accounting = Accounting()

  /// Something was rejected or refused.
  public var hasRejects: Bool { rejects > 0 || !failures.isEmpty }
}

/// Ingests files, folders and standard input into a warehouse.
public enum Ingestion {
  /// Runs over everything that the paths name; one bad source does not stop the others.
  ///
  /// - Parameter progress: called before the first source and after each one: how many are done, of
  ///   how many.
  /// - Throws: a `Failure` where the warehouse itself fails.
  public static func run(
    _ paths: [String], into connection: borrowing Connection, options: IngestionOptions,
    progress: (_ done: Int, _ of: Int, _ outcome: SourceOutcome?) -> Void = { _, _, _ in }
  ) throws(Failure) -> IngestionSummary {
    // A rehearsed job is one transaction around all of its steps.
    if options.isRehearsal, !connection.isInTransaction {
      return try connection.rehearsal { () throws(Failure) in
        try perform(paths, connection, options, progress)
      }
    }
    do {
      return try perform(paths, connection, options, progress)
    } catch {
      noteFailure(error, options, connection)
      throw error
    }
  }

  /// Notes that the run failed; where not even that can be written, the failure itself is the one
  /// to tell.
  private static func noteFailure(
    _ failure: Failure, _ options: IngestionOptions, _ connection: borrowing Connection
  ) {
    guard !options.isRehearsal else { return }
    // Who has waited for a lock in vain does not wait again for the note.
    if failure.kind == .tryLater { connection.wait(milliseconds: 0) }
    try? connection.run(
      """
      UPDATE run SET status = 'failed', ended = ?, message = ?
      WHERE run_id = (SELECT max(run_id) FROM run WHERE kind = 'ingest') AND status = 'running'
      """, .text(Clock.now), .text(failure.description))
  }

  private static func perform(
    _ paths: [String], _ connection: borrowing Connection, _ options: IngestionOptions,
    _ progress: (Int, Int, SourceOutcome?) -> Void
  ) throws(Failure) -> IngestionSummary {
    let vocabulary = try VocabularyLoad.vocabulary(of: connection)
    try LocatorMend.perform(connection)
    let found = try found(paths, options, connection)
    let replacement = try replacement(options, found, connection)
    var reading = try options.reading.resolved(by: vocabulary)
    reading.table = options.name
    let (known, comesAgain) = try known(
      found.sources, reading, vocabulary, replacement, connection)
    let isAgain = options.isAgain || replacement != nil
    let reader = SourceReader(
      vocabulary: vocabulary, articles: ArticleReaderOnDemand(vocabulary),
      options: reading.keeping(nil, sameBytes: false), sources: found.sources, known: known,
      isAgain: isAgain)
    let ahead = ReadAhead(
      count: found.sources.count, jobs: options.jobs > 0 ? options.jobs : Processors.count
    ) {
      index, handover in reader.read(index, to: handover)
    }
    defer { ahead.close() }
    // Sources are being read from here on.
    try connection.savepoint { () throws(Failure) in
      try VocabularyLoad.copy(vocabulary, to: connection)
    }
    let codes = Codes()
    var summary = IngestionSummary()
    // What could not even be opened was found as well.
    summary.passedOver = found.passedOver
    for source in found.sources {
      if case .extracted = source.origin { summary.extracted.insert(source.locator) }
    }
    summary.found = found.sources.count + found.failures.count
    var journal = RunJournal(options)
    // A job is a run in any case, and tells of each of its steps.
    if options.job != nil { try journal.begin(connection) }
    progress(0, found.sources.count, nil)
    for failure in found.failures {
      try note(failure, &summary, &journal, connection)
      progress(
        0, found.sources.count,
        SourceOutcome(locator: failure.place?.locator ?? "-", result: .failed(failure)))
    }
    for (index, source) in found.sources.enumerated() {
      var outcome = SourceOutcome(locator: source.locator, result: .skipped(as: source.locator))
      do throws(Failure) {
        // Of a name that comes again it counts what was loaded a moment ago.
        let known =
          comesAgain.contains(index)
          ? try KnownSources(reading, vocabulary, connection).source(source) : known[index]
        let load = SourceLoad(
          codes: codes, run: try journal.nextRun(connection), isAgain: isAgain, reader: reader,
          known: known, replacement: replacement)
        outcome.result = try load.load(
          source, connection, next: { ahead.next(of: index) },
          begin: { () throws(Failure) in try journal.begin(connection) })
      } catch {
        // A warehouse that cannot be written fails every source: say so once.
        if isFatal(error, connection) { throw error }
        outcome.result = .failed(error)
      }
      ahead.finish(index)
      switch outcome.result {
      case .skipped: summary.skipped += 1
      case .reread(_, let rejects, _):
        summary.reread += 1
        summary.rejects += rejects
        if let reason = known[index]?.rereading { summary.reasons.insert(reason) }
      case .loaded(_, let accounting, let rejects, _):
        summary.loaded += 1
        summary.rejects += rejects
        summary.accounting = summary.accounting + accounting
      case .failed(let failure): try note(failure, &summary, &journal, connection)
      }
      if index + 1 < found.sources.count { try journal.commitWhereDue(connection) }
      progress(index + 1, found.sources.count, outcome)
    }
    if summary.reread > 0 {
      try journal.begin(connection)
      try VocabularyLoad.dropUnused(vocabulary, connection)
    }
    try journal.finish(&summary, connection)
    return summary
  }

  /// What the paths name, each file once, by the name that it has in this warehouse.
  private static func found(
    _ paths: [String], _ options: IngestionOptions, _ connection: borrowing Connection
  ) throws(Failure) -> SourceFinder.Found {
    var locators = Locators(warehouse: connection.path)
    let own = try OwnFiles(connection)
    var finding = options.finding
    finding.exclusion = { own.reason($0) }
    // Who says what a page is reads it as a whole.
    finding.splitsPages = options.reading.kind == nil
    if finding.extracted != .always {
      finding.extracted = options.reading.kind == nil ? .whereSeen : .never
    }
    var found = SourceFinder.find(paths, finding)
    var seen: Set<String> = []
    found.sources = found.sources.compactMap { source in
      var source = source
      if case .extracted(let document) = source.origin {
        source.locator = name(of: document.name, &locators)
        return source
      }
      source.locator = locators.locator(of: source.locator)
      return seen.insert(source.locator).inserted ? source : nil
    }
    refuseTold(&found, options)
    // The warehouse's own files are not worth a word.
    found.passedOver.removeAll { $0.reason == OwnFiles.warehouse }
    for index in found.failures.indices {
      guard var place = found.failures[index].place else { continue }
      place.locator = locators.locator(of: place.locator)
      found.failures[index].place = place
    }
    for refusal in found.refusals {
      var refusal = refusal
      if let document = refusal.place?.locator {
        refusal.place?.locator = name(of: document, &locators)
      }
      found.failures.append(refusal)
    }
    return found
  }

  /// What a document of a file of records is called: as the file that it is, where that is here;
  /// else by the name that it has there.
  private static func name(of document: String, _ locators: inout Locators) -> String {
    let file = document.firstIndex(of: "#").map { String(document[..<$0]) } ?? document
    return FileSystem.exists(document) || FileSystem.exists(file)
      ? locators.locator(of: document) : document
  }

  /// Refuses files of records where something is told of them: their documents were read already.
  private static func refuseTold(
    _ found: inout SourceFinder.Found, _ options: IngestionOptions
  ) {
    var told = options.reading.toldParts.map(\.name)
    if options.name != nil { told.append("name") }
    guard !told.isEmpty else { return }
    var files: Set<String> = []
    found.sources.removeAll { source in
      guard case .extracted(let document) = source.origin else { return false }
      files.insert(document.locator)
      return true
    }
    for file in files.sorted() {
      found.failures.append(
        Failure(
          .usage,
          "\(told.joined(separator: ", ")) cannot be told of records, whose documents were read already: tell it to `tally extract`",
          at: Place(file)))
    }
  }

  /// For each source what is loaded of it, and which sources have the name of an earlier one.
  private static func known(
    _ sources: [Source], _ options: ReadingOptions, _ vocabulary: Vocabulary,
    _ replacement: Replacement?, _ connection: borrowing Connection
  ) throws(Failure) -> ([KnownSource?], comesAgain: Set<Int>) {
    let known = try KnownSources(options, vocabulary, connection)
    if let replacement {
      // What was told of the source that is replaced holds on.
      var before = try known.source(replacement.locator)
      before?.id = nil
      before?.sha256 = ""
      before?.rereading = nil
      if let own = try known.source(sources[0].locator), let told = before?.newBytes.told {
        before?.newBytes = own.newBytes.keeping(told, sameBytes: false)
      }
      return ([before], [])
    }
    var all: [KnownSource?] = []
    all.reserveCapacity(sources.count)
    var comesAgain: Set<Int> = []
    var seen: Set<String> = []
    for (index, source) in sources.enumerated() {
      let isFirst = seen.insert(source.locator).inserted
      if !isFirst { comesAgain.insert(index) }
      all.append(isFirst ? try known.source(source) : nil)
    }
    return (all, comesAgain)
  }

  /// The source that the one that was found takes the place of.
  private static func replacement(
    _ options: IngestionOptions, _ found: SourceFinder.Found, _ connection: borrowing Connection
  ) throws(Failure) -> Replacement? {
    guard let name = options.replaces else { return nil }
    guard found.sources.count == 1, let source = found.sources.first else {
      if let failure = found.failures.first { throw failure }
      throw Failure(
        .usage,
        "--replaces: expected one file of one table or article, found \(found.sources.count)")
    }
    return try Replacement(name, by: source.locator, connection)
  }

  private static func isFatal(_ failure: Failure, _ connection: borrowing Connection) -> Bool {
    failure.database != nil && failure.kind != .badData && failure.kind != .usage
      || failure.kind == .bug
  }

  /// Keeps a source that was refused as a reject of the run.
  private static func note(
    _ failure: Failure, _ summary: inout IngestionSummary, _ journal: inout RunJournal,
    _ connection: borrowing Connection
  ) throws(Failure) {
    summary.failures.append(failure)
    try journal.begin(connection)
    try connection.run(
      SourceLoad.insertReject, .integer(journal.run), .null, .text(failure.place?.locator ?? "-"),
      Value(failure.place?.line),
      Value(failure.place?.column), .text("source_refused"), .text(failure.message), .null)
  }
}
