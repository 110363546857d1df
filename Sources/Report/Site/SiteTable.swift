/// A table of a page of a site, whose cells are HTML already.
struct SiteTable {
  /// A column: its heading, and whether it holds numbers.
  struct Column {
    let name: String
    var isNumber = false
    /// The class of its cells: short text, of middle length, long.
    var style = "s"
  }

  let name: String
  let columns: [Column]
  private var rows: [[(html: String, value: String?)]] = []

  /// - Parameter name: what a saved copy is called, and the table by those who do not see it.
  init(_ name: String, _ columns: [Column]) {
    self.name = name
    self.columns = columns
  }

  var isEmpty: Bool { rows.isEmpty }
  private var filled: Set<Int> = []

  /// Adds a row of HTML; a number as it is may stand beside the one that is shown.
  mutating func add(_ cells: [(html: String, value: String?)]) {
    for (index, cell) in cells.enumerated() where !cell.html.isEmpty { filled.insert(index) }
    rows.append(cells)
  }

  private func element(_ row: [(html: String, value: String?)]) -> String {
    var element = "<tr>"
    for (index, cell) in row.enumerated() where filled.contains(index) {
      let column = columns[index]
      let value = cell.value.map { " data-v=\"\(HTML.escaped($0))\"" } ?? ""
      element += "<td class=\"\(column.isNumber ? "n" : column.style)\"\(value)>\(cell.html)</td>"
    }
    return element + "</tr>\n"
  }

  /// The table without columns that hold nothing; nothing where it has no row.
  var html: String {
    guard !rows.isEmpty else { return "" }
    let heads = columns.indices.filter(filled.contains).map { columns[$0] }.map {
      "<th scope=\"col\" class=\"\($0.isNumber ? "n" : $0.style)\" data-n=\"\(HTML.escaped($0.name.lowercased()))\">\(HTML.escaped($0.name))</th>"
    }
    return
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(HTML.escaped(name))\"><table data-name=\"\(HTML.escaped(Manifest.slug(name)))\"><thead><tr>\(heads.joined())</tr></thead><tbody>\n"
      + rows.map(element).joined() + "</tbody></table></div>\n"
  }
}
