internal import ArgumentParser
internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage

/// The command `tally vocabulary`.
struct VocabularyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary",
    abstract: "What Tally knows about places, indicators, units and words.",
    discussion: """
      What is added or removed takes effect at the next ingest: sources that are given to it are read again, though their
      bytes are the same, and what they say otherwise now takes the place of what they said.
      """,
    subcommands: [List.self, Find.self, Additions.self, Add.self, Remove.self],
    defaultSubcommand: List.self)

  /// The command `tally vocabulary list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the tables, or the rows of one, as a file that add takes.")
    @OptionGroup var warehouse: WarehouseOption
    @Argument(help: "A table: places, unit_names, indicators …") var table: String?

    func run() throws {
      let vocabulary = try Vocabulary.forReading(warehouse.path)
      guard let table else {
        for (name, columns, rows) in vocabulary.summary {
          Terminal.print("\(name): \(rows) rows; \(columns)")
        }
        return
      }
      guard let csv = vocabulary.csv(of: table) else {
        throw Failure(
          .usage, "there is no vocabulary table \(table): `tally vocabulary` lists them")
      }
      Terminal.write(Array(csv.utf8))
    }
  }

  /// The command `tally vocabulary find`.
  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what a name is read as.")
    @OptionGroup var warehouse: WarehouseOption
    @Argument(help: "A name, a code, a unit.") var name: String

    func run() throws {
      let vocabulary = try Vocabulary.forReading(warehouse.path)
      let meanings = vocabulary.meanings(of: name)
      guard !meanings.isEmpty else {
        throw Failure(
          .noInput, "the vocabulary does not know \(name): add it with `tally vocabulary add`")
      }
      for meaning in meanings { Terminal.print(meaning) }
    }
  }

  /// The command `tally vocabulary add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Extend the vocabulary of this warehouse by a CSV; its header says which table it extends.",
      discussion: """
        `tally vocabulary` lists the tables with their columns, `tally vocabulary list TABLE` the rows of one, which show what
        each column holds.
        """)
    @OptionGroup var warehouse: WarehouseOption
    @Argument(help: "A CSV with the columns of one of the tables.") var file: String
    @OptionGroup var summaryOption: SummaryOption

    func run() throws {
      let content = try SourceContent(Source(file == "-" ? .standardInput : .file(path: file)))
      var bytes: [UInt8] = []
      _ = try Survey(content) { block in for index in 0..<block.count { bytes.append(block[index]) }
      }
      let path = try warehouse.path
      let isNew = !FilePath.exists(path)
      do {
        let connection = try Warehouse.openForWriting(path)
        var names = Locators(warehouse: path)
        let locator = names.locator(of: file)
        let problems = try VocabularyLoad.problems(bytes, from: locator, to: connection)
        guard problems.isEmpty else { throw Failures(problems) }
        let table = try VocabularyLoad.add(bytes, from: locator, to: connection)
        if summaryOption.isTold {
          Terminal.tell(
            table.map { "added to \($0); it takes effect at the next ingest" }
              ?? "the file added the same before")
        }
      } catch {
        if isNew { Warehouse.discardEmpty(path) }
        throw error
      }
    }
  }

  /// The command `tally vocabulary additions`.
  struct Additions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what was added to the vocabulary of this warehouse.")
    @OptionGroup var warehouse: WarehouseOption
    @OptionGroup var result: ResultOptions

    func run() throws {
      try Outputs.check(result.output, warehouse: warehouse.path)
      let connection = try Warehouse.openForReading(warehouse.path)
      let additions = try VocabularyLoad.additions(of: connection)
      try result.write(title: "Additions to the vocabulary") { (writer) throws(Failure) in
        writer.begin(["addition", "file", "extends", "rows", "added"])
        for one in additions {
          let table = try VocabularyTable(
            name: one.addition.table, csv: one.addition.content, locator: one.addition.locator)
          writer.row([
            .integer(one.number), .text(one.addition.locator), .text(one.addition.table),
            .integer(Int64(table.count)), .text(one.added),
          ])
        }
        writer.end()
      }
    }
  }

  /// The command `tally vocabulary remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take out what was added to the vocabulary of this warehouse.")
    @OptionGroup var warehouse: WarehouseOption
    @Argument(
      help: ArgumentHelp(
        "The file that was added, or the number that `tally vocabulary additions` shows.",
        valueName: "addition"))
    var name: String
    @OptionGroup var summaryOption: SummaryOption

    func run() throws {
      do { _ = try Warehouse.openForReading(warehouse.path) }
      let connection = try Warehouse.openForWriting(warehouse.path)
      let removed = try VocabularyLoad.remove(name, from: connection)
      if summaryOption.isTold {
        for one in removed {
          Terminal.tell(
            "removed \(one.locator) from \(one.table); it takes effect at the next ingest")
        }
      }
    }
  }
}
