import Records
import Testing

@testable import Documents
@testable import Ingest
@testable import Tables

@Suite struct FormatTests {
  @Test(arguments: Shape.formats) func `a statistical format is read`(shape: Shape) throws {
    let read = try ShapeTests.read(Array(shape.text.utf8), name: "format")
    #expect(read.table.reading.format != nil)
    #expect(read.accounting.balances)
    #expect(read.figures.count == shape.count)
    for want in shape.figures {
      let found = read.figures.contains { have in
        have.line == want.line && abs(have.value - want.value) <= 1e-9 * max(1, abs(want.value))
          && have.status == want.status && (want.period == nil || want.period == have.period)
          && (want.place == nil || want.place == have.place)
          && (want.unit == nil || want.unit == have.unit)
          && (want.indicator == nil || have.indicator?.contains(want.indicator ?? "") ?? false)
      }
      #expect(found, "\(want) is not among \(read.figures)")
    }
  }

  @Test(arguments: Shape.formats) func `every row can be found again`(shape: Shape) throws {
    let table = try ShapeTests.read(Array(shape.text.utf8), name: "format").table
    let lines = shape.text.split(separator: "\n", omittingEmptySubsequences: false)
    for figure in shape.figures {
      let cells = try #require(try table.cells(onLine: figure.line))
      #expect(cells.count == table.reading.columns.count)
      let place = try #require(try table.place(ofRow: figure.line))
      #expect(lines.indices.contains(place.line - 1))
      #expect(place.column <= lines[place.line - 1].count + 1, "\(place)")
      #expect(!place.path.isEmpty)
    }
  }

