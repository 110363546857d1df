internal import Glibc
public import Records

/// The rows of two statements as one result: each comes in the same order, and so does what is made
/// of both.
public struct RowMerge: Sendable {
  /// A column that the rows are sorted by.
  public struct Key: Equatable, Sendable {
    /// Its position in the row, from 0.
    public var column: Int
    /// Whether the largest comes first.
    public var isDescending: Bool

    /// A key of the order.
    public init(column: Int, isDescending: Bool) {
      self.column = column
      self.isDescending = isDescending
    }
  }

  private let keys: [Key]

  /// A merge by some columns; of rows that are equal in all of them the first statement's come
  /// first.
  public init(by keys: [Key]) { self.keys = keys }

  /// Hands over all rows, which two threads fetch.
  ///
  /// - Parameters:
  ///   - take: gets them block by block; `false` ends it. The block is used again after the call.
  /// - Throws: a `Failure` of a statement, or what `take` throws.
  public func read(
    _ first: borrowing Statement, _ second: borrowing Statement,
    _ take: (ResultBlock) throws(Failure) -> Bool
  ) throws(Failure) {
    let one = RowsAhead(starting: first)
    let other = RowsAhead(starting: second)
    defer {
      one.end()
      other.end()
    }
    var left = Reader(try one.next(first))
    var right = Reader(try other.next(second))
    let merged = ResultBlock(columns: first.columnCount)
    while left.isAtRow || right.isAtRow {
      if !right.isAtRow || left.isAtRow && !isAfter(left, right) {
        left.move(to: merged)
        if left.isAtEnd {
          if let block = left.block { one.giveBack(block) }
          left = Reader(try one.next(first))
        }
      } else {
        right.move(to: merged)
        if right.isAtEnd {
          if let block = right.block { other.giveBack(block) }
          right = Reader(try other.next(second))
        }
      }
      if merged.isFull {
        guard try take(merged) else { return }
        merged.clear()
      }
    }
    if merged.rows > 0 { _ = try take(merged) }
  }

  /// A place in a block.
  private struct Reader {
    var block: ResultBlock?
    private var row = 0
    /// Where the texts of the row start.
    private var start = 0

    init(_ block: ResultBlock?) { self.block = block }

    var isAtRow: Bool { block.map { row < $0.rows } ?? false }
    var isAtEnd: Bool { !isAtRow }

    /// The values of the row.
    var items: ArraySlice<ResultBlock.Item> {
      guard let block else { return [] }
      return block.items[row * block.columns..<(row + 1) * block.columns]
    }

    /// The bytes of a text or blob of the row.
    func bytes(_ column: Int) -> ArraySlice<UInt8> {
      guard let block else { return [] }
      let items = items
      let before = items[..<(items.startIndex + column)].reduce(start) { $0 + $1.length }
      return block.bytes[before..<before + items[items.startIndex + column].length]
    }

    mutating func move(to other: ResultBlock) {
      guard let block else { return }
      let items = items
      let length = items.reduce(0) { $0 + $1.length }
      other.add(items, block.bytes[start..<start + length])
      start += length
      row += 1
    }
  }

  /// Whether a row of the first statement comes after one of the second: NULL before numbers,
  /// numbers before texts, texts by their bytes, as SQLite sorts them
  /// (https://www.sqlite.org/datatype3.html#sort_order).
  private func isAfter(_ left: Reader, _ right: Reader) -> Bool {
    let (items, others) = (left.items, right.items)
    for key in keys {
      let a = items[items.startIndex + key.column]
      let b = others[others.startIndex + key.column]
      let order: Int
      if a.rank != b.rank {
        order = a.rank - b.rank
      } else if a.rank == 0 {
        order = 0
      } else if a.rank == 1 {
        order = a.isLess(than: b) ? -1 : b.isLess(than: a) ? 1 : 0
      } else {
        order = RowMerge.compare(left.bytes(key.column), right.bytes(key.column))
      }
      if order != 0 { return (order > 0) != key.isDescending }
    }
    return false
  }

  private static func compare(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    // Slices of arrays, read for the length of the call.
    let order = unsafe a.withUnsafeBytes { a in
      unsafe b.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return Int32(0) }
        return unsafe memcmp(first, second, min(a.count, b.count))
      }
    }
    return order != 0 ? Int(order) : a.count - b.count
  }
}

extension ResultBlock.Item {
  /// How many bytes of the block it has.
  fileprivate var length: Int { kind == .text || kind == .blob ? Int(bits) : 0 }

  /// Where values of its kind are sorted.
  fileprivate var rank: Int {
    switch kind {
    case .null: 0
    case .integer, .real: 1
    case .text: 2
    case .blob: 3
    }
  }

  private var number: Double {
    kind == .integer ? Double(Int64(bitPattern: bits)) : Double(bitPattern: bits)
  }

  fileprivate func isLess(than other: ResultBlock.Item) -> Bool {
    if kind == .integer, other.kind == .integer {
      return Int64(bitPattern: bits) < Int64(bitPattern: other.bits)
    }
    return number < other.number
  }
}
