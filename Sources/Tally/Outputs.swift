internal import Records
internal import Report
internal import Storage

/// Refuses outputs that would overwrite what is read, before anything runs.
enum Outputs {
  /// Checks the output of a command: it is neither a file of the warehouse nor one of the inputs.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  static func check(_ output: String?, warehouse: String, inputs: [String] = []) throws(Failure) {
    guard let output, output != "-" else { return }
    var files = ProtectedFiles(warehouse: warehouse)
    for input in inputs { files.add(input: input) }
    try files.check(output)
  }

  /// Checks that an output is not the file of a current source.
  ///
  /// - Throws: a `Failure` of kind `usage`.
  static func check(_ output: String?, on connection: borrowing Connection) throws(Failure) {
    guard let output, output != "-", FilePath.isFile(output) else { return }
    var locators = Locators(warehouse: connection.path)
    let locator = locators.locator(of: output)
    let known = try connection.value(
      "SELECT 1 FROM source WHERE superseded_by IS NULL AND locator = ? LIMIT 1", .text(locator))
    guard known != .null else { return }
    throw Failure(
      .usage,
      "the output would take the place of a source: name another file, or take the source out with `tally forget`",
      at: Place(output))
  }
}
