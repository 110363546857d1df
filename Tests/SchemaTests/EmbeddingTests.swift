import Foundation
import Testing

@testable import Schema

@Suite struct EmbeddingTests {
  @Test func `every SQL, CSV and JSON file of Schema is embedded as it stands`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Schema")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".sql") || $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.sorted()
    #expect(Schema.files.map(\.path).sorted() == paths, "run `make schema`")
    for path in paths {
      let content = try Data(contentsOf: root.appending(path: path))
      #expect(
        (Schema.file(path)?.array == Array(content)) as Bool, "\(path) differs: run `make schema`")
    }
  }
}
