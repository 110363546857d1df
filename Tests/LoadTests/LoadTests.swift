import Foundation
import Load
import Records
import Storage
import Testing

/// A warehouse in a folder of its own, removed when the test ends.
final class Scratch {
  let folder: URL
  var database: String { folder.appendingPathComponent("tally.db").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "tally-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  /// Ingests paths into the warehouse.
  @discardableResult
  func ingest(_ paths: String..., change: (inout IngestionOptions) -> Void = { _ in }) throws
    -> IngestionSummary
  {
    var options = IngestionOptions()
    change(&options)
    let connection = try Warehouse.openForWriting(database)
    return try Ingestion.run(paths, into: connection, options: options)
  }

  /// The rows of a query, each as text.
  func rows(_ sql: String) throws -> [[String]] {
    let connection = try Warehouse.openForReading(database)
    return try connection.rows(sql).map { row in
      row.map { value in
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text): text
        case .blob: "blob"
        }
      }
    }
  }
}

/// The folder of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent()
  .deletingLastPathComponent()

/// The rows of a CSV, the heading left out.
func csv(_ url: URL) throws -> (columns: [String], rows: [[String]]) {
  var rows: [[String]] = [[]]
  var cell = ""
  var quoted = false
  let text = Array(try String(contentsOf: url, encoding: .utf8).unicodeScalars)
  var index = 0
  while index < text.count {
    let scalar = text[index]
    index += 1
    if quoted {
      if scalar != "\"" {
        cell.unicodeScalars.append(scalar)
      } else if index < text.count, text[index] == "\"" {
        cell += "\""
        index += 1
      } else {
        quoted = false
      }
    } else if scalar == "\"" {
      quoted = true
    } else if scalar == "," {
      rows[rows.count - 1].append(cell)
      cell = ""
    } else if scalar == "\n" {
      rows[rows.count - 1].append(cell)
      cell = ""
      rows.append([])
    } else {
      cell.unicodeScalars.append(scalar)
    }
  }
  rows.removeLast()
  return (rows[0], Array(rows.dropFirst()))
}

/// Whether two cells are the same text or the same number.
func same(_ a: String, _ b: String) -> Bool {
  if a == b { return true }
  guard let x = Double(a), let y = Double(b) else { return false }
  return x == y
}
