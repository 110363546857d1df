import Glibc
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// A table in one of the shapes that agencies publish, and figures that must be read from it.
struct Shape: Sendable, CustomTestStringConvertible {
  /// A figure: where it stands and what is known of it; `nil` is not looked at.
  struct Figure: Sendable {
    var line: Int
    var value: Double
    var period: String?
    var place: String?
    /// The place as printed.
    var placeText: String?
    var indicator: String?
    var unit: String?
    var status: Character

    init(
      _ line: Int, _ value: Double, _ period: String? = nil, _ place: String? = nil,
      _ indicator: String? = nil,
      unit: String? = nil, status: Character = "A"
    ) {
      (self.line, self.value, self.period, self.place) = (line, value, period, place)
      (self.indicator, self.unit, self.status) = (indicator, unit, status)
    }
  }

  var testDescription: String
  var text: String
  var count: Int
  var figures: [Figure]

  init(_ name: String, _ text: String, count: Int, _ figures: Figure...) {
    (testDescription, self.text, self.count, self.figures) = (name, text, count, figures)
  }
}

@Suite struct ShapeTests {
  static let vocabulary: Vocabulary = {
    do { return try Vocabulary() } catch { fatalError("\(error)") }
  }()

  /// Every observation of a table, as text.
  static func read(_ bytes: [UInt8], name: String = "shape.csv") throws -> (
    figures: [Shape.Figure], accounting: Accounting, table: Table
  ) {
    let content = try SourceContent(Source(.memory(bytes), locator: name))
    guard case .table(let table) = try Document(content, Survey(content), vocabulary: vocabulary)
    else {
      throw Failure(.badData, "read as an article")
    }
    var reader = try table.observations()
    var batch = ObservationBatch()
    var (series, periods): ([SeriesDescription], [TimePeriod]) = ([], [])
    var figures: [Shape.Figure] = []
    while try reader.next(into: &batch) {
      series += batch.newSeries
      periods += batch.newPeriods
      for row in batch.rows where !row.value.isNaN {
        let about = series[Int(row.series)]
        var figure = Shape.Figure(
          Int(row.line), row.value, row.period >= 0 ? periods[Int(row.period)].description : nil,
          about.placeCode ?? about.placeText, about.indicatorText, unit: about.unit,
          status: Character(UnicodeScalar(row.status)))
        figure.placeText = about.placeText
        figures.append(figure)
      }
    }
    return (figures, reader.accounting, table)
  }

  @Test(arguments: Shape.all) func `a published shape is read unaided`(shape: Shape) throws {
    let read = try ShapeTests.read(Array(shape.text.utf8))
    #expect(read.table.description.kind == .observations, "\(read.table.layout.reason)")
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
      #expect(found, "\(want) is not among \(read.figures.filter { $0.line == want.line })")
    }
  }

  @Test(arguments: [
    (
      "Субъект;2021;2022\nРоссийская Федерация;146171,0;147182,1\nМосква;12655,1;13104,2\n",
      "windows-1251", "CP1251"
    ),
    ("系列,2023年\n総人口,12435\n男,6049\n北海道,509\n東京都,1408\n", "Shift_JIS", "CP932"),
    ("항목,2023년\n총인구수,5132\n서울특별시,938\n부산광역시,329\n", "EUC-KR", "CP949"),
    ("指标,2023年\n国内生产总值,1260582\n第一产业增加值,89755\n工业增加值,399103\n", "GB18030", "GB18030"),
    (
      "Region;2022;2023\nÖsterreich;1;2\nKärnten;3;4\nNiederösterreich;5;6\n", "windows-1252",
      "CP1252"
    ),
  ])
  func `an encoding is told from the others`(text: String, name: String, system: String) throws {
    let bytes = try encoded(text, as: system)
    let content = try SourceContent(Source(.memory(bytes), locator: "a.csv"))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      Issue.record("read as an article")
      return
    }
    #expect(table.description.encoding == name)
  }

  private func encoded(_ text: String, as name: String) throws -> [UInt8] {
    let handle = try #require(iconv_open(name, "UTF-8"))
    defer { iconv_close(handle) }
    var (input, output) = (Array(text.utf8CString.dropLast()), [CChar](repeating: 0, count: 4096))
    var (left, room) = (input.count, output.count)
    input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var (start, end) = (from.baseAddress, to.baseAddress)
        _ = iconv(handle, &start, &left, &end, &room)
      }
    }
    #expect(left == 0)
    return output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
  }

  @Test func `what cannot be told from the labels is said`() throws {
    let dates = try ShapeTests.read(
      Array("Date,Rate\n03/04/2024,1.5\n04/05/2024,1.6\n05/07/2024,1.7\n".utf8))
    #expect(dates.table.reading.doubts.contains { $0.contains("day first") })
    let years = try ShapeTests.read(Array("Date,Rate\nJan-46,1.5\nFeb-46,1.6\nMar-46,1.7\n".utf8))
    #expect(years.figures.first?.period == "1946-01")
    #expect(years.table.reading.doubts.contains { $0.contains("two digits") })
  }
}
