internal import ArgumentParser
internal import Report

/// How rows are written beyond their format: the same wherever there is a result.
struct LayoutOptions: ParsableArguments {
  @Flag(
    name: .customLong("add-bom"),
    help: "Start CSV with a byte order mark, by which Excel knows UTF-8.")
  var addsByteOrderMark = false

  @Flag(
    name: .customLong("keep-formulas"),
    help:
      "Leave texts in CSV and TSV that a spreadsheet would run as a formula as they are; else ' stands before them."
  )
  var keepsFormulas = false

  /// How rows are written, as far as it was asked.
  var layout: Layout {
    var layout = Layout()
    layout.addsByteOrderMark = addsByteOrderMark
    layout.escapesFormulas = !keepsFormulas
    return layout
  }
}
