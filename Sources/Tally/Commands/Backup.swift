internal import ArgumentParser
internal import Records
internal import Report
internal import Storage

/// The command `tally backup`.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Copy the warehouse to a file while others read and write: one state of it, checked, whole or not at all.",
    discussion:
      "The copy is a warehouse: put it in the place of a lost one, or name it with --db. {date} and {time} in the path are UTC."
  )

  @OptionGroup var warehouse: WarehouseOption

  @Argument(help: "The file of the copy.")
  var output: String

  @Flag(name: .shortAndLong, help: "Say what was written.")
  var verbose = false

  @OptionGroup var summaryOption: SummaryOption

  func run() throws {
    let target = FilePath.absolute(Names.expanded(output))
    try Outputs.check(target, warehouse: warehouse.path)
    do { try Outputs.check(target, on: try Warehouse.openForReading(warehouse.path)) }
    let bytes = try WarehouseCopy.write(warehouse.path, to: target)
    if verbose || summaryOption.isTold { Terminal.tell("\(bytes) bytes: \(target)") }
  }
}
