/// Writes the elements of an inline SVG; colours and type are classes of the page's style sheet.
struct SVG {
  private(set) var body = ""
  let width: Double
  var height: Double = 0

  init(width: Double) { self.width = width }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, title: String
  ) {
    body +=
      "<rect class=\"\(style)\" x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(max(width, 0.5)))\" height=\"\(SVG.number(height))\"><title>\(HTML.escaped(title))</title></rect>"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    body +=
      "<line class=\"\(style)\" x1=\"\(SVG.number(x1))\" y1=\"\(SVG.number(y1))\" x2=\"\(SVG.number(x2))\" y2=\"\(SVG.number(y2))\"/>"
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String, title: String) {
    let d = points.enumerated().map {
      "\($0.offset == 0 ? "M" : "L")\(SVG.number($0.element.x)) \(SVG.number($0.element.y))"
    }
    .joined()
    body += "<path class=\"\(style)\" d=\"\(d)\"><title>\(HTML.escaped(title))</title></path>"
  }

  mutating func dot(_ x: Double, _ y: Double, _ radius: Double, _ style: String, title: String) {
    body +=
      "<circle class=\"\(style)\" cx=\"\(SVG.number(x))\" cy=\"\(SVG.number(y))\" r=\"\(SVG.number(radius))\"><title>\(HTML.escaped(title))</title></circle>"
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ style: String, anchor: String = "start"
  ) {
    let place = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
    body +=
      "<text class=\"\(style)\" x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\"\(place)>\(HTML.escaped(text))</text>"
  }

  /// The whole element, with a title and a description for those who do not see it.
  func element(_ style: String, id: String, title: String, description: String) -> String {
    "<svg class=\"\(style)\" viewBox=\"0 0 \(SVG.number(width)) \(SVG.number(height))\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\"><title id=\"\(id)-t\">\(HTML.escaped(title))</title><desc id=\"\(id)-d\">\(HTML.escaped(description))</desc>\(body)</svg>"
  }

  /// How wide a text of 13 pixels is drawn, roughly.
  static func width(_ text: String) -> Double { Double(Cell.width(text)) * 7.5 }

  /// A text cut to a width in pixels.
  static func cut(_ text: String, to width: Double) -> String {
    Cell.cut(text, to: max(3, Int(width / 7.5)))
  }

  private static func number(_ number: Double) -> String {
    let tenths = (number * 10).rounded() / 10
    return Cell.text(tenths)
  }
}

/// Text in a page.
enum HTML {
  /// With the characters that mean something to HTML written as references.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Control characters have no place in a page.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