  @Test func `a place in a document is its pointer, line and column`() throws {
    let text =
      "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"geo\"],\"size\":[2],\n"
      + "\"dimension\":{\"geo\":{\"category\":{\"index\":[\"DE\",\"FR\"]}}},\n \"value\":[1, 22]}"
    let table = try ShapeTests.read(Array(text.utf8), name: "cube.json").table
    #expect(
      try table.place(ofRow: 2) == GridPlace(path: "/value/1", line: 3, column: 14))
    #expect(try table.place(ofRow: 3) == nil)
  }

  @Test func `entities in attributes are read`() throws {
    let shape = try #require(Shape.formats.first { $0.text.contains("Loans &amp; credit") })
    let table = try ShapeTests.read(Array(shape.text.utf8)).table
    #expect(try table.cells(onLine: 1)?.contains("Loans & credit") == true)
  }

  @Test func `what a format says of itself is kept`() throws {
    let jobless = try ShapeTests.read(Array(Shape.formats[0].text.utf8)).table.description
    #expect(jobless.title == "Jobless by sex")
    #expect(jobless.publisher == "Office of Riverland")
    #expect(jobless.published == "2024-03-05")
    let px = try #require(Shape.formats.first { $0.testDescription.hasPrefix("PX") })
    let dwellings = try ShapeTests.read(Array(px.text.utf8)).table.description
    #expect(dwellings.title == "Dwellings by region and quarter")
    #expect(dwellings.published == "2024-01-05")
  }

  @Test(arguments: [
    (
      #"{"id":["geo"],"size":[2],"dimension":{"geo":{"category":{"index":["DE","FR"]}}},"#
        + #""value":[1]}"#, "more cells than the 1 values"
    ),
    (
      #"{"id":["geo"],"size":[2],"dimension":{"geo":{"category":{"index":["DE","FR"]}}},"#
        + #""value":[1,2,3]}"#, "more values than the 2 cells"
    ),
    (
      #"{"id":["geo"],"size":[3],"dimension":{"geo":{"category":{"index":["DE","FR"]}}},"#
        + #""value":[1,2]}"#, "2 categories and size says 3"
    ),
    (
      #"{"version":"2.0","class":"collection","link":{"item":[{"class":"dataset","href":"x"}]}}"#,
      "only tells where its datasets are"
    ),
    (
      "AXIS-VERSION=\"1\";\nTITLE=\"x\";\nHEADING=\"y\";\nVALUES(\"y\")=\"a\",\"b\";\nDATA=\n1;\n",
      "the cube has 2 cells and DATA 1 values"
    ),
    (
      #"{"structure":{"dimensions":{"observation":[{"id":"REF_AREA","values":[{"id":"DE"}]}]}},"#
        + #""dataSets":[{"observations":{"4":[1]}}]}"#, "names a value that the dimension REF_AREA"
    ),
    ("<m:GenericData xmlns:m=\"u\"><m:DataSet><Obs></m:DataSet>", "not well-formed XML"),
    ("<m:GenericData xmlns:m=\"u\"><m:DataSet/></m:GenericData>", "holds no observations"),
  ]) func `a damaged document is refused and its fault told`(text: String, fault: String) {
    let failure = #expect(throws: Failure.self) { try ShapeTests.read(Array(text.utf8)) }
    #expect(failure?.kind == .badData)
    #expect(failure?.message.contains(fault) ?? false, "\(failure?.message ?? "")")
  }

  /// The rows of a record table as text.
  private func records(_ text: String) throws -> (columns: [String], rows: [String], rejects: Int) {
    let content = try SourceContent(Source(.memory(Array(text.utf8)), locator: "-"))
    var options = ReadingOptions()
    options.kind = .record
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary, options: options)
    else { throw Failure(.badData, "read as an article") }
    var reader = try table.records()
    var batch = FieldBatch(columns: reader.columns.count)
    var (rows, rejects): ([String], Int) = ([], 0)
    while try reader.next(into: &batch) {
      rejects += batch.rejects.count
      for row in batch.lines.indices {
        let cells = reader.columns.indices.map { column -> String in
          let field = batch.fields[row * reader.columns.count + column]
          guard field.length != UInt32.max else { return "NULL" }
          let start = Int(field.start)
          return String(decoding: batch.bytes[start..<start + Int(field.length)], as: UTF8.self)
        }
        rows.append("\(batch.lines[row]): " + cells.joined(separator: "|"))
      }
    }
    #expect(reader.accounting.balances)
    return (reader.columns.map { "\($0.name) \($0.affinity.rawValue)" }, rows, rejects)
  }

  @Test func `objects of a list are records, their types kept`() throws {
    let read = try records(
      #"[{"id":"0012","n":1,"x":{"a":1.5,"b":[1,2]}},{"n":2,"id":"77","e":"","ok":true},{"n":null}]"#
    )
    #expect(
      read.columns == ["id TEXT", "n INTEGER", "x_a REAL", "x_b TEXT", "e TEXT", "ok TEXT"])
    #expect(
      read.rows == [
        "1: 0012|1|1.5|[1,2]|NULL|NULL", "2: 77|2|NULL|NULL||true",
        "3: NULL|NULL|NULL|NULL|NULL|NULL",
      ])
  }

  @Test func `a broken line of NDJSON costs that line`() throws {
    let read = try records(
      "{\"a\":1,\"b\":\"x\\ny\"}\n{\"a\":2,\"b\":\n[3]\n{\"a\":4,\"b\":\"\\u00e9\"}\n{\"a\":5}\n")
    #expect(read.columns == ["a INTEGER", "b TEXT"])
    #expect(read.rows == ["1: 1|x\ny", "4: 4|é", "5: 5|NULL"])
    #expect(read.rejects == 2)
  }

  @Test func `a long list is read through a window`() throws {
    let name = String(repeating: "long ", count: 100)
    let items = (0..<1500).map { "{\"n\": \($0), \"name\": \"\(name)\"}" }
    let read = try records(
      "{\"total\": 1500, \"items\": [\n" + items.joined(separator: ",\n") + "]}")
    #expect(read.rows.count == 1500)
    #expect(read.rows.last == "1500: 1499|\(name)")
  }
}
