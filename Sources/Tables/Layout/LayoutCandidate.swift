public import Records

/// One layout of a table that the search weighs, for a program that fits the weights.
public struct LayoutCandidate {
  /// What speaks for and against it, by the names of `Schema/models/layout.csv`.
  public let evidence: [(name: String, value: Double)]
  /// The weighted sum.
  public let score: Double
  /// The table as it would be read.
  public let table: Table
}

extension Table {
  /// The layouts that the search weighs, the best first: those of the columns under each cut of the
  /// rows that is followed up.
  ///
  /// - Throws: a `Failure` where the source cannot be read again.
  public func candidates() throws(Failure) -> [LayoutCandidate] {
    let (search, given, profiler) = try search()
    let splitter = RowSplitter(given, search.periods, weights: search.weights)
    var found: [LayoutCandidate] = []
    for proposal in splitter.proposals().prefix(8) {
      var head = given
      head.split = proposal.split
      var counted = profiler(head)
      counted.add(search.block)
      let rows = splitter.evidence(proposal.split)
      let memory = LayoutProposal.Memory(head)
      for layout in search.weigh(head, counted.profiles, memory).tried {
        let evidence = rows + layout.evidence
        found.append(
          LayoutCandidate(
            evidence: evidence.named, score: search.weights.score(evidence),
            table: laid(
              out: search.finish(layout, head, counted.profiles, memory), head, counted.profiles)))
      }
    }
    return found.sorted { $0.score > $1.score }
  }
}
