internal import Records

/// The dimensions of a cube whose cells are listed in a row: the last dimension varies fastest.
struct CubeShape: Sendable {
  /// How many cells there are.
  private(set) var count = 0
  /// For each dimension, how far apart the cells of two neighbours are, and how many it has.
  private var strides: [(step: Int, count: Int)] = []

  /// A cube without cells.
  init() {}

  /// A cube by how many categories each of its dimensions has.
  ///
  /// - Throws: a `Failure` where it has more cells than can be counted.
  init(_ sizes: [Int], locator: String) throws(Failure) {
    count = 1
    for size in sizes.reversed() {
      strides.append((count, size))
      let (product, isOver) = count.multipliedReportingOverflow(by: size)
      guard !isOver else {
        throw Failure(
          .badData, "the dimensions have more categories than a cube can hold",
          at: Place(locator))
      }
      count = product
    }
    strides.reverse()
  }

  /// The number of a cell's category in a dimension.
  func position(_ dimension: Int, of cell: Int) -> Int {
    cell / strides[dimension].step % strides[dimension].count
  }
}
