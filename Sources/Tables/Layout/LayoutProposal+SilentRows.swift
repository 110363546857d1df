internal import Documents
internal import Records
internal import Text

/// Rows among the headings that say nothing of single columns.
extension LayoutProposal {
  /// Takes the unit of all figures from a row that holds nothing else, spreads one that is printed
  /// once over all columns of figures, and leaves out the rows that number the columns.
  mutating func silenceRows() {
    let rows = head.rows[head.headings]
    for row in rows {
      if row.filled == 1, head.width > 1, let column = row.cells.firstIndex(where: { !$0.isEmpty })
      {
        let text = row.cells[column]
        if layout.preamble.takeUnit(text, vocabulary) {
          silentLines.insert(row.line)
        } else if speaksOfAll(row, column) {
          commonCells[row.line] = LayoutProposal.bare(text) ?? text
        }
      } else if rows.count > 1, head.numbersColumns(row) {
        silentLines.insert(row.line)
      }
    }
  }

  /// Whether a lone unit stands for every column of figures.
  ///
  /// It is printed once over periods, at the first of them or at the last, or with a scale in brackets
  /// at the right end above headings that name no unit themselves. A unit under the heading of one
  /// measure is that measure's.
  private func speaksOfAll(_ row: TableHead.Row, _ column: Int) -> Bool {
    guard head.numeric.count > 1, let first = head.numeric.min(), let last = head.numeric.max(),
      column == first || column == last, let text = LayoutProposal.bare(row.cells[column]),
      let unit = namedUnit(text)
    else { return false }
    let others = head.rows[head.headings].filter { $0.line != row.line && $0.filled > 1 }
    var reader = periods
    let isOverPeriods = others.contains { other in
      head.numeric.allSatisfy { reader.read(other.cell($0)) != nil }
    }
    if isOverPeriods { return true }
    return column == last && text != row.cells[column] && unit.multiplier > 1
      && others.allSatisfy { $0.line > row.line }
      && others.allSatisfy { other in
        head.numeric.allSatisfy { headingLabel(other.cell($0)).unit.isEmpty }
      }
  }

  /// What a text says of a unit, where it says nothing else: “Persons in thousands”, “₹ crore”.
  private func namedUnit(_ text: String) -> UnitLabel? {
    let unit = vocabulary.unitLabel(text)
    guard !unit.isEmpty, isUnitText(text) || unit.unit != nil && text.count <= 30 else {
      return nil
    }
    return unit
  }

  /// A text without the brackets around all of it.
  static func bare(_ text: String) -> String? {
    guard let first = text.first, let close = ["(": ")", "（": "）", "[": "]"][String(first)],
      text.last.map(String.init) == close
    else { return text }
    return String(text.dropFirst().dropLast().trimmed)
  }
}

extension TableHead {
  /// Whether a row numbers the columns: (1), (2), (3) …, or 1, 2, 3 … where a column of labels is
  /// numbered as well.
  ///
  /// Figures that count up stand beside labels.
  func numbersColumns(_ row: Row) -> Bool {
    guard row.filled >= 3, row.filled * 10 >= width * 8 else { return false }
    var (numbers, bracketed, overLabels) = ([Int](), 0, 0)
    for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
      guard let text = LayoutProposal.bare(cell), text.utf8.count <= 3, let number = Int(text)
      else {
        return false
      }
      numbers.append(number)
      if text != cell { bracketed += 1 }
      if !numeric.contains(column) { overLabels += 1 }
    }
    guard numbers.first == 1, zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 }) else {
      return false
    }
    return bracketed == numbers.count || overLabels > 0
  }
}
