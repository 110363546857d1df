internal import Documents
internal import Records
internal import Text

/// Reads a table's rows from its text, block by block.
struct RowReader {
  private let stream: TextStream?
  /// The rows of a grid, which are not cut from text.
  private var grid: GridBlocks?
  private var tokenizer: RowTokenizer
  private var rest: [UInt8] = []
  private var isAtEnd = false
  /// Bytes of text a block holds; a longer row gets a larger block.
  private let blockSize: Int
  /// Counts the cells of every block that is read, where that was asked for.
  var profiler: TableProfiler?

  init(_ stream: TextStream, dialect: Dialect, blockSize: Int = 1 << 18) {
    self.stream = stream
    tokenizer = RowTokenizer(dialect: dialect)
    self.blockSize = blockSize
  }

  /// A reader of the rows of a grid.
  init(_ grid: any Grid) {
    stream = nil
    self.grid = GridBlocks(grid)
    tokenizer = RowTokenizer(dialect: Dialect())
    blockSize = 0
  }

  /// Reads the next rows into a block, whose memory is used again; `false` where there are none.
  ///
  /// - Throws: a `Failure` where reading fails.
  mutating func next(into block: inout RowBlock) throws(Failure) -> Bool {
    block.removeAll()
    guard let stream else {
      guard try grid?.next(into: &block) ?? false else { return false }
      profiler?.add(block)
      return true
    }
    var size = max(blockSize, 16)
    while !isAtEnd || !rest.isEmpty {
      if size < rest.count + 16 { size = rest.count * 2 + 16 }
      if block.bytes.count < size {
        block.bytes += [UInt8](repeating: 0, count: size - block.bytes.count)
      }
      block.bytes.replaceSubrange(0..<rest.count, with: rest)
      var filled = rest.count
      while filled < size, !isAtEnd {
        guard size - filled >= 16 else { break }
        let count = try stream.read(into: &block.bytes, from: filled, count: size - filled)
        if count == 0 { isAtEnd = true }
        filled += count
      }
      tokenizer.tokenize(&block, filled: filled, isLast: isAtEnd)
      rest = Array(block.bytes[tokenizer.consumed..<filled])
      if isAtEnd, tokenizer.consumed == filled { rest = [] }
      if block.count > 0 || !block.rejects.isEmpty {
        profiler?.add(block)
        return true
      }
      // A row that does not fit needs a larger block; what is passed over does not.
      if tokenizer.consumed == 0 { size *= 2 }
    }
    return false
  }
}
