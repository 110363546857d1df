import Ingest
import Testing

@testable import Schema

@Suite struct VocabularyRulesTests {
  @Test func `the vocabulary that ships keeps its own rules`() throws {
    let shipped = Schema.files(in: "vocabulary").map {
      Vocabulary.Addition(table: $0.name, content: $0.array, locator: $0.path)
    }
    let problems = try VocabularyRules(shipped).problems()
    #expect(problems.isEmpty, "\(problems.prefix(5).map(\.description))")
  }
}
