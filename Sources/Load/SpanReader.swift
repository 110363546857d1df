internal import Records

/// Takes spans out of a text in their order, in time that grows with the text and not with the
/// number of spans times its length.
struct SpanReader {
  private let scalars: String.UnicodeScalarView
  private var index: String.Index
  private var position = 0

  init(_ text: String) {
    scalars = text.unicodeScalars
    index = scalars.startIndex
  }

  /// What stands there; as much of it as there is.
  mutating func text(of span: TextSpan) -> String {
    if span.start < position { (index, position) = (scalars.startIndex, 0) }
    advance(to: span.start)
    let start = index
    advance(to: span.end)
    return String(scalars[start..<index])
  }

  private mutating func advance(to target: Int) {
    while position < target, index < scalars.endIndex {
      index = scalars.index(after: index)
      position += 1
    }
  }
}
