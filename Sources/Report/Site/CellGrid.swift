internal import Records
internal import Storage

/// Cells of a statistical table in the order of its lines, each where it stands in the file, with
/// the labels of its series as headings.
///
/// A label that all cells of a line share stands before the line, one that all cells of a column
/// share above the column, and one that all cells share above the table, whatever shape the file
/// has.
struct CellGrid {
  /// A cell with what is known of it.
  struct Item {
    let line: Int64
    let column: Int64
    let printed: String
    let value: Double?
    let unit: String?
    /// What it is about, by the heading of each label.
    let labels: [(heading: String, label: Label)]
  }

  /// A label, and the page that it leads to.
  struct Label: Hashable {
    let text: String
    var page: String?
  }

  private let cells: [Item]
  private let address: String
  private let headings: [String]
  private let ofLine: [String: [Int64: Label]]
  private let ofColumn: [String: [Int64: Label]]
  /// What is the same for all cells.
  private let shared: [(heading: String, label: Label)]

  /// - Parameter address: the page on which the grid stands.
  init(_ cells: [Item], on address: String) {
    self.cells = cells
    self.address = address
    var headings: [String] = []
    for cell in cells {
      for (heading, _) in cell.labels where !headings.contains(heading) { headings.append(heading) }
    }
    var ofLine: [String: [Int64: Label]] = [:]
    var ofColumn: [String: [Int64: Label]] = [:]
    var shared: [(heading: String, label: Label)] = []
    for heading in headings {
      let labels = cells.map { cell in cell.labels.first { $0.heading == heading }?.label }
      if let first = labels[0], cells.count > 1, labels.allSatisfy({ $0 == first }) {
        shared.append((heading, first))
      } else if let found = CellGrid.function(cells.map(\.line), labels) {
        ofLine[heading] = found
      } else if let found = CellGrid.function(cells.map(\.column), labels) {
        ofColumn[heading] = found
      }
    }
    self.headings = headings
    self.ofLine = ofLine
    self.ofColumn = ofColumn
    self.shared = shared
  }

  /// The label of each position, where cells in one position have one label.
  private static func function(_ positions: [Int64], _ labels: [Label?]) -> [Int64: Label]? {
    var found: [Int64: Label?] = [:]
    for (position, label) in zip(positions, labels) {
      if let known = found[position] {
        if known != label { return nil }
      } else {
        found[position] = .some(label)
      }
    }
    return found.compactMapValues { $0 }
  }

  private func link(_ label: Label?) -> String {
    guard let label else { return "" }
    return label.page.map { SiteFrame.link(label.text, from: address, to: $0) }
      ?? HTML.escaped(label.text)
  }

  /// What is the same for all cells, as a line above the table.
  var sharedHTML: String {
    guard !shared.isEmpty else { return "" }
    let told = shared.map { "\(HTML.escaped($0.heading)): \(link($0.label))" }
    return "<p class=\"asked\">\(told.joined(separator: " · "))</p>\n"
  }

  /// The table.
  func html(_ name: String) -> String {
    let before = headings.filter { ofLine[$0] != nil }
    let above = headings.filter { ofColumn[$0] != nil }
    let columns = Array(Set(cells.map(\.column))).sorted()
    var html =
      "<div class=\"scroll cells\" tabindex=\"0\" role=\"region\" aria-label=\"\(HTML.escaped(name))\"><table data-name=\"\(HTML.escaped(Manifest.slug(name)))\"><thead><tr>"
    func head(_ text: String, _ html: String? = nil, _ style: String = "m") -> String {
      "<th scope=\"col\" class=\"\(style)\" data-n=\"\(HTML.escaped(text))\">\(html ?? HTML.escaped(text))</th>"
    }
    html += head("line", nil, "n")
    for heading in before { html += head(heading) }
    for column in columns {
      let labels = above.compactMap { ofColumn[$0]?[column] }
      let text =
        labels.isEmpty ? "column \(column)" : labels.map(\.text).joined(separator: ", ")
      html += head(
        text, labels.isEmpty ? nil : labels.map { link($0) }.joined(separator: "<br>"), "n")
    }
    html += "</tr></thead><tbody>\n"
    var index = 0
    while index < cells.count {
      let line = cells[index].line
      var inLine: [Int64: Item] = [:]
      while index < cells.count, cells[index].line == line {
        inLine[cells[index].column] = cells[index]
        index += 1
      }
      html += "<tr><td class=\"n\">\(line)</td>"
      for heading in before { html += "<td class=\"m\">\(link(ofLine[heading]?[line]))</td>" }
      for column in columns {
        html += inLine[column].map(CellGrid.element) ?? "<td class=\"n\"></td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody></table></div>\n"
  }

  private static func element(_ cell: Item) -> String {
    let value = cell.value.map(Cell.text)
    let unit = cell.unit == "1" ? nil : cell.unit
    let told =
      cell.labels.map(\.label.text) + [[value, unit].compactMap(\.self).joined(separator: " ")]
    return
      "<td class=\"n\" id=\"\(SiteAddress.cell(cell.line, cell.column))\"\(value.map { " data-v=\"\($0)\"" } ?? "") title=\"\(HTML.escaped(told.filter { !$0.isEmpty }.joined(separator: ", ")))\">\(HTML.escaped(cell.printed))</td>"
  }
}
