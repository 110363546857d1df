import Foundation
import Testing

/// The commands of the documents.
@Suite struct DocumentTests {
  /// The documents, and how many sessions each has at least.
  static let sessions = [
    ("README.md", 3), ("Documentation/how-tally-reads-a-figure.md", 3),
    ("Documentation/how-a-claim-is-checked.md", 2), ("Documentation/a-site-of-your-figures.md", 1),
  ]

  @Test(arguments: sessions)
  func `every command prints what the document shows`(document: String, count: Int) throws {
    let shell = try Shell()
    let page = try String(
      contentsOf: Shell.repository.appendingPathComponent(document), encoding: .utf8)
    let blocks = page.components(separatedBy: "```console\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    #expect(blocks.count >= count)
    for part in blocks.flatMap({ ("\n" + $0).components(separatedBy: "\n$ ").dropFirst() }) {
      let lines = part.components(separatedBy: "\n")
      let (output, errors, status) = try shell.run(lines[0])
      #expect(status == 0, "\(lines[0]): \(errors)")
      let shown = lines.dropFirst().joined(separator: "\n").trimmingCharacters(in: .newlines)
      #expect(output.trimmingCharacters(in: .newlines) == shown, "\(lines[0])")
    }
  }

  @Test func `every document with a session is among them`() throws {
    let folder = Shell.repository.appendingPathComponent("Documentation")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      guard text.contains("```console\n") else { continue }
      #expect(DocumentTests.sessions.contains { $0.0 == "Documentation/\(name)" }, "\(name)")
    }
  }
}
