internal import Text

/// A part of a sentence with one predicate.
struct Clause {
  /// How it hangs on the sentence.
  enum Kind {
    case main, subordinate, relative
    /// “…, reaching 5 million”: its subject is the one before.
    case participial
    /// “…, with exports reaching …”
    case with
    case bracketed
  }

  /// How it hangs on the sentence.
  var kind: Kind
  /// Its tokens, the word that opens it included.
  var tokens: Range<Int>
}

extension SentenceReading {
  /// Cuts the sentence into clauses at marks, subordinators, relatives, participles after a comma
  /// and brackets.
  func clauses() -> [Clause] {
    var clauses: [Clause] = []
    var start = range.lowerBound
    var kind = Clause.Kind.main
    var outer: (kind: Clause.Kind, depth: Int)?
    func close(at end: Int, next: Clause.Kind) {
      if end > start { clauses.append(Clause(kind: kind, tokens: start..<end)) }
      (start, kind) = (end, next)
    }
    for index in range {
      switch tag(index) {
      case .bracket:
        if text.tokens[index].detail == 0x28 || text.tokens[index].detail == 0x5B
          || text.tokens[index].detail == 0xFF08
        {
          if outer == nil {
            outer = (kind, index)
            close(at: index, next: .bracketed)
          }
        } else if let before = outer {
          close(at: index + 1, next: before.kind)
          outer = nil
        }
      case _ where outer != nil: break
      case .stop where !text.tokens[index].isMark("."): close(at: index + 1, next: .main)
      case .hyphen where isDash(index):
        close(at: index + 1, next: .main)
      case .subordinator where index > start: close(at: index, next: .subordinate)
      case .relative where index > start && hasVerb(after: index): close(at: index, next: .relative)
      case .comma: if let next = clauseAfterComma(index) { close(at: index + 1, next: next) }
      default: break
      }
    }
    close(at: range.upperBound, next: .main)
    return clauses
  }

  /// A dash with a space on both sides, a long one, or `--`.
  private func isDash(_ index: Int) -> Bool {
    guard range.contains(index + 1) else { return false }
    if text.tokens[index].detail == 0x2014 { return true }
    guard text.tokens[index].traits.contains(.spaceBefore) else { return false }
    return text.tokens[index + 1].traits.contains(.spaceBefore)
      || text.tokens[index + 1].traits.contains(.hyphen)
  }

  private func clauseAfterComma(_ index: Int) -> Clause.Kind? {
    let next = index + 1
    switch tag(next) {
    case .participle: return .participial
    case .adverb where tag(next + 1) == .participle: return .participial
    case .preposition where key(next) == SentenceReading.with: return .with
    case .conjunction where hasVerb(after: next, beforeComma: true) && !isListEnd(index):
      return .main
    case .verb where !word(next).contains(.changeAdverb): return .participial
    default: return nil
    }
  }

  /// “laptops, batteries, and equipment grew”: the comma before “and” ends a list where no verb
  /// came before it.
  private func isListEnd(_ comma: Int) -> Bool {
    var before = comma - 1
    while before >= range.lowerBound, tag(before) != .stop {
      if isVerb(before) { return false }
      before -= 1
    }
    return true
  }

  /// Whether a finite verb follows before the clause can end.
  func hasVerb(after index: Int, beforeComma: Bool = false) -> Bool {
    var next = index + 1
    while range.contains(next) {
      switch tag(next) {
      case .verb, .auxiliary: return true
      case .comma where beforeComma: return false
      case .stop: return false
      default: break
      }
      next += 1
    }
    return false
  }
}
