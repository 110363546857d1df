internal import Documents
internal import Records
internal import Text

/// One way to cut the first rows of a table: what stands above, headings, body.
struct RowSplit: Hashable {
  /// The first row of the headings.
  var heading: Int
  /// The first row of the body.
  var body: Int
}

/// Proposes ways to cut the first rows of a table, and scores them by what the rows look like.
struct RowSplitter {
  let head: TableHead
  let weights: LayoutWeights
  let reader: PeriodLabelReader
  let pairs: Int
  private(set) var timeColumns: Set<Int> = []
  private var looks: [Look] = []

  /// What a row looks like beside the body.
  struct Look {
    /// Numbers where the body has numbers, and no periods that head them.
    var isData = false
    /// Labels, or periods one after the other, over most of the numbers.
    var isHeading = false
    /// Every column over the numbers has another label.
    var namesAll = false
    /// Periods one after the other stand where the body has numbers.
    var isPeriods = false
    /// All values are missing.
    var isMissing = false
    /// One cell holds something.
    var isLone = false
    /// Its first cell heads the rows of figures below it, as another one further down does.
    var isSection = false
    /// Its first cell says what the others tell of their columns.
    var isMetadata = false
    /// A name and its value, one of several above a table of two columns.
    var isPair = false
    /// As many cells as the body, most of them filled.
    var isFull = false
  }

  /// Rows beyond this one are taken for body.
  static let deepest = 40

  init(_ head: TableHead, _ periods: PeriodLabelReader, weights: LayoutWeights) {
    self.head = head
    self.weights = weights
    reader = periods
    pairs = RowSplitter.pairs(head)
    var periods = periods
    // The lower part of the head is surely body.
    let body = head.rows[min(head.rows.count, max(1, head.rows.count * 2 / 5))...]
    timeColumns = head.numeric.filter { isTime($0, body, &periods) }
    looks = head.rows.prefix(RowSplitter.deepest + 12).indices.map { look($0, &periods) }
    markSections()
  }

  /// Marks the rows that head a part of the rows.
  ///
  /// There are two of them at least, each with nothing but its first cell and with figures right
  /// below. What stands in brackets tells of all that is below.
  private mutating func markSections() {
    let found = looks.indices.dropLast().filter { index in
      looks[index].isLone && looks[index + 1].isData && !head.rows[index].cell(0).isEmpty
        && !head.rows[index].cell(0).hasPrefix("(")
    }
    guard found.count > 1 else { return }
    for index in found { looks[index].isSection = true }
  }

  /// The ways to cut the rows, the best first.
  func proposals() -> [(split: RowSplit, score: Double)] {
    var found: [(split: RowSplit, score: Double)] = []
    var data = 0
    for body in 0...min(head.rows.count, RowSplitter.deepest) {
      // A table without a row below its headings has none to show.
      if body == head.rows.count, body > 1 { break }
      // After some rows of data without a row of labels below them all is body.
      let labels = (body..<min(looks.count, body + 12)).contains { looks[$0].namesAll }
      if data > 2, !labels { break }
      data += look(at: body).isData ? 1 : 0
      let deepest = max(0, body - (head.metadataNames.isEmpty ? 9 : 24))
      for heading in stride(from: body, through: deepest, by: -1) {
        let split = RowSplit(heading: heading, body: body)
        found.append((split, weights.score(evidence(split))))
      }
    }
    return found.sorted { ($0.score, $1.split.body) > ($1.score, $0.split.body) }
  }

  /// The evidence for and against a cut, by the names of `Schema/models/layout.csv`.
  func evidence(_ split: RowSplit) -> LayoutEvidence {
    var evidence = LayoutEvidence()
    func count(_ feature: LayoutEvidence.Feature, _ value: Double = 1) {
      evidence[feature] += value
    }
    let rows = head.rows
    for index in 0..<split.heading {
      let look = look(at: index)
      if look.isData, look.isFull { count(.dataAbove) }
      if look.isHeading, look.isFull { count(.headingAbove) }
      if !look.isData, !look.isFull { count(.noteAbove, index < 6 ? 1 : 0) }
    }
    let lowestLabels = (split.heading..<split.body).last { look(at: $0).isHeading }
    for index in split.heading..<split.body {
      let look = look(at: index)
      // A row of labels below makes what stands above it a heading, numbers or not.
      let isCovered = lowestLabels.map { $0 > index } ?? false
      if look.isPair {
        count(.pairRow)
      } else if look.isMetadata, isCovered || !look.isData {
        count(.metadataRow)
      } else if look.isSection, index > split.heading {
        count(.sectionAsHeading)
      } else if look.isLone {
        count(index == split.heading ? .loneFirst : .loneInside)
      } else if look.isData {
        count(isCovered ? .dataCovered : .dataAsHeading)
      } else if look.isHeading {
        count(index == split.body - 1 ? .headingLast : .headingRow)
      } else if look.isMissing {
        count(.missingAsHeading)
      } else {
        count(.otherRow)
      }
      if index > split.heading, rows[index].followsBlank { count(.gap) }
    }
    if split.heading == split.body { count(.noHeading) }
    if split.body < rows.count {
      let look = look(at: split.body)
      if look.isData { count(.bodyData) }
      if look.isHeading { count(.bodyHeading) }
      if look.isSection { count(.bodySection) } else if look.isLone { count(.bodyLone) }
      if look.isMissing { count(.bodyMissing) }
      for index in (split.body + 1)..<max(split.body + 1, min(rows.count, split.body + 8))
      where self.look(at: index).isHeading && self.look(at: index).namesAll {
        count(.headingInBody)
      }
    }
    // Labels over the numbers, in any of the rows.
    let covered = head.numeric.count { column in
      (split.heading..<split.body).contains { row in
        !rows[row].cell(column).isEmpty && !look(at: row).isLone
      }
    }
    if !head.numeric.isEmpty, split.heading < split.body {
      count(.coverage, Double(covered) / Double(head.numeric.count))
    }
    return evidence
  }

  private func look(at index: Int) -> Look { index < looks.count ? looks[index] : Look() }

}
