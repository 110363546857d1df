/// Every name of the vocabulary in one token trie.
///
/// A name is the sequence of its tokens' keys; hyphens and dashes do not count, so that
/// `Beijing-Tianjin-Hebei` and `Beijing Tianjin Hebei` are one name, and neither do full stops. The
/// trie is one open-addressing table from (node, key) to node: looking up a token costs one probe,
/// and nothing is allocated.
package struct Matcher: Sendable {
  /// What a name names.
  package enum Kind: UInt8, Sendable {
    case place, indicator, unit, numeral, qualifier, mark, heading, cue, calendar, saying
  }

  /// A set of kinds.
  package struct Kinds: OptionSet, Sendable {
    package let rawValue: UInt16
    /// Not looked up: may be any.
    @inlinable
    package static var unknown: Kinds { Kinds(rawValue: .max) }

    @inlinable
    package static var place: Kinds { Kinds(.place) }
    @inlinable
    package static var indicator: Kinds { Kinds(.indicator) }
    @inlinable
    package static var unit: Kinds { Kinds(.unit) }
    @inlinable
    package static var numeral: Kinds { Kinds(.numeral) }
    @inlinable
    package static var qualifier: Kinds { Kinds(.qualifier) }
    @inlinable
    package static var calendar: Kinds { Kinds(.calendar) }
    @inlinable
    package static var saying: Kinds { Kinds(.saying) }

    @inlinable
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    @inlinable
    package init(_ kind: Kind) { rawValue = 1 << kind.rawValue }
  }

  /// How a name is written, which says how it is compared.
  package enum Form: UInt8, Sendable {
    case name, plural, alias, demonym, minor
    /// As written only.
    case abbreviation
    /// As written only.
    case symbol
    /// As written only, and only as a whole label: never in prose.
    case code
    /// As written, and only right after digits or a currency.
    case glued

    package init(named name: String) {
      switch name {
      case "plural": self = .plural
      case "alias": self = .alias
      case "demonym": self = .demonym
      case "minor": self = .minor
      case "abbreviation": self = .abbreviation
      case "symbol": self = .symbol
      case "code": self = .code
      case "glued": self = .glued
      default: self = .name
      }
    }

    /// Whether the letters must be as written.
    @inlinable
    package var isExact: Bool {
      switch self {
      case .abbreviation, .symbol, .code: true
      default: false
      }
    }
  }

  /// What a name needs beside it to be read in prose, since it is also the name of something else.
  package enum Needs: UInt8, Sendable {
    /// Nothing.
    case nothing
    /// To be a name by itself: no part of a longer run of capitals.
    case alone
    /// To stand where places stand: after a preposition of place, in a list of places, beside its
    /// container or a word for its kind.
    case position
    /// Its container, or a word for its kind, right beside it: it is an ordinary word as well.
    case container

    /// As the vocabulary writes it.
    var name: String {
      switch self {
      case .nothing: ""
      case .alone: "alone"
      case .position: "position"
      case .container: "container"
      }
    }

    package init(named name: ArraySlice<UInt8>) {
      self =
        switch name.first {
        case UInt8(ascii: "a"): .alone
        case UInt8(ascii: "p"): .position
        case UInt8(ascii: "c"): .container
        default: .nothing
        }
    }
  }

  /// The tables whose rows are words without a target of their own: the target is the row's number.
  package static let wordTables: [(Kind, String)] = [
    (.qualifier, "qualifiers"), (.mark, "marks"), (.heading, "headers"), (.cue, "cues"),
    (.calendar, "calendar"), (.saying, "sayings"),
  ]

  /// One meaning of a name.
  package struct Entry: Sendable {
    package var kind: Kind
    package var form: Form
    /// The index in the vocabulary's list of that kind; the row number for words.
    package var target: Int32
    /// The size of this writing in the unit: 0.01 for cents.
    package var factor: Double
    /// 1 is the default reading; equal ranks are ambiguous.
    package var rank: Int16
    /// What it needs beside it in prose.
    package var needs: Needs = .nothing
    /// The letters as written, for exact forms.
    package var exact: UInt64 = 0

    package init(kind: Kind, form: Form, target: Int, factor: Double = 1, rank: Int = 1) {
      self.kind = kind
      self.form = form
      self.target = Int32(truncatingIfNeeded: target)
      self.factor = factor
      self.rank = Int16(clamping: rank)
    }
  }

  /// A name found in a text.
  package struct Match: Sendable {
    /// The index of the first token.
    package var first: Int
    /// After the index of the last token.
    package var end: Int
    /// What it may mean, as a range of `entries`.
    package var entries: Range<Int>
  }

  /// The meanings of all names, those of one name side by side.
  package private(set) var entries: [Entry] = []
  /// The kinds of names that start with a token.
  package private(set) var starts = KeyTable<Kinds>(none: [], capacity: 1 << 15)

  private var slots: [Slot] = []
  private var mask = 0
  /// Bits of the hashes in `slots`: small enough for the fast cache, where most words that no name
  /// goes on with end.
  private var filter = [UInt64](repeating: 0, count: 1 << 13)
  private var ranges: [(start: Int32, count: Int32)] = []
  private var nodeCount = 1
  private var pending: [(node: Int32, entry: Entry)] = []

  private struct Slot {
    var hash: UInt64 = 0
    var child: Int32 = 0
  }

  // MARK: Building

  package mutating func reserve(names: Int) {
    var capacity = 1024
    while capacity < names * 6 { capacity *= 2 }
    slots = Array(repeating: Slot(), count: capacity)
    mask = capacity - 1
    pending.reserveCapacity(names)
  }

  /// Adds a meaning to a name.
  package mutating func add(_ name: String, _ entry: Entry) {
    let bytes = Array(name.utf8)
    add(bytes, bytes.indices, entry)
  }

  /// Adds a meaning to a name that stands in a text.
  package mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ entry: Entry) {
    if slots.isEmpty { reserve(names: 256) }
    var entry = entry
    var node: Int32 = 0
    var exact: UInt64 = 0
    let tokens = Tokenizer.tokens(of: bytes, in: range)
    for token in tokens where !Matcher.isSkipped(token) {
      if node == 0 { starts[token.key].insert(Kinds(entry.kind)) }
      node = child(of: node, token.key)
      exact = Matcher.combine(exact, token.exact)
    }
    if node == 0 {
      // A name made of hyphens or full stops only (a missing-value mark) is kept as its marks.
      for token in tokens {
        node = child(of: node, token.exact ^ 1)
        exact = Matcher.combine(exact, token.exact)
      }
    }
    guard node != 0 else { return }
    entry.exact = exact
    pending.append((node, entry))
  }

  private mutating func child(of node: Int32, _ key: UInt64) -> Int32 {
    if nodeCount * 2 > slots.count { grow() }
    let hash = Matcher.hash(node, key)
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].child != 0 {
      if slots[index].hash == hash { return slots[index].child }
      index = (index + 1) & mask
    }
    let child = Int32(nodeCount)
    nodeCount += 1
    slots[index] = Slot(hash: hash, child: child)
    filter[Matcher.word(hash)] |= Matcher.bit(hash)
    return child
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot.child != 0 {
      var index = Int(truncatingIfNeeded: slot.hash) & mask
      while slots[index].child != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }

  /// Ends building: meanings of one name come together, the default reading first, doubles dropped.
  package mutating func compile() {
    ranges = Array(repeating: (0, 0), count: nodeCount)
    let order = byNode()
    entries.reserveCapacity(order.count)
    for index in order {
      let (node, entry) = pending[index]
      let range = ranges[Int(node)]
      let known = Int(range.start)..<Int(range.start + range.count)
      let double = entries[known].contains {
        $0.kind == entry.kind && $0.target == entry.target
          && ($0.form.isExact == entry.form.isExact)
          && ($0.form == .code) == (entry.form == .code)
          && (!$0.form.isExact || $0.exact == entry.exact)
      }
      if double { continue }
      if range.count == 0 { ranges[Int(node)] = (Int32(entries.count), 0) }
      ranges[Int(node)].count += 1
      entries.append(entry)
    }
    pending = []
  }

  /// The numbers of what was added by node, rank and order, sorted by counting: nodes are numbered.
  private func byNode() -> [Int] {
    var starts = Array(repeating: 0, count: nodeCount + 1)
    for (node, _) in pending { starts[Int(node) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var order = Array(repeating: 0, count: pending.count)
    var next = starts
    for index in pending.indices {
      let node = Int(pending[index].node)
      var place = next[node]
      next[node] += 1
      let rank = pending[index].entry.rank
      while place > starts[node], pending[order[place - 1]].entry.rank > rank {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = index
    }
    return order
  }

  // MARK: Looking up

  /// The longest name that starts at a token and has a meaning that `accept` takes.
  package func longest(
    _ kinds: Kinds, _ tokens: [Token], at first: Int, limit: Int? = nil,
    where accept: (Entry) -> Bool
  ) -> Match? {
    var best: Match?
    walk(kinds, tokens, at: first, limit: limit ?? tokens.count) { match, exact in
      let range = match.entries
      if entries[range].contains(where: { isRead($0, exact: exact) && accept($0) }) { best = match }
    }
    return best
  }

  /// Every name that starts at a token, shortest first, with the meanings that are written so.
  ///
  /// Nothing is looked up where no name of the kinds asked for starts with the token; meanings of
  /// other kinds may come too. The same full stops and hyphens that names leave out are passed over
  /// within a name, never before or after it.
  package func walk(
    _ kinds: Kinds, _ tokens: [Token], at first: Int, limit: Int,
    _ found: (_ match: Match, _ exact: UInt64) -> Void
  ) {
    guard first < limit, !tokens[first].starts.isDisjoint(with: kinds) else { return }
    var node: Int32 = 0
    var exact: UInt64 = 0
    var index = first
    while index < limit {
      let token = tokens[index]
      if Matcher.isSkipped(token) {
        // A full stop within a name stands after a short word (“St. Louis”); anywhere else it ends
        // the sentence.
        guard node != 0 else { return }
        if !token.traits.contains(.hyphen), index > 0,
          tokens[index - 1].end - tokens[index - 1].start > 5
        {
          return
        }
        index += 1
        continue
      }
      let child = step(node, token.key)
      guard child != 0 else { return }
      node = child
      exact = Matcher.combine(exact, token.exact)
      index += 1
      let range = ranges[Int(node)]
      if range.count > 0 {
        found(
          Match(
            first: first, end: index, entries: Int(range.start)..<Int(range.start + range.count)),
          exact)
      }
    }
  }

  /// The meanings of a label that is a name as a whole, the default reading first; codes included.
  package func whole(_ label: [UInt8], where accept: (Entry) -> Bool) -> [Entry] {
    let tokens = Tokenizer.tokens(of: label)
    guard !tokens.isEmpty else { return [] }
    var node: Int32 = 0
    var exact: UInt64 = 0
    for token in tokens where !Matcher.isSkipped(token) {
      node = step(node, token.key)
      guard node != 0 else { return [] }
      exact = Matcher.combine(exact, token.exact)
    }
    if node == 0 {
      for token in tokens {
        node = step(node, token.exact ^ 1)
        guard node != 0 else { return [] }
        exact = Matcher.combine(exact, token.exact)
      }
    }
    guard node != 0 else { return [] }
    let range = ranges[Int(node)]
    return entries[Int(range.start)..<Int(range.start + range.count)].filter {
      (!$0.form.isExact || $0.exact == exact) && accept($0)
    }
  }

  /// Whether a meaning is to be read in prose where the letters are those of `exact`.
  @inlinable
  package func isRead(_ entry: Entry, exact: UInt64) -> Bool {
    entry.form != .code && (!entry.form.isExact || entry.exact == exact)
  }

  private func step(_ node: Int32, _ key: UInt64) -> Int32 {
    guard !slots.isEmpty else { return 0 }
    let hash = Matcher.hash(node, key)
    guard filter[Matcher.word(hash)] & Matcher.bit(hash) != 0 else { return 0 }
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].child != 0 {
      if slots[index].hash == hash { return slots[index].child }
      index = (index + 1) & mask
    }
    return 0
  }

  /// The word of `filter` for a hash, from bits that `slots` does not use.
  @inline(__always)
  private static func word(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 45) & (1 << 13 - 1)
  }

  @inline(__always)
  private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash >> 58) }

  private static func isSkipped(_ token: Token) -> Bool {
    token.kind == .punctuation && (token.traits.contains(.hyphen) || token.detail == 0x2E)
  }

  @inline(__always)
  private static func hash(_ node: Int32, _ key: UInt64) -> UInt64 {
    let mixed =
      (key ^ (UInt64(UInt32(bitPattern: node)) &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 32)
  }

  @inline(__always)
  private static func combine(_ hash: UInt64, _ next: UInt64) -> UInt64 {
    (hash &* 31) &+ next
  }
}
