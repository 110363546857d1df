internal import Documents
internal import Records
internal import Text

extension Table {
  /// How the table was read, as CSVW metadata (https://www.w3.org/TR/tabular-metadata/) for a
  /// person to correct.
  ///
  /// Roles are RDF Data Cube and SDMX properties: `propertyUrl` says what a column holds, a
  /// property of the column or table itself what holds for all of its values. `url` is the table's
  /// name as the metadata file will refer to it.
  public func csvw(url: String) -> String {
    var lines: [String] = [
      #""@context": ["http://www.w3.org/ns/csvw", {"#,
      #"  "qb": "http://purl.org/linked-data/cube#","#,
      #"  "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#","#,
      #"  "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#","#,
      #"  "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#","#,
      #"  "time": "http://www.w3.org/2006/time#"}],"#,
      "\"url\": \(JSONText.quoted(url)),",
      #""rdf:type": {"@id": "\#(layout.kind == .record ? "csvw:Table" : "qb:DataSet")"},"#,
    ]
    for (name, value) in [
      ("dc:title", description.title), ("dc:publisher", description.publisher),
      ("dc:issued", description.published),
    ] {
      if let value { lines.append("\"\(name)\": \(JSONText.quoted(value)),") }
    }
    if layout.kind == .observations {
      let preamble = layout.preamble
      lines += Table.properties(
        place: preamble.place, indicator: preamble.indicator?.text,
        period: preamble.period?.description,
        unit: preamble.unit, unitText: preamble.unitText
      ).map { $0 + "," }
    }
    let first = layout.headingLines.first ?? layout.firstLine
    var rules = ["\"skipRows\": \(max(0, first - 1))"]
    rules.append("\"headerRowCount\": \(layout.firstLine - first)")
    // A sheet has cells, and no text that a dialect could cut.
    if content.sheet == nil {
      func quoted(_ byte: UInt8) -> String { JSONText.quoted(String(UnicodeScalar(byte))) }
      rules =
        [
          "\"encoding\": \(JSONText.quoted(encoding.encoding.name))",
          "\"delimiter\": \(quoted(dialect.delimiter))", "\"quoteChar\": \(quoted(dialect.quote))",
        ] + rules
    }
    lines.append("\"dialect\": {\(rules.joined(separator: ", "))},")
    let columns = layout.columns.indices.map { "    {" + column($0).joined(separator: ", ") + "}" }
    return "{\n" + lines.map { "  " + $0 + "\n" }.joined() + "  \"tableSchema\": {\"columns\": [\n"
      + columns.joined(separator: ",\n") + "\n  ]}\n}\n"
  }

  private func column(_ index: Int) -> [String] {
    let column = layout.columns[index]
    let title = column.heading.isEmpty ? [] : ["\"titles\": \(JSONText.quoted(column.heading))"]
    let records = layout.kind == .record ? RecordColumn.columns(layout, profiles) : []
    if index < records.count {
      let type =
        ["INTEGER": "integer", "REAL": "decimal"][records[index].affinity.rawValue] ?? "string"
      return title + [
        "\"name\": \(JSONText.quoted(records[index].name))", "\"datatype\": \"\(type)\"",
      ]
    }
    if column.role == .ignored { return title + ["\"suppressOutput\": true"] }
    var parts = title
    if let property = TableMetadata.property(of: column.role) {
      parts.append("\"propertyUrl\": \"\(property)\"")
    }
    guard column.role == .value else { return parts }
    if column.style == .comma {
      parts.append(
        #""datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}"#)
    } else {
      parts.append(
        #""datatype": {"base": "decimal", "format": {"decimalChar": ".", "groupChar": ","}}"#)
    }
    let value = column.value
    return parts
      + Table.properties(
        place: value.place, indicator: value.indicator?.text,
        period: value.period?.description ?? value.periodText,
        unit: value.unit, unitText: value.unitText)
  }

  /// What holds for all values, as members of a JSON object.
  private static func properties(
    place: String?, indicator: String?, period: String?, unit: UnitLabel, unitText: String?
  ) -> [String] {
    var members: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { members.append("\"\(name)\": \(JSONText.quoted(value))") }
    }
    add("sdmx-dimension:refArea", place)
    add("qb:measureType", indicator)
    add("sdmx-dimension:timePeriod", period)
    add("sdmx-attribute:unitMeasure", unit.unit ?? unitText)
    if let power = (-12...15).first(where: { NumberText.double(1, $0, false) == unit.multiplier }),
      unit.multiplier != 1 || unit.unit != nil
    {
      members.append("\"sdmx-attribute:unitMult\": \(power)")
    }
    return members
  }
}
