internal import ArgumentParser
internal import Ingest

/// What a person may tell of a table's figures that the table itself does not say.
struct ToldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The place of a table's figures, where the table says none: a code or a name.",
      valueName: "place"))
  var place: String?

  @Option(
    help: ArgumentHelp(
      "What a table measures, where the table does not say: a code or a name.",
      valueName: "indicator"))
  var indicator: String?

  @Option(
    help: ArgumentHelp(
      "The unit of a table's figures, where the table says none: EUR, 'million EUR', %.",
      valueName: "unit"))
  var unit: String?

  @Option(
    help: ArgumentHelp(
      "The period of a table's figures, where the table says none: 2024, 2024-Q3, 2024-03.",
      valueName: "period"))
  var period: String?

  /// Puts it among the options for the reader.
  func tell(_ options: inout ReadingOptions) {
    options.place = place
    options.indicator = indicator
    options.unit = unit
    options.period = period
  }
}
