/// A text as paragraphs of HTML with spans marked in it.
///
/// Positions count Unicode code points, as everywhere.
enum MarkedText {
  /// A line of the text that is not blank.
  struct Paragraph {
    /// Its content, escaped, with marks.
    var html: String
    /// Which of the spans stand in it, in their order.
    var spans: [Int]
  }

  /// Cuts a text into paragraphs.
  ///
  /// A span that begins inside another one is marked, empty, after the mark that holds both.
  ///
  /// - Parameters:
  ///   - spans: in the order of their starts, the longer first.
  ///   - mark: the HTML of a span, by its index and the text in it.
  static func paragraphs(
    _ text: String, _ spans: [Range<Int>], mark: (_ index: Int, _ quote: String) -> String
  ) -> [Paragraph] {
    let letters = Array(text.unicodeScalars)
    var paragraphs: [Paragraph] = []
    var current = Paragraph(html: "", spans: [])
    func close() {
      if current.html.contains(where: { !$0.isWhitespace }) { paragraphs.append(current) }
      current = Paragraph(html: "", spans: [])
    }
    func plain(_ start: Int, _ end: Int) {
      guard start < end else { return }
      let lines = letters[start..<end].split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        if index > 0 { close() }
        current.html += HTML.escaped(string(line))
      }
    }
    var position = 0
    for (index, span) in spans.enumerated() {
      let start = min(max(span.lowerBound, 0), letters.count)
      let end = max(start, min(span.upperBound, letters.count))
      if start < position {
        current.html += mark(index, "")
      } else {
        plain(position, start)
        current.html += mark(index, string(letters[start..<end]).replacing("\n", with: " "))
        position = end
      }
      current.spans.append(index)
    }
    plain(position, letters.count)
    close()
    return paragraphs
  }

  private static func string(_ letters: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters)
    return String(text)
  }
}
