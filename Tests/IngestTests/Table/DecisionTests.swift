import Glibc
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// What is decided on a column by the columns and rows around it.
@Suite struct DecisionTests {
  private func table(_ text: String) throws -> Table {
    let content = try SourceContent(Source(.memory(Array(text.utf8)), locator: "t.csv"))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      throw Failure(.badData, "read as an article")
    }
    return table
  }

  private func series(_ text: String) throws -> [SeriesDescription] {
    var reader = try table(text).observations()
    var batch = ObservationBatch()
    var series: [SeriesDescription] = []
    while try reader.next(into: &batch) { series += batch.newSeries }
    return series
  }

  @Test func `a code beside its label is no dimension`() throws {
    let long = try series(
      "Entity,Code,Year,GDP per capita\nGermany,DEU,2021,53970.1\nChina,CHN,2022,18188.1\nAfrica,,2022,5100.2\n"
    )
    #expect(long.map(\.dimensions) == [[], [], []])
    #expect(long.map(\.placeCode) == ["DEU", "CHN", "AFRICA"])
    let bulk = try series(
      """
      Area Code (M49),Area,Element Code,Element,Item Code,Item,Year,Unit,Value
      '156,"China, mainland",5510,Production,'0113,Rice,2022,t,208494800
      '356,India,5510,Production,'0113,Rice,2022,t,196245700
      '356,India,5312,Area harvested,'0113,Rice,2022,ha,46400000

      """)
    #expect(bulk.allSatisfy { $0.dimensions.isEmpty })
    #expect(bulk.map(\.placeCode) == ["CHN", "IND", "IND"])
  }

  @Test func `codes that differ keep their series apart`() throws {
    // Two codes for one label correspond to nothing.
    let found = try series(
      "Country,Grade code,Grade,2021,2022\nFrance,A1,high,1,2\nFrance,A2,high,3,4\nItaly,A1,high,5,6\n"
    )
    #expect(found.count == 3)
    #expect(found.allSatisfy { $0.dimensions.contains { $0.name == "Grade code" } })
  }

  @Test(arguments: ["Note: figures in thousands.", "Values are in millions of dollars"])
  func `a scale below the figures is told where nothing above them names one`(note: String) throws {
    func doubts(_ heading: String, _ note: String) throws -> [String] {
      let text = "Trade,2019,2020\n\(heading),120,118\nClerks,340,333\nDrivers,9,8\n\(note)\n"
      return try table(text).reading.doubts.filter { $0.contains("as printed") }
    }
    #expect(try doubts("Managers", note).count == 1)
    #expect(try doubts("Managers", "Note: deaths per 1,000 workers.").isEmpty)
    #expect(try doubts("Managers", "Source: survey of 2,000 firms").isEmpty)
  }

  @Test func `values printed once more as text are no dimension`() throws {
    let found = try series(
      """
      Indicator,ValueType,Location,Period type,Period,FactValueNumeric,Value
      Life expectancy (years),numeric,China,Year,2021,77.62,77.6 [77.1-78.1]
      Life expectancy (years),numeric,China,Year,2020,77.7,77.7 [77.2-78.2]

      """)
    #expect(found.count == 1)
    #expect(found.first?.dimensions == [])
  }

  @Test func `those who were asked are not the population`() throws {
    let found = try series("指标：人口数(人口抽样调查)(人)\n地区,2023年,2022年\n北京市,22418,22297\n天津市,14067,14165\n")
    #expect(found.map(\.indicatorCode) == [nil, nil])
    let all = try series("指标：年末常住人口(万人)\n地区,2023年,2022年\n北京市,2186,2184\n天津市,1364,1363\n")
    #expect(all.map(\.indicatorCode) == ["POPULATION", "POPULATION"])
  }

  @Test func `a compass point is a region only among its like`() throws {
    let schools = try series("Region,2020,2021\nNorth,1,2\nSouth,3,4\nEast,5,6\n")
    #expect(schools.allSatisfy { $0.placeCode == nil })
    let states = try series("Region,2020,2021\nNortheast,1,2\nMidwest,3,4\nSouth,5,6\nWest,7,8\n")
    #expect(states.map(\.placeCode) == ["US-NORTHEAST", "US-MIDWEST", "US-SOUTH", "US-WEST"])
  }

  @Test func `a forecast stays one under SDMX's own heading`() throws {
    let read = try ShapeTests.read(
      Array("REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nFR,2030,1.5,F\nFR,2031,1.6,F\n".utf8))
    #expect(read.figures.map(\.status) == ["F", "F"])
  }

  @Test func `apostrophes quote where they do so throughout`() throws {
    let quoted = try table(
      "name,place,n\n'Smith, Ann','Rome',1\n'O''Hara, Tom','Oslo',2\n'Ng, Li','Ulm',3\n")
    #expect(quoted.dialect.quote == UInt8(ascii: "'"))
    #expect(try quoted.cells(onLine: 3) == ["O'Hara, Tom", "Oslo", "2"])
    let codes = try table("Code,Area,2021,2022\n'156,China,1,2\n'356,India,3,4\n'788,Tunisia,5,6\n")
    #expect(codes.dialect.quote == UInt8(ascii: "\""))
  }

  @Test func `an encoding of six Turkish letters is told from Western Europe's`() throws {
    // “İl|Yıl|Nüfus”, “İstanbul”, “Iğdır” in Windows-1254.
    let bytes: [UInt8] =
      [0xDD, 0x6C, 0x7C, 0x59, 0xFD, 0x6C, 0x7C, 0x4E, 0xFC, 0x66, 0x75, 0x73, 0x0A]
      + [0xDD] + Array("stanbul|2022|15907951\n".utf8) + [0x49, 0xF0, 0x64, 0xFD, 0x72]
      + Array("|2022|203594\n".utf8)
    let content = try SourceContent(Source(.memory(bytes), locator: "t.csv"))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      Issue.record("read as an article")
      return
    }
    #expect(table.description.encoding == "windows-1254")
    #expect(try table.cells(onLine: 2)?.first == "İstanbul")
  }

  @Test func `codes of a letter and digits make no headings`() throws {
    let rows = (1...2000).map { "\($0),n\($0),\($0 * 3)\n" }.joined()
    let sequence = try table("id,name,size\n" + rows)
    #expect(sequence.description.kind == .record)
    #expect(sequence.layout.firstLine == 2)
    var reader = try sequence.records()
    var batch = FieldBatch(columns: reader.columns.count)
    while try reader.next(into: &batch) {}
    #expect(reader.accounting.stored == 2000)
  }

  @Test func `comments among the rows make no headings`() throws {
    let commented = try table("# about the file\na;b\n# and more\n1;3\n6;7\n# the end\n")
    #expect(commented.layout.heading == ["a", "b"])
    #expect(commented.layout.firstLine == 4)
  }

  @Test func `a file that changes while it is read is refused`() throws {
    let path = "/tmp/tally-changing-\(getpid()).csv"
    func write(_ text: String, _ flags: Int32) {
      let file = open(path, flags, 0o600)
      _ = text.withCString { Glibc.write(file, $0, text.utf8.count) }
      close(file)
    }
    write("id,n\n" + (0..<50_000).map { "\($0),\($0)\n" }.joined(), O_CREAT | O_TRUNC | O_WRONLY)
    defer { unlink(path) }
    let content = try SourceContent(Source(.file(path: path)))
    let survey = try Survey(content)
    guard case .table(let table) = try Document(content, survey, vocabulary: ShapeTests.vocabulary)
    else { return }
    var reader = try table.records()
    var batch = FieldBatch(columns: reader.columns.count)
    #expect(try reader.next(into: &batch))
    write("99,99\n", O_WRONLY | O_APPEND)
    let failure = #expect(throws: Failure.self) { while try reader.next(into: &batch) {} }
    #expect(failure?.message.contains("changed while it was read") ?? false)
  }
}
