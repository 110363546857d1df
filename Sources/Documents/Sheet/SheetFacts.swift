/// What is known of a sheet beside its cells.
package struct SheetFacts: Sendable, Equatable {
  /// What stands between two cells in the text of a sheet; ASCII made it for that.
  package static let separator: UInt8 = 0x1F

  /// Its name, as on its tab.
  package var name: String
  /// The IANA media type of its workbook.
  package var mediaType: String
  /// Its tab is hidden.
  package var isHidden = false
  /// Rows that are not shown, from 1.
  package var hiddenRows: [ClosedRange<Int>] = []
  /// Columns that are not shown, from 1.
  package var hiddenColumns: [ClosedRange<Int>] = []
  /// How many areas are one cell.
  package var merged = 0
  /// The last row and the last column with a cell that holds something, from 1.
  package var rows = 0
  package var columns = 0
  /// How many columns at the left hold nothing and are left out of the text.
  package var columnOffset = 0

  /// Where several tables stand on the sheet: the cells of each.
  var areas: [MergedArea] = []
  /// How many rows of the sheet do not belong to the table.
  package var rowsOutside = 0
  /// By what rule it is passed over where it is no table, and why.
  package var passedRule: String?
  package var passedReason: String?

  /// What a person who looks at the sheet does not see.
  package var doubts: [String] {
    var doubts: [String] = []
    if isHidden { doubts.append("the sheet is hidden in its workbook, and was read") }
    if !hiddenRows.isEmpty {
      let rows = hiddenRows.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
      }
      doubts.append("rows that are hidden in the sheet were read: \(SheetFacts.list(rows))")
    }
    if !hiddenColumns.isEmpty {
      let columns = hiddenColumns.map {
        let (first, last) = (CellName.column($0.lowerBound), CellName.column($0.upperBound))
        return first == last ? first : "\(first) to \(last)"
      }
      doubts.append("columns that are hidden in the sheet were read: \(SheetFacts.list(columns))")
    }
    return doubts
  }

  private static func list(_ parts: [String]) -> String {
    parts.prefix(8).joined(separator: ", ") + (parts.count > 8 ? ", and others" : "")
  }
}

extension [ClosedRange<Int>] {
  /// Adds a number that is greater than all before it.
  mutating func extend(with number: Int) {
    if let last, last.upperBound == number - 1 {
      self[count - 1] = last.lowerBound...number
    } else {
      append(number...number)
    }
  }
}
