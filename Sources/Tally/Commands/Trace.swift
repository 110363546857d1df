internal import ArgumentParser
internal import Records
internal import Storage

/// The command `tally trace`.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Show where a figure stands: the sentence with the figure marked, or the row of the "
      + "table with the cell marked."
  )

  @OptionGroup var warehouse: WarehouseOption

  @Argument(help: "A claim_id or an observation_id.")
  var id: Int64

  func run() throws {
    let connection = try Warehouse.openForReading(warehouse.path)
    switch try FigureTrace.find(id, in: warehouse.path, on: connection) {
    case .claim(let claim): show(claim)
    case .observation(let observation): show(observation)
    case nil:
      throw Failure(
        .noInput, "there is no claim or observation \(id)", at: Place(try warehouse.path))
    }
  }

  private func show(_ claim: ClaimTrace) {
    describe(claim.source)
    Terminal.print(
      "\(claim.source.locator):\(claim.line), characters \(claim.start) to \(claim.end)")
    if let reader = claim.reader {
      Terminal.print("read by \(reader), in the claims beside the article")
    }
    Terminal.print("")
    let sentence = "\(claim.before)>>>\(claim.quote)<<<\(claim.after)"
    Terminal.print(String(sentence.map { $0.isNewline ? " " : $0 }))
  }

  private func show(_ observation: ObservationTrace) {
    describe(observation.source)
    Terminal.print(observation.position)
    Terminal.print("")
    if let cells = observation.row {
      for cell in cells {
        Terminal.print(
          cell.column == observation.column
            ? ">>> \(cell.heading): \(cell.text) <<<" : "    \(cell.heading): \(cell.text)")
      }
    } else {
      // The file is not there, or holds another version now: what was kept of the cell.
      for (name, value) in [
        ("indicator", observation.indicator), ("place", observation.place),
        ("period", observation.period),
      ] {
        if let value { Terminal.print("    \(name): \(value)") }
      }
      Terminal.print(">>> \(observation.cell) <<<")
    }
  }

  private func describe(_ source: TracedSource) {
    if !source.line.isEmpty { Terminal.print(source.line) }
  }
}
