import Foundation
import Testing

/// The pages for users.
@Suite struct DocumentTests {
  /// Every page that shows a session.
  static let pages: [String] = {
    let folder = Shell.repository.appendingPathComponent("Documentation").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return (["README.md"] + names.map { "Documentation/" + $0 }).filter { name in
      let page = Shell.repository.appendingPathComponent(name)
      return (try? String(contentsOf: page, encoding: .utf8))?.contains("```console\n") == true
    }.sorted()
  }()

  @Test(arguments: pages)
  func `every command of a page prints what it shows`(name: String) throws {
    let shell = try Shell()
    let page = try String(
      contentsOf: Shell.repository.appendingPathComponent(name), encoding: .utf8)
    let blocks = page.components(separatedBy: "```console\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    #expect(DocumentTests.pages.count > 5 && !blocks.isEmpty)
    // A command goes on in lines that begin with `> `, as a shell asks for them.
    for part in blocks.flatMap({ ("\n" + $0).components(separatedBy: "\n$ ").dropFirst() }) {
      let lines = part.components(separatedBy: "\n")
      let more = lines.dropFirst().prefix { $0.hasPrefix("> ") }
      let command = ([lines[0]] + more.map { String($0.dropFirst(2)) }).joined(separator: "\n")
      let (output, errors, _) = try shell.run(command)
      let shown = lines.dropFirst(1 + more.count).joined(separator: "\n")
      #expect(
        (output + errors).trimmingCharacters(in: .newlines)
          == shown.trimmingCharacters(in: .newlines), "\(command)")
    }
  }
}
