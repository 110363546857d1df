import Testing

@testable import Articles
@testable import Text

/// What the readers of an article share, compiled once for all tests.
struct ReadingTools: Sendable {
  let vocabulary: Vocabulary
  let classes: WordClasses
  let calendar: Calendar

  init() {
    do {
      vocabulary = try Vocabulary()
    } catch {
      fatalError("\(error)")
    }
    classes = WordClasses(vocabulary)
    calendar = Calendar(vocabulary)
  }

  func periods(_ text: ArticleText) -> PeriodReader {
    PeriodReader(text: text, calendar: calendar, classes: classes, matcher: vocabulary.matcher)
  }
}
