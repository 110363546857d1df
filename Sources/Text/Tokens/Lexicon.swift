/// What the vocabulary says about single tokens: looked up once, before any rule asks.
package final class Lexicon: Sendable {
  private let classes: WordClasses
  private let matcher: Matcher

  /// What was found for a token.
  private struct Entry {
    var key: UInt64 = 0
    var classes: WordClass = []
    var starts: Matcher.Kinds = []
  }

  package init(classes: WordClasses, matcher: Matcher) {
    self.classes = classes
    self.matcher = matcher
  }

  /// Sets what each token can be and what names may start with it.
  package func find(_ tokens: inout [Token]) {
    // A few hundred words make up most of a text: these are kept where the processor reads fastest.
    var recent = Array(repeating: Entry(), count: 1 << 9)
    for index in tokens.indices {
      let key = tokens[index].key
      let slot = Int(truncatingIfNeeded: key) & (1 << 9 - 1)
      if recent[slot].key != key {
        recent[slot] = Entry(key: key, classes: classes[tokens[index]], starts: matcher.starts[key])
      }
      tokens[index].classes = recent[slot].classes
      tokens[index].starts = recent[slot].starts
    }
  }
}
