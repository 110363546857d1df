internal import Text

/// What is measured as the answer to “what is this a figure of?”: parts of the sentence, or the
/// words of a thing spoken of before.
struct ThingAnswer: Equatable, Sendable {
  /// The words of the sentence, in the order in which they are told.
  var parts: [Range<Int>] = []
  /// What the figure is a share of.
  var whole: Range<Int>?
  /// A noun for what a verb says, which the sentence has not: `spending` for “spent”.
  var nominal: String?
  /// The words of a thing that was spoken of in an earlier sentence.
  var text: String?
  /// The indicator of that thing in the vocabulary.
  var indicator: Int?

  init(_ parts: [Range<Int>], whole: Range<Int>? = nil, nominal: String? = nil) {
    self.parts = parts
    self.whole = whole
    self.nominal = nominal
  }

  /// A thing of an earlier sentence.
  init(text: String, indicator: Int?) {
    self.text = text
    self.indicator = indicator
  }

  /// The words, in the language of the text.
  ///
  /// - Parameters:
  ///   - change: a noun for the change that the figure is the size of, told where the parts lack it.
  ///   - isShare: whether the figure is a share of the whole.
  func words(in article: ArticleText, change: Range<Int>?, isShare: Bool) -> String? {
    if let text { return text }
    var ranges = parts
    if let change, !parts.contains(where: { $0.overlaps(change) }) { ranges.append(change) }
    var words = ranges.map { article.string(tokens: $0).folded }
    if let whole {
      words.append((isShare ? "share of " : "") + article.string(tokens: whole).folded)
    }
    if let nominal { words.append(nominal) }
    words.removeAll(where: \.isEmpty)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
