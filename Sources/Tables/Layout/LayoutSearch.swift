internal import Documents
internal import Glibc
internal import Records
internal import Text

/// Finds the layout of a table: proposes whole layouts, scores each by checks that hold for any
/// statistical table, and takes the best.
///
/// First the rows are cut: what stands above, headings, body. Then, from what each column looks like
/// by itself, the search changes one decision at a time (another time axis, a column of numbers
/// that is a key, another place) as long as the layout as a whole gets better.
struct LayoutSearch {
  let vocabulary: Vocabulary
  let block: RowBlock
  let cells: CellReader
  let delimiter: UInt8
  let periods: PeriodLabelReader
  let weights: LayoutWeights

  /// A layout that was found, and what speaks for it.
  struct Found {
    var layout: TableLayout
    var choice: LayoutChoice
    var evidence: LayoutEvidence
    var score: Double
  }

  /// How many cuts of the rows are followed up, and how far behind the best one they may be.
  static let cuts = (count: 3, lead: 3.0)
  /// Wider tables are series side by side, whose columns say by themselves what they are.
  private static let widest = 120

  /// The best cut of the first rows.
  func split(_ head: TableHead) -> RowSplit {
    let splitter = RowSplitter(head, periods, weights: weights)
    let proposals = splitter.proposals()
    guard let best = proposals.first else { return RowSplit(heading: 0, body: 0) }
    let rivals = proposals.prefix { $0.score > best.score - LayoutSearch.cuts.lead }
      .prefix(LayoutSearch.cuts.count)
    guard rivals.count > 1, head.width <= LayoutSearch.widest else { return best.split }
    // Narrow victories are decided by the columns that follow from each cut.
    let scored = rivals.map { rival -> (split: RowSplit, score: Double) in
      var cut = head
      cut.split = rival.split
      var profiler = TableProfiler(from: cut.firstLine, width: cut.width, cells)
      profiler.add(block)
      let memory = LayoutProposal.Memory(cut)
      return (rival.split, rival.score + weigh(cut, profiler.profiles, memory).best.score)
    }
    return scored.max { $0.score < $1.score }?.split ?? best.split
  }

  /// The best layout of the columns under a cut of the rows, and the best one that reads them
  /// otherwise.
  func columns(_ head: TableHead, _ profiles: [ColumnProfile]) -> (best: Found, rival: Found?) {
    let memory = LayoutProposal.Memory(head)
    let (best, tried) = weigh(head, profiles, memory)
    let roles = best.layout.columns.map(\.role)
    var rival = tried.filter { $0.layout.columns.map(\.role) != roles }
      .max { ($0.score, $1.choice.moves) < ($1.score, $0.choice.moves) }
    var finished = best
    finished.layout = finish(best, head, profiles, memory)
    if let found = rival { rival?.layout = finish(found, head, profiles, memory) }
    return (finished, rival)
  }

  /// A layout with what follows from its roles.
  func finish(
    _ found: Found, _ head: TableHead, _ profiles: [ColumnProfile],
    _ memory: LayoutProposal.Memory
  ) -> TableLayout {
    var proposal = LayoutProposal(
      vocabulary: vocabulary, head: head, profiles: profiles, delimiter: delimiter,
      periods: periods, choice: found.choice, memory: memory)
    proposal.resume(found.layout)
    return proposal.finish()
  }

  /// The best layout of the columns under a cut of the rows, and every one that was tried.
  ///
  /// - Parameter memory: what proposals of this cut have looked up.
  func weigh(
    _ head: TableHead, _ profiles: [ColumnProfile], _ memory: LayoutProposal.Memory
  ) -> (best: Found, tried: [Found]) {
    func propose(_ choice: LayoutChoice) -> Found {
      var proposal = LayoutProposal(
        vocabulary: vocabulary, head: head, profiles: profiles, delimiter: delimiter,
        periods: periods, choice: choice, memory: memory)
      let layout = proposal.build()
      let evidence = proposal.evidence(layout)
      return Found(
        layout: layout, choice: choice, evidence: evidence, score: weights.score(evidence))
    }
    // In the order in which they were tried: of two that are as good the first is taken, always.
    var best = propose(LayoutChoice())
    var tried = [best]
    var known: Set<LayoutChoice> = [best.choice]
    if head.width <= LayoutSearch.widest, best.layout.columns.contains(where: { $0.role == .value })
    {
      for _ in 0..<4 {
        var next = best
        for choice in moves(from: best, head, profiles, memory)
        where known.insert(choice).inserted {
          let found = propose(choice)
          tried.append(found)
          if found.score > next.score + 1e-9 { next = found }
        }
        if next.choice == best.choice { break }
        best = next
      }
    }
    return (best, tried)
  }

