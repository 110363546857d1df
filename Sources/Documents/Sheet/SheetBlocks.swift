/// Finds tables that stand one below the other on a sheet: blocks of rows between blank rows, each
/// with headings of its own over its figures.
struct SheetBlocks {
  /// The rows in which tables start, from 1: the first row of their titles.
  private(set) var starts: [Int] = []

  private var row = 1
  /// What the current row holds.
  private var numbers = 0
  private var years = 0
  private var texts: [[UInt8]] = []
  /// Where the block starts, and where the block of titles right before it does.
  private var start = 0
  private var titles: Int?
  private var hasFigures = false
  /// The headings of the block, and its rows of figures below them.
  private var headings: [[UInt8]]?
  private var figures = 0
  /// The headings of the tables so far: printed again they open no other table.
  private var known: Set<[[UInt8]]> = []

  /// A text at the left of a row says nothing of the columns.
  mutating func addText(_ text: ArraySlice<UInt8>, isFirst: Bool) {
    guard !isFirst, texts.count < 64, text.contains(where: { $0 | 0x20 >= 0x61 }) else { return }
    texts.append(Array(text.prefix(64)))
  }

  mutating func addNumber(isYear: Bool) {
    numbers += 1
    years += isYear ? 1 : 0
  }

  mutating func endRow(isBlank: Bool) {
    defer {
      row += 1
      (numbers, years) = (0, 0)
      texts.removeAll(keepingCapacity: true)
    }
    if isBlank {
      if start > 0 { titles = hasFigures ? nil : titles ?? start }
      (start, headings, figures, hasFigures) = (0, nil, 0, false)
      return
    }
    if start == 0 { start = row }
    let isHeading = numbers == 0 && texts.count > 1 && Set(texts).count == texts.count
    if isHeading, figures == 0 {
      headings = texts
    } else if numbers > years || numbers > 0 && !texts.isEmpty {
      hasFigures = true
      guard let headings else { return }
      figures += 1
      if figures == 2, known.insert(headings).inserted { starts.append(titles ?? start) }
    }
  }
}
