/// What the vocabulary says about single tokens: looked up once, before any rule asks.
final class Lexicon: Sendable {
  private let classes: WordClasses
  private let matcher: Matcher

  init(classes: WordClasses, matcher: Matcher) {
    self.classes = classes
    self.matcher = matcher
  }

  /// Sets what each token can be and what names may start with it.
  func find(_ tokens: inout [Token]) {
    for index in tokens.indices {
      tokens[index].classes = classes[tokens[index]]
      tokens[index].starts = matcher.starts[tokens[index].key]
    }
  }
}
