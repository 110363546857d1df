internal import Documents
internal import Records
internal import Text

/// Counts what the cells of each column are, while the rows of a table pass by.
///
/// Advice to the next editor: every cell of every table passes through `add`. What a cell is
/// depends on its bytes alone, so a column remembers what the cells were that it saw last; numbers
/// that are written plainly are told by their bytes faster than by looking them up.
struct TableProfiler {
  /// Makes a profiler of the body under a cut of the rows.
  typealias Maker = (TableHead) -> TableProfiler

  /// The line on which the body starts.
  private let firstLine: UInt32
  private var cells: CellReader
  private var columns: [Column]

  private struct Column {
    var profile = ColumnProfile()
    /// Cells by trait.
    var tally = [Int](repeating: 0, count: CellTraits.count)
    /// The traits of the cells before this one, which often are the same again, and how many had
    /// them.
    var traits: CellTraits = []
    var run = 0
    /// What cells were, by their hash.
    var known: [(hash: UInt64, traits: CellTraits)]

    init(remembering cells: Int) { known = Array(repeating: (0, []), count: cells) }

    @inline(__always)
    mutating func count(_ found: CellTraits) {
      if found == traits {
        run += 1
      } else {
        flush()
        traits = found
        run = 1
      }
    }

    mutating func flush() {
      var rest = traits.rawValue
      while rest != 0 {
        tally[rest.trailingZeroBitCount] += run
        rest &= rest - 1
      }
      run = 0
    }
  }

  /// Cells that each column remembers: a power of two, fewer the more columns there are.
  private let remembered: Int

  /// - Parameters:
  ///   - first: the line on which the body starts.
  ///   - width: how many columns are counted.
  init(from first: Int, width: Int, _ cells: CellReader) {
    firstLine = UInt32(first)
    self.cells = cells
    let remembered = width > 64 ? 256 : width > 16 ? 1024 : 4096
    self.remembered = remembered
    columns = (0..<width).map { _ in Column(remembering: remembered) }
  }

  /// Counts the cells of a block.
  mutating func add(_ block: borrowing RowBlock) {
    var start = 0
    // Fields lie within the bytes of their block: the tokenizer made both.
    unsafe block.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for row in 0..<block.count {
        let end = Int(block.ends[row])
        if block.lines[row] >= firstLine {
          for index in 0..<min(end - start, columns.count) {
            let field = block.fields[start + index]
            let count = Int(field.length & ~RowBlock.quoted)
            if count > 0 {
              unsafe add(base + Int(field.start), count, bytes.count - Int(field.start), to: index)
            }
          }
        }
        start = end
      }
    }
  }

  @inline(__always)
  private mutating func add(
    _ cell: UnsafePointer<UInt8>, _ count: Int, _ readable: Int, to index: Int
  ) {
    let plain =
      cells.hasMissingNumbers ? nil : unsafe CellTraits.plain(cell, count, readable: readable)
    if let plain, columns[index].profile.hasManyValues {
      columns[index].count(plain)
      return
    }
    let hash = unsafe ByteHash.mix(ByteHash.first, cell, count)
    let slot = Int(truncatingIfNeeded: hash) & (remembered - 1)
    let known = columns[index].known[slot]
    if known.hash == hash {
      columns[index].count(known.traits)
      return
    }
    columns[index].profile.note(hash)
    let traits =
      unsafe plain
      ?? CellTraits(Span(_unsafeElements: UnsafeBufferPointer(start: cell, count: count)), &cells)
    columns[index].known[slot] = (hash, traits)
    columns[index].count(traits)
  }

  /// What was counted.
  var profiles: [ColumnProfile] {
    columns.map { column in
      var column = column
      column.flush()
      for (bit, count) in column.tally.enumerated() where count > 0 {
        column.profile.add(CellTraits(rawValue: 1 << bit), count: count)
      }
      return column.profile
    }
  }
}
