internal import Storage

/// A column of the table in a page.
struct PageColumn {
  let name: String
  /// What stands above it: the name in words, with the scale of its numbers.
  let heading: String
  /// The class of its cells: number, path, long text, or text.
  let style: String
  /// Whether it holds no value in any row.
  let isLeftOut: Bool
  /// The path that every row holds, told once below the table.
  let common: String?
  /// Whether it is shown only when all columns are.
  let isExtra: Bool
  private let numbers: NumberStyle?

  /// The scale of its numbers, where they have one: “trillion”.
  var scale: String? { numbers.flatMap { $0.word.isEmpty ? nil : $0.word } }

  /// - Parameter shared: the numbers of all columns that share a scale with this one.
  init(
    _ name: String, _ values: [Value], sharing shared: [Double], isWhole: Bool,
    isExtra: Bool = false
  ) {
    self.name = name
    self.isExtra = isExtra
    var style: String
    let isEmpty = isWhole && !values.isEmpty && values.allSatisfy { $0 == .null }
    let found = values.compactMap(\.number)
    let isNumeric = !found.isEmpty && values.allSatisfy { $0.number != nil || $0 == .null }
    var words = name.replacing("_", with: " ")
    if words.hasSuffix(" percent") { words = String(words.dropLast(8)) + ", %" }
    if isNumeric {
      // Numbers that only name something are never grouped or scaled.
      numbers = PageColumn.isName(name) ? nil : NumberStyle.column(shared.isEmpty ? found : shared)
      style = "n"
      common = nil
    } else {
      numbers = nil
      let texts = values.compactMap(\.text)
      let longest = texts.map(Cell.width).max() ?? 0
      let isPath = !texts.isEmpty && texts.allSatisfy { $0.contains("/") && !$0.contains(" ") }
      common =
        isWhole && isPath && values.count > 1 && values.allSatisfy { $0 == values[0] }
        ? texts.first : nil
      style = isPath ? "p" : longest > 48 ? "t" : longest > 22 ? "m" : "s"
    }
    if isExtra { style += " x" }
    self.style = style
    isLeftOut = isEmpty || common != nil
    heading = words + (numbers.map { $0.word.isEmpty ? "" : ", " + $0.word } ?? "")
  }

  /// Whether the numbers of a column only name something.
  static func isName(_ name: String) -> Bool {
    ["id", "code", "year", "date"].contains { name.lowercased().hasSuffix($0) }
      || ["run", "line", "column", "source", "restates", "start", "end"].contains(name)
  }

  /// One cell; a number that is printed otherwise than it is keeps its own digits for sorting and
  /// for a pointer.
  func cell(_ value: Value) -> String {
    guard let text = Cell.text(value) else { return "<td class=\"\(style)\"></td>" }
    guard let number = value.number else {
      let escaped = HTML.escaped(text)
      return
        "<td class=\"\(style)\">\(style.hasPrefix("p") ? escaped.replacing("/", with: "/<wbr>") : escaped)</td>"
    }
    let shown = numbers?.text(number) ?? text
    let mark = shown == text ? "" : " data-v=\"\(text)\" title=\"\(text)\""
    return "<td class=\"\(style)\"\(mark)>\(shown)</td>"
  }
}
