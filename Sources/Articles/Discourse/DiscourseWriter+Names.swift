internal import Records
internal import Text

/// Keeps whom and what a sentence names.
extension DiscourseWriter {
  /// How many names are kept: one named longer ago is not meant by “the company”.
  private static let memory = 8

  func names(
    _ sentence: SentenceReading, _ kind: Article.Sentence.Kind, _ answers: [Answers],
    _ discourse: inout Discourse
  ) {
    for thing in answers.compactMap(\.thing) {
      discourse.recentThings.removeAll { $0.thing.text == thing.text }
      discourse.recentThings.append((thing, discourse.paragraph))
    }
    if discourse.recentThings.count > 3 {
      discourse.recentThings.removeFirst(discourse.recentThings.count - 3)
    }
    if kind == .heading, sentence.range.count <= 12 {
      discourse.heading = text.string(tokens: sentence.range).folded
    } else if kind == .title {
      discourse.heading = nil
    }
    let mentions = discourse.named.mentions(in: sentence)
    guard let first = mentions.first else { return }
    for mention in mentions {
      discourse.recentNames.removeAll { $0 == mention.name }
      discourse.recentNames.append(mention.name)
    }
    if discourse.recentNames.count > DiscourseWriter.memory {
      discourse.recentNames.removeFirst(discourse.recentNames.count - DiscourseWriter.memory)
    }
    discourse.lastSubject = first.name
    if discourse.paragraphName?.paragraph != discourse.paragraph {
      discourse.paragraphName = (first.name, discourse.paragraph)
    }
  }
}
