import Foundation
import Ingest
import Records
import Storage
import Testing

@Suite struct MetadataTests {
  private let table = "Land;2022;2023\nBayern;1,5;2,5\nSachsen;3,5;-99\n"

  @Test func `the reading is written as CSVW, and a correction of it is obeyed as a new version`()
    throws
  {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "a.csv")
    try scratch.ingest(path)
    #expect(try scratch.rows("SELECT count(*), sum(value) FROM observations") == [["4", "-91.5"]])
    let written = try csvw(path)
    #expect(written.contains("\"propertyUrl\": \"sdmx-dimension:refArea\""))
    #expect(written.contains("\"sdmx-dimension:timePeriod\": \"2023\""))
    // As written, it changes nothing but the version.
    _ = try scratch.write(written, to: "a.csv-metadata.json")
    try scratch.ingest(path)
    #expect(try scratch.rows("SELECT count(*), sum(value) FROM observations") == [["4", "-91.5"]])
    #expect(try scratch.ingest(path).skipped == 1)
    // Unit, multiplier, indicator and a missing value by hand.
    let corrected = written.replacingOccurrences(
      of: "\"rdf:type\"",
      with: """
        "null": ["-99"], "sdmx-attribute:unitMeasure": "EUR", "sdmx-attribute:unitMult": 9, "qb:measureType": "GDP",
          "rdf:type"
        """)
    _ = try scratch.write(corrected, to: "a.csv-metadata.json")
    #expect(try scratch.ingest(path).loaded == 1)
    #expect(
      try scratch.rows(
        "SELECT value, unit, indicator_code, period FROM observations ORDER BY observation_id")
        == [
          ["1500000000.0", "EUR", "GDP", "2022"], ["2500000000.0", "EUR", "GDP", "2023"],
          ["3500000000.0", "EUR", "GDP", "2022"],
        ])
    #expect(try scratch.rows("SELECT count(*) FROM source") == [["3"]])
  }

  @Test func `roles by hand: records become statistics and a column is left out`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "what,when,how much,rank\nrain,2023,5,1\nsun,2023,7,2\nsnow,2022,1,3\n", to: "w.csv")
    _ = try scratch.write(
      """
      {"@context": "http://www.w3.org/ns/csvw", "url": "w.csv", "tableSchema": {"columns": [
        {"titles": "what", "propertyUrl": "http://purl.org/linked-data/cube#measureType"},
        {"titles": "when", "propertyUrl": "sdmx-dimension:refPeriod"},
        {"titles": "how much", "propertyUrl": "sdmx-measure:obsValue", "sdmx-attribute:unitMeasure": "mm"},
        {"titles": "rank", "suppressOutput": true}]}}
      """, to: "w.csv-metadata.json")
    try scratch.ingest(scratch.folder.path)
    #expect(
      try scratch.rows("SELECT indicator_text, period, value, unit FROM observations ORDER BY line")
        == [
          ["rain", "2023", "5.0", "mm"], ["sun", "2023", "7.0", "mm"],
          ["snow", "2022", "1.0", "mm"],
        ])
  }

  @Test func `a data package says delimiter, marks and types`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("id|zip|size\n1|10|n.k.\n2|20|7\n3|30|8\n", to: "people.dat")
    _ = try scratch.write(
      """
      {"name": "p", "resources": [{"name": "people", "path": "people.dat", "dialect": {"delimiter": "|"},
        "schema": {"missingValues": ["n.k."], "fields": [{"name": "id", "type": "integer"}, {"name": "zip", "type": "string"},
        {"name": "size", "type": "integer"}]}}]}
      """, to: "datapackage.json")
    try scratch.ingest(scratch.folder.path)
    #expect(
      try scratch.rows("SELECT name, type FROM pragma_table_info('record_people')").prefix(3)
        == [["id", "INTEGER"], ["zip", "TEXT"], ["size", "INTEGER"]])
    #expect(
      try scratch.rows("SELECT zip, size FROM record_people ORDER BY id") == [
        ["10", ""], ["20", "7"], ["30", "8"],
      ])
  }

  @Test func `metadata that does not fit is refused with its place`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(table, to: "a.csv")
    _ = try scratch.write("{\"url\": \"a.csv\", ", to: "a.csv-metadata.json")
    #expect(try scratch.ingest(path).failures.first?.place?.locator == path + "-metadata.json")
    _ = try scratch.write(
      "{\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{\"titles\": \"Country\"}]}}",
      to: "a.csv-metadata.json")
    #expect(
      try scratch.ingest(path).failures.first?.message.contains("column 1 is “Land”") ?? false)
  }

  @Test(arguments: ["xlsx", "ods", "xls"])
  func `metadata beside a workbook describe the sheet that they name`(kind: String) throws {
    let scratch = try Scratch()
    let name = "harbours.\(kind)"
    let path = scratch.folder.appending(path: name).path
    try FileManager.default.copyItem(
      atPath: repository.appending(path: "Fixtures/sheets/\(name)").path, toPath: path)
    try scratch.ingest(path)
    let query = "SELECT period, value, unit, indicator_text FROM observations WHERE locator LIKE '%"
    let routes = try scratch.rows(query + "#Routes' ORDER BY observation_id")
    #expect(try scratch.rows(query + "#Depths'").allSatisfy { $0[2] == "" })
    _ = try scratch.write(
      """
      {"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "harbours.\(kind)#Dep%74hs",
        "rdf:type": {"@id": "qb:DataSet"}, "dialect": {"encoding": "utf-16", "delimiter": ";"},
        "tableSchema": {"columns": [
          {"titles": "Month", "propertyUrl": "sdmx-dimension:refPeriod"},
          {"titles": "Office", "suppressOutput": true},
          {"titles": "Depth", "propertyUrl": "sdmx-measure:obsValue", "qb:measureType": "Depth of water",
           "sdmx-attribute:unitMeasure": "m"}]}}]}
      """, to: name + "-metadata.json")
    #expect(try scratch.ingest(path).failures.isEmpty)
    #expect(
      try scratch.rows(query + "#Depths' ORDER BY observation_id") == [
        ["2021-01", "0.3", "m", "Depth of water"], ["2021-02", "4.25", "m", "Depth of water"],
      ])
    #expect(try scratch.rows(query + "#Routes' ORDER BY observation_id") == routes)
    // Which sheet is meant must be said.
    _ = try scratch.write("{\"url\": \"\(name)\"}", to: name + "-metadata.json")
    let refused = try scratch.ingest(path).failures.first
    #expect(refused?.place?.locator == path + "-metadata.json")
    #expect(refused?.message.contains("\(name)#") ?? false)
  }

  @Test func `one object is a table where the file says that it holds an object a line`() throws {
    let scratch = try Scratch()
    let object = "{\"city\":\"Ulm\",\"year\":2021,\"people\":126405}\n"
    let line = try scratch.write(object, to: "one.ndjson")
    #expect(try scratch.ingest(line).loaded == 1)
    #expect(
      try scratch.rows("SELECT place_text, period, value FROM observations") == [
        ["Ulm", "2021", "126405.0"]
      ])
    let document = try scratch.write(object.replacing("Ulm", with: "Bonn"), to: "one.json")
    #expect(try scratch.ingest(document).failures.first?.message.contains("no table") ?? false)
  }

  @Test func `what an SDMX message deletes is not stored`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      """
      STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS
      dataflow,X:Y(1.0),R,FR,2022,1.5,A
      dataflow,X:Y(1.0),M,DE,2022,NaN,M
      dataflow,X:Y(1.0),D,IT,2022,2.5,A

      """, to: "m.csv")
    let summary = try scratch.ingest(path)
    #expect(summary.accounting.passed["deleted"] == 1)
    #expect(
      try scratch.rows("SELECT place_code, value, status FROM observations") == [
        ["FRA", "1.5", "A"]
      ])
    #expect(try scratch.rows("SELECT place_code, status FROM missing") == [["DEU", "M"]])
  }

  private func csvw(_ path: String) throws -> String {
    let content = try SourceContent(Source(.file(path: path)))
    guard case .table(let table) = try Document(content, Survey(content), vocabulary: Vocabulary())
    else { return "" }
    return table.csvw(url: "a.csv")
  }
}
