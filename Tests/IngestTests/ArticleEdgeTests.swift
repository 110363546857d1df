import Records
import Testing

@testable import Articles
@testable import Ingest
@testable import Tables

/// Texts that fuzzing found to stop the reader.
@Suite struct ArticleEdgeTests {
  @Test(arguments: ["It cost $-", "It cost US$ (", "Rs.", "It cost $−", "€-\n\n£("])
  func `a text may end where a number is expected`(text: String) throws {
    let reader = ArticleReader(vocabulary: ShapeTests.vocabulary)
    let article = reader.read(
      Array(text.utf8), source: SourceDescription(kind: .article, locator: "edge.txt"))
    #expect(article.claims.isEmpty)
  }
}
