import Foundation
import Testing

/// The pages for users.
@Suite struct DocumentTests {
  @Test(arguments: [
    "README.md", "Documentation/how-tally-reads-a-figure.md",
    "Documentation/how-tally-reads-a-table.md", "Documentation/how-a-claim-is-checked.md",
    "Documentation/warehouses-over-years.md",
  ])
  func `every command of a page prints what it shows`(name: String) throws {
    let shell = try Shell()
    let page = try String(
      contentsOf: Shell.repository.appendingPathComponent(name), encoding: .utf8)
    let blocks = page.components(separatedBy: "```console\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
    #expect(blocks.count >= 3)
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
