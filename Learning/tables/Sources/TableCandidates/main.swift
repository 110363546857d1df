import Ingest
import Records
import Tables

/// Prints the layouts that the search weighs on each table, one JSON object a line: what speaks for
/// each, and how it reads the lines that are asked for.
///
/// Arguments: pairs of a path and lines, `FILE 3,7,12`. Learning/layout.py calls it.

func json(_ text: String?) -> String {
  guard let text else { return "null" }
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case _ where scalar.value < 0x20: result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

let vocabulary = try Vocabulary()

/// The figures on some lines of a table, as JSON, and how many it has.
func figures(_ table: Table, on lines: Set<Int>) throws -> (rows: [String], count: Int) {
  var reader = try table.observations()
  var batch = ObservationBatch()
  var (series, periods): ([SeriesDescription], [TimePeriod]) = ([], [])
  var rows: [String] = []
  var count = 0
  while try reader.next(into: &batch) {
    series += batch.newSeries
    periods += batch.newPeriods
    count += batch.rows.count { !$0.value.isNaN }
    for row in batch.rows where lines.contains(Int(row.line)) && !row.value.isNaN {
      let about = series[Int(row.series)]
      let period =
        row.period >= 0
        ? periods[Int(row.period)].description
        : about.dimensions.first { $0.name == "TIME_PERIOD" }?.value
      let place = about.placeCode.flatMap { vocabulary.place(code: $0) }
      let indicator = about.indicatorCode.flatMap { vocabulary.indicator(code: $0) }
      let cells = [
        json(period), json(about.placeCode), json(about.placeText),
        json(place.map { vocabulary.places[$0].name }), json(about.indicatorText),
        json(indicator.map { vocabulary.indicators[$0].name }), json(about.unit),
        json(String(UnicodeScalar(row.status))),
      ]
      rows.append("[\(row.line),\(row.value),\(cells.joined(separator: ","))]")
    }
  }
  return (rows, count)
}

var arguments = CommandLine.arguments.dropFirst()
while let path = arguments.popFirst(), let list = arguments.popFirst() {
  let lines = Set(list.split(separator: ",").compactMap { Int($0) })
  for source in SourceFinder.find([path]).sources {
    let content = try SourceContent(source)
    guard
      case .table(let table) = try Document(content, try Survey(content), vocabulary: vocabulary)
    else { continue }
    var best = -Double.infinity
    for candidate in try table.candidates() {
      best = max(best, candidate.score)
      // What is far behind the best one decides nothing.
      guard candidate.score > best - 15 else { break }
      let isRead = candidate.table.reading.kind == "observations"
      let (rows, count) = isRead ? try figures(candidate.table, on: lines) : ([], 0)
      let evidence = candidate.evidence.map { "\(json($0.name)):\($0.value)" }
      print(
        "{\"file\":\(json(path)),\"score\":\(candidate.score),"
          + "\"evidence\":{\(evidence.joined(separator: ","))},"
          + "\"kind\":\(json(candidate.table.reading.kind)),\"count\":\(count),"
          + "\"rows\":[\(rows.joined(separator: ","))]}"
      )
    }
  }
}
