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
    subcommands: [List.self, Find.self, Add.self], defaultSubcommand: List.self)

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
        "Extend the vocabulary of this warehouse by a CSV; its header says which table it extends.")
    @OptionGroup var warehouse: WarehouseOption
    @Argument(help: "A CSV with the columns of one of the tables.") var file: String
    @OptionGroup var summaryOption: SummaryOption

    func run() throws {
      let content = try SourceContent(Source(file == "-" ? .standardInput : .file(path: file)))
      var bytes: [UInt8] = []
      _ = try Survey(content) { block in for index in 0..<block.count { bytes.append(block[index]) }
      }
      let connection = try Warehouse.openForWriting(warehouse.path)
      let table = try VocabularyLoad.add(bytes, from: file, to: connection)
      if summaryOption.isTold {
        Terminal.tell("added to \(table); it takes effect at the next ingest")
      }
    }
  }
}
