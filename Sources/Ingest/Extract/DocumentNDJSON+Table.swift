public import Articles
public import Documents
public import Records
internal import Tables
public import Text

extension DocumentNDJSON {
  /// Writes what a source holds, as what it is or as what the options say: an article, or the series
  /// and observations of its tables, or rows of other records.
  ///
  /// - Throws: a `Failure` as `Document`, or where reading fails later on.
  public mutating func append(
    _ content: SourceContent, _ survey: Survey, sha256: String, reader: ArticleReader,
    vocabulary: Vocabulary, options: ReadingOptions
  ) throws(Failure) {
    let identity = Identity(sha256: sha256, bytes: survey.bytes, options: options)
    let document = content.source.locator
    let name = DocumentNDJSON.name(document)
    begin()
    var total = Accounting()
    var first: Table?
    var series = 0
    let parts = try content.tables()
    for part in parts {
      switch try Document(part, survey, vocabulary: vocabulary, options: options) {
      case .article(let text, let description):
        return append(
          reader.reading(text, source: description), document: document, identity: identity)
      case .passed where parts.count > 1: continue
      case .passed(let sheet):
        return append(sheet.description, identity, sheet.accounting, name)
      case .table(let table):
        let accounting =
          table.description.kind == .observations
          ? try observations(table, &series, vocabulary, document)
          : try rows(table, part.source.baseName, document)
        total = total + accounting.leavingOut(rowsOutside: parts.count > 1 ? part.rowsOutside : 0)
        first = first ?? table
      }
    }
    if let first {
      append(first.description, identity, total, reading: first.reading.json, name)
    }
  }

  /// Writes series as they are first named, and their observations in the table's order.
  private mutating func observations(
    _ table: Table, _ series: inout Int, _ vocabulary: Vocabulary, _ document: String
  ) throws(Failure) -> Accounting {
    let name = DocumentNDJSON.name(document)
    let before = series
    line.begin("table", document: name)
    line.add(#","kind":"#, SourceDescription.Kind.observations.rawValue)
    end()
    var reader = try table.observations()
    var batch = ObservationBatch()
    var named: [TimePeriod] = []
    while try reader.next(into: &batch) {
      for period in batch.newPeriods {
        append(period, name)
        named.append(period)
      }
      for description in batch.newSeries {
        append(description, ordinal: series, vocabulary, name)
        series += 1
      }
      for row in batch.rows {
        observation(
          row, before + Int(row.series), row.period < 0 ? nil : named[Int(row.period)],
          batch.bytes, name)
      }
      append(batch.rejects, document)
    }
    return reader.accounting
  }

  private mutating func append(
    _ series: SeriesDescription, ordinal: Int, _ vocabulary: Vocabulary, _ document: [UInt8]
  ) {
    let indicator = series.indicatorCode.flatMap { vocabulary.indicator(code: $0) }
    let place = series.placeCode.flatMap { vocabulary.place(code: $0) }
    line.begin("series", document: document)
    line.add(#","series":"#, ordinal)
    line.add(#","indicator_code":"#, series.indicatorCode)
    line.add(#","indicator":"#, indicator.map { vocabulary.indicators[$0].name })
    line.add(#","indicator_text":"#, series.indicatorText)
    line.add(#","place_code":"#, series.placeCode)
    line.add(#","place":"#, place.map { vocabulary.places[$0].name })
    line.add(#","place_text":"#, series.placeText)
    line.add(#","unit":"#, series.unit)
    line.add(#","unit_text":"#, series.unitText)
    line.add(#","multiplier":"#, series.multiplier)
    line.add(#","dimensions":"#, DocumentNDJSON.object(series.dimensions))
    end()
  }

  /// Further dimensions as a JSON object of texts; `nil` where there are none.
  private static func object(_ dimensions: [SeriesDescription.Dimension]) -> String? {
    guard !dimensions.isEmpty else { return nil }
    return JSONText.object(dimensions.map { ($0.name, JSONText.quoted($0.value)) })
  }

  private mutating func observation(
    _ row: ObservationBatch.Row, _ series: Int, _ period: TimePeriod?, _ bytes: [UInt8],
    _ document: [UInt8]
  ) {
    line.begin("observation", document: document)
    line.add(#","series":"#, series)
    line.add(#","ordinal":"#, Int(row.ordinal))
    line.add(#","period":"#, period?.description)
    line.add(#","value":"#, row.value)
    line.add(#","status":"#, String(UnicodeScalar(row.status)))
    if row.flagLength > 0 {
      text(#","flag":"#, bytes, row.flagStart, UInt32(row.flagLength))
    } else {
      line.add(#","flag":"#, nil as String?)
    }
    line.add(#","decimals":"#, row.decimals == 255 ? nil : Int(row.decimals))
    line.add(#","line":"#, Int(row.line))
    line.add(#","column":"#, Int(row.column))
    text(#","cell":"#, bytes, row.cellStart, row.cellLength)
    end()
  }

  /// Writes the rows of other records, each with its fields by name, as text.
  private mutating func rows(
    _ table: Table, _ base: String, _ document: String
  ) throws(Failure) -> Accounting {
    let name = DocumentNDJSON.name(document)
    var reader = try table.records()
    func object(_ value: (RecordColumn) -> String) -> [UInt8] {
      Array(
        JSONText.object(reader.columns.map { ($0.name, JSONText.quoted(value($0))) }).utf8)
    }
    line.begin("table", document: name)
    line.add(#","kind":"#, SourceDescription.Kind.record.rawValue)
    line.add(#","name":"#, base)
    line.add(#","columns":"#, json: object { $0.affinity.rawValue })
    line.add(#","headings":"#, json: object { $0.heading })
    end()
    let columns = reader.columns.map { JSONText.quoted(Array($0.name.utf8)[...]) }
    var batch = FieldBatch(columns: columns.count)
    while try reader.next(into: &batch) {
      for (row, number) in batch.lines.enumerated() {
        line.begin("row", document: name)
        line.add(#","line":"#, Int(number))
        var separator: StaticString = #","fields":{"#
        for (index, column) in columns.enumerated() {
          let field = batch.fields[row * columns.count + index]
          line.add(separator, json: column)
          separator = ","
          if field.length == UInt32.max {
            line.add(":", nil as String?)
          } else {
            text(":", batch.bytes, field.start, field.length)
          }
        }
        line.add("}", json: [])
        end()
      }
      append(batch.rejects, document)
    }
    return reader.accounting
  }

  private mutating func append(_ more: [Reject], _ document: String) {
    for reject in more { append(reject, document: document) }
    rejects += more.count
  }

  /// Adds a text that lies in a block of UTF-8.
  private mutating func text(
    _ name: StaticString, _ bytes: [UInt8], _ start: UInt32, _ length: UInt32
  ) {
    line.beginText(name)
    line.addToText(bytes[Int(start)..<Int(start) + Int(length)])
    line.endText()
  }
}