  /// Says how sure a layout is, names its rival, and keeps the rows as records where none holds.
  func judge(_ layout: inout TableLayout, _ best: Found, _ rival: Found?) {
    guard layout.kind == .observations else { return }
    if let rival, rival.layout.kind == .observations {
      let lead = best.score - rival.score
      layout.confidence = 1 / (1 + exp(-lead))
      if lead < LayoutSearch.narrow {
        func name(_ column: Int) -> String { layout.columns[column].name(column) }
        layout.doubts.append(
          "another reading is nearly as good: \(rival.choice.description(name))")
      }
    }
    // Rows of so many figures have no room as records, and each column says what its figures are.
    if layout.columns(.value).count > LayoutProposal.mostRecordColumns { return }
    if best.evidence[.duplicateKeys] > 0.5 || best.evidence[.textValues] > 0.5 {
      layout.kind = .record
      layout.reason =
        best.evidence[.duplicateKeys] > 0.5
        ? "no columns tell the figures of most rows apart"
        : "most cells of the columns of values hold text"
    }
  }

  /// A smaller lead than this is a doubt.
  private static let narrow = 0.7

  // MARK: Moves

  /// Layouts that differ from one in a single decision.
  private func moves(
    from found: Found, _ head: TableHead, _ profiles: [ColumnProfile],
    _ memory: LayoutProposal.Memory
  ) -> [LayoutChoice] {
    let proposal = LayoutProposal(
      vocabulary: vocabulary, head: head, profiles: profiles, delimiter: delimiter,
      periods: periods, choice: found.choice, memory: memory)
    let columns = found.layout.columns
    var moves: [LayoutChoice] = []
    func add(_ change: (inout LayoutChoice) -> Void) {
      var choice = found.choice
      change(&choice)
      moves.append(choice)
    }
    let across = columns.contains { $0.role == .value && $0.value.hasPeriod }
    if !across {
      for time in times(columns, proposal) { add { $0.time = time } }
    }
    // Whole numbers may number or classify; the last column of values is one of values.
    let values = columns.indices.filter { columns[$0].role == .value }
    let keyed = values.filter { index in
      index != values.last || values.count > 1 && proposal.names(columns[index].heading).isCode
    }
    for index in keyed.prefix(12)
    where !columns[index].value.hasPeriod && !proposal.isFraction(index) {
      add { $0.keys.insert(index) }
    }
    for index in found.choice.keys.sorted() { add { $0.keys.remove(index) } }
    if found.evidence[.lostFigures] > 0, values.count == 1, !found.choice.allValues {
      add { $0.allValues = true }
    }
    for index in proposal.placeCandidates(columns)
    where !found.layout.places.contains(index) && proposal.profile(index).numbers == 0 {
      add { $0.place = index }
    }
    return moves
  }

  /// Other time axes: another column of periods, or years with the months, weeks or days beside
  /// them.
  private func times(_ columns: [TableLayout.Column], _ proposal: LayoutProposal)
    -> [LayoutChoice.Time]
  {
    var times: [LayoutChoice.Time] = []
    for index in columns.indices.prefix(40)
    where columns[index].role != .period && columns[index].role != .place {
      if proposal.profile(index).filled > 0, proposal.periodShare(index) >= 0.9,
        !proposal.isNumeric(index) || columns[index].role == .year
      {
        times.append(.column(index))
      }
    }
    let years = columns.indices.filter { index in
      [.period, .year, .ignored].contains(columns[index].role)
        && proposal.relation.labels(index).allSatisfy { $0.count == 4 && Int($0) != nil }
        && proposal.periodShare(index) >= 0.9
    }
    for year in years {
      var counters: [LayoutChoice.Part] = []
      for index in columns.indices.prefix(24)
      where index != year && abs(index - year) <= 3 && proposal.isWhole(index) {
        let labels = proposal.relation.labels(index).compactMap { Int($0) }
        guard let lowest = labels.min(), let highest = labels.max(), lowest >= 1,
          proposal.isCounter(index, columns[index].heading)
            || proposal.partUnit(columns[index].heading) != nil
        else { continue }
        let stated = proposal.partUnit(columns[index].heading)
        let unit = stated ?? (highest <= 12 ? "M" : highest <= 31 ? "D" : highest <= 53 ? "W" : nil)
        if let unit { counters.append(.init(column: index, unit: unit)) }
      }
      for part in counters where part.unit != "D" {
        times.append(.parts(year: year, parts: [part]))
      }
      if let month = counters.first(where: { $0.unit == "M" }),
        let day = counters.first(where: { $0.unit == "D" })
      {
        times.append(.parts(year: year, parts: [month, day]))
      }
    }
    return times
  }
}

extension LayoutProposal {
  /// Whether a column holds whole numbers and nothing else.
  func isWhole(_ column: Int) -> Bool {
    let profile = profile(column)
    return profile.numbers > 0 && profile.numbers == profile.filled && !isFraction(column)
  }
}

extension TableHead {
  /// The line on which the body starts.
  var firstLine: Int {
    body < rows.count ? rows[body].line : (rows.last?.line ?? 0) + 1
  }
}
