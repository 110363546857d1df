internal import ArgumentParser
internal import Records
internal import Report

/// How and where a result is written.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "table, csv, tsv, json, ndjson, markdown, html or xlsx.", valueName: "format"),
    transform: { name in
      guard let format = Format(rawValue: name) else {
        throw ValidationError(
          "expected one of \(Format.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return format
    })
  var format: Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file, whole or not at all; its extension names the format.", valueName: "file"))
  var output: String?

  @OptionGroup var layoutOptions: LayoutOptions

  /// Writes a result: to standard output, or to a file that takes its name only when it is
  /// complete.
  ///
  /// - Parameter draws: whether a table is replaced by the report's chart.
  func write(
    title: String = "", draws: Bool = false, _ body: (any RowWriter) throws(Failure) -> Void
  ) throws(Failure) {
    var layout = layout
    layout.title = title
    layout.draws = draws
    try ResultOptions.write(format: format, to: output, layout, body)
  }

  /// How rows are written, as far as it was asked.
  var layout: Layout { layoutOptions.layout }

  /// Writes rows in a format, else in the one that the file's extension names, else as a table.
  static func write(
    format: Format?, to output: String?, _ layout: Layout,
    _ body: (any RowWriter) throws(Failure) -> Void
  ) throws(Failure) {
    let format = if let format { format } else { try named(by: output) }
    var layout = layout
    layout.width = output == nil || output == "-" ? Terminal.width : nil
    try write(to: output, isText: format != .xlsx) { (sink) throws(Failure) in
      let writer = format.writer(layout, to: sink)
      try body(writer)
      if let failure = (writer as? any LimitedWriter)?.failure { throw failure }
    }
  }

  /// The format that the name of a file says; a table where it has no extension.
  private static func named(by output: String?) throws(Failure) -> Format {
    guard let output, output != "-" else { return .table }
    if let format = Format(path: output) { return format }
    let name = output.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex, !FilePath.exists(output) else {
      return .table
    }
    throw Failure(
      .usage,
      "the path does not name a format: give one with -f \(Format.allCases.map(\.rawValue).joined(separator: ", "))",
      at: Place(output))
  }

  /// Writes bytes to standard output, or to a file that takes its name only when it is complete.
  ///
  /// - Parameter isText: whether a terminal can show them.
  static func write(
    to output: String?, isText: Bool = true,
    _ body: (@escaping ([UInt8]) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    if !isText, output == nil || output == "-", Terminal.isInteractive {
      throw Failure(.usage, "a workbook is no text for a terminal: give -o FILE.xlsx")
    }
    guard let output, output != "-" else { return try body { Terminal.write($0) } }
    let file = try AtomicFile(output)
    do {
      try body { file.write($0) }
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}

/// `-p name value`, any number of times.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .upToNextOption,
    help: ArgumentHelp("A parameter: its name and its value.", valueName: "name value"))
  var parameter: [String] = []

  /// The parameters in the order given.
  func pairs() throws(Failure) -> [(name: String, value: String)] {
    var pairs: [(String, String)] = []
    var rest = parameter[...]
    while let first = rest.popFirst() {
      if let equals = first.firstIndex(of: "="), equals > first.startIndex {
        pairs.append((String(first[..<equals]), String(first[first.index(after: equals)...])))
      } else {
        guard let value = rest.popFirst() else {
          throw Failure(.usage, "-p \(first): expected a name and a value")
        }
        pairs.append((first, value))
      }
    }
    return pairs
  }
}
