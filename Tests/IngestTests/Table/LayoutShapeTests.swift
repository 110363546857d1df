import Foundation
import Records
import Testing

@testable import Ingest
@testable import Tables

/// Tables of `Fixtures/layouts`: each with the number of its figures or records, and figures that
/// must be read from it.
@Suite struct LayoutShapeTests {
  /// A table and what is wanted of it; a line `>? …` is wanted and not read yet.
  struct Wanted: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var lines: [[String]]
  }

  static let all: [Wanted] = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    folder.append(path: "Fixtures/layouts")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var found: [Wanted] = []
    for file in files.sorted() {
      let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("## ") {
          found.append(Wanted(testDescription: String(line.dropFirst(3)), text: "", lines: []))
        } else if line.hasPrefix(">> ") {
          let cells = line.dropFirst(3).split(separator: "|", omittingEmptySubsequences: false)
          found[found.count - 1].lines.append(
            cells.map { $0.trimmingCharacters(in: .whitespaces) })
        } else if !line.hasPrefix(">? "), !found.isEmpty {
          found[found.count - 1].text += line + "\n"
        }
      }
    }
    return found
  }()

  @Test func `there are layouts to test`() { #expect(LayoutShapeTests.all.count > 100) }

  @Test(arguments: LayoutShapeTests.all)
  func `a table in an agency's shape is read as a person would`(wanted: Wanted) throws {
    var text = wanted.text[...]
    while text.hasSuffix("\n\n") { text = text.dropLast() }
    let name = text.contains("\t") ? "shape.tsv" : "shape.csv"
    let content = try SourceContent(Source(.memory(Array(text.utf8)), locator: name))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: ShapeTests.vocabulary)
    else {
      Issue.record("read as an article")
      return
    }
    let isRecord = table.description.kind == .record
    let read = isRecord ? nil : try ShapeTests.read(Array(text.utf8), name: name)
    for cells in wanted.lines {
      guard cells.count > 1 else {
        let words = cells[0].split(separator: " ").map(String.init)
        switch words[0] {
        case "records":
          #expect(isRecord)
          #expect(try LayoutShapeTests.records(table) == Int(words[1]))
        case "doubt": #expect(try LayoutShapeTests.codes(table).contains(words[1]))
        default: #expect(read?.figures.count == Int(words[0]))
        }
        continue
      }
      let figures = read?.figures ?? []
      #expect(
        figures.contains { LayoutShapeTests.isRead($0, as: cells) },
        "\(cells) is not among \(figures.filter { String($0.line) == cells[0] })")
    }
  }

  /// Whether a figure has a line, value, period, place, indicator, unit and status, as far as they
  /// are given.
  private static func isRead(_ figure: Shape.Figure, as wanted: [String]) -> Bool {
    let cells = wanted + Array(repeating: "", count: 7)
    guard String(figure.line) == cells[0], let value = Double(cells[1]),
      abs(figure.value - value) <= 1e-9 * max(1, abs(value))
    else { return false }
    func holds(_ text: String?, _ part: String) -> Bool {
      part.isEmpty || text?.lowercased().contains(part.lowercased()) ?? false
    }
    return (cells[2].isEmpty || figure.period == cells[2])
      && (figure.place == cells[3] || holds(figure.placeText, cells[3]))
      && holds(figure.indicator, cells[4]) && (cells[5].isEmpty || figure.unit == cells[5])
      && (cells[6].isEmpty || String(figure.status) == cells[6])
  }

  private static func records(_ table: Table) throws -> Int {
    var reader = try table.records()
    var batch = FieldBatch(columns: reader.columns.count)
    while try reader.next(into: &batch) {}
    return reader.accounting.stored
  }

  private static func codes(_ table: Table) throws -> [String] {
    var reader = try table.observations()
    var batch = ObservationBatch()
    var codes: [String] = []
    while try reader.next(into: &batch) { codes += batch.rejects.map(\.code) }
    return codes
  }
}
