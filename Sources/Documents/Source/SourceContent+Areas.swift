public import Records

extension SourceContent {
  /// What is read by itself: the tables of a sheet that holds several, or the source as it is.
  ///
  /// - Throws: a `Failure` where a table cannot be kept in memory or in a temporary file.
  public func tables() throws(Failure) -> [SourceContent] {
    guard let sheet, holdsSeveralTables else { return [self] }
    var tables: [SourceContent] = []
    for area in sheet.areas { tables.append(try SourceContent(self, area, of: sheet)) }
    return tables
  }

  /// Several tables stand on the sheet, and no metadata may say that it is one.
  public var holdsSeveralTables: Bool { (sheet?.areas.count ?? 0) > 1 && !isDescribed }

  /// A metadata file beside the workbook names the sheet.
  private var isDescribed: Bool {
    metadata.map { MetadataFile.contains($0.bytes, Array(source.metadataName.utf8)) } ?? false
  }

  /// How many of its lines are blank because they belong to other tables of the sheet.
  public var rowsOutside: Int { sheet?.rowsOutside ?? 0 }

  /// The cells of an area of a sheet as text.
  ///
  /// Other rows are blank, so that lines are rows still; other columns are left out. What stands alone in a row above tables to its right is said of them as well.
  static func text(
    of content: SourceContent, _ area: MergedArea, offset: Int
  ) throws(Failure) -> (text: Spool, rowsOutside: Int) {
    let output = Spool(locator: content.source.locator, longest: content.source.longestExpanded)
    let stream = try content.stream()
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var line: [UInt8] = []
    var row = 1
    var outside = 0
    func take() throws(Failure) {
      if area.rows.contains(row) {
        var cells = line.split(separator: SheetFacts.separator, omittingEmptySubsequences: false)
        let filled = cells.indices.filter { !cells[$0].isEmpty }
        let first = area.columns.lowerBound - offset - 1
        if let only = filled.first, filled.count == 1, row < 12, cells.count > first,
          only < first
        {
          cells[first] = cells[only]
        }
        let last = min(cells.count, area.columns.upperBound - offset)
        if first < last {
          let own = cells[max(0, first)..<last]
          try output.append(Array(own.joined(separator: [SheetFacts.separator])))
        }
      } else {
        outside += 1
      }
      if row <= area.rows.upperBound { try output.append([0x0A]) }
      line.removeAll(keepingCapacity: true)
      row += 1
    }
    while true {
      let count = try stream.read(into: &block, from: 0, count: block.count)
      if count == 0 { break }
      var start = 0
      while let end = block[start..<count].firstIndex(of: 0x0A) {
        line += block[start..<end]
        start = end + 1
        try take()
      }
      line += block[start..<count]
    }
    try output.finish()
    return (output, min(outside, area.rows.lowerBound - 1))
  }
}
