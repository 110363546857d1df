internal import Records
internal import Storage

/// An article as the page of a check shows it.
struct CheckedArticle {
  let source: Int64
  let title: String
  let byline: String
  let text: String
  /// Where its claims stand, by their numbers.
  let spans: [Int64: Range<Int>]

  /// The article of a source; `nil` where it is none.
  static func read(_ source: Int64, on connection: borrowing Connection) throws(Failure)
    -> CheckedArticle?
  {
    let rows = try connection.rows(
      """
      SELECT s.title, s.publisher, s.published, s.locator, a.text FROM article AS a
      JOIN source AS s ON s.source_id = a.source_id WHERE a.source_id = ?
      """, .integer(source))
    guard let row = rows.first else { return nil }
    var spans: [Int64: Range<Int>] = [:]
    for row in try connection.rows(
      "SELECT claim_id, start, \"end\" FROM claim WHERE source_id = ?", .integer(source))
    {
      let start = Int(row[1].integer ?? 0)
      spans[row[0].integer ?? 0] = start..<max(start, Int(row[2].integer ?? 0))
    }
    return CheckedArticle(
      source: source, title: row[0].text ?? row[3].text ?? "",
      byline: [row[1].text, row[2].text, row[3].text].compactMap(\.self).joined(separator: " · "),
      text: row[4].text ?? "",
      spans: spans)
  }
}

/// The cell in which an observation stands.
struct CheckedCell {
  let locator: String
  let title: String?
  let publisher: String?
  let line: Int64
  let column: Int64
  let text: String
  /// Whether there is a newer version of its table.
  let isSuperseded: Bool

  /// The cell of an observation; `nil` where there is none.
  static func read(_ observation: Int64, on connection: borrowing Connection) throws(Failure)
    -> CheckedCell?
  {
    let rows = try connection.rows(
      """
      SELECT s.title, s.publisher, o.line, o."column", o.cell, s.locator,
        s.superseded_by IS NOT NULL FROM observation AS o
      JOIN series AS r ON r.series_id = o.observation_id / 16777216
      JOIN source AS s ON s.source_id = r.source_id WHERE o.observation_id = ?
      """, .integer(observation))
    return rows.first.map {
      CheckedCell(
        locator: $0[5].text ?? "", title: $0[0].text, publisher: $0[1].text,
        line: $0[2].integer ?? 0, column: $0[3].integer ?? 0, text: $0[4].text ?? "",
        isSuperseded: $0[6].integer == 1)
    }
  }
}

/// What a page says of one figure: the mark in the text, the note in the margin, the card on top.
struct CheckNotes {
  /// The cells that statistics stand in, by the number of the observation.
  let cells: [Int64: CheckedCell]
  /// The keys of figures that are marked in a text.
  let marked: Set<String>
  /// What stands around the page.
  let frame: CheckFrame

  /// The figure in the text.
  func mark(_ figure: CheckedFigure, _ quote: String) -> String {
    let verdict = figure.verdict
    let sign = "<sup aria-hidden=\"true\">\(verdict.sign)</sup>"
    let word = "<span class=\"hidden\"> (\(verdict.word))</span>"
    let target =
      verdict == .open && figure.contradiction == nil ? "unchecked" : "note-\(figure.key)"
    return
      "<mark class=\"v \(verdict.style)\" id=\"figure-\(figure.key)\"><a href=\"#\(target)\">\(HTML.escaped(quote))\(sign)\(word)</a></mark>"
  }

  /// The note beside the paragraph.
  func note(_ figure: CheckedFigure) -> String {
    var lines = [
      "<li class=\"v \(figure.verdict.style)\" id=\"note-\(figure.key)\">", head(figure),
    ]
    // What was found, in one line: what and where it is, how much, and how it was come by.
    let subject =
      figure.subject.isEmpty ? "" : "<span class=\"what\">\(HTML.escaped(figure.subject))</span>"
    if let statistic = figure.statistic {
      lines.append(
        "<p>\(subject.isEmpty ? "" : subject + ": ")<b>\(HTML.escaped(CheckNotes.value(statistic)))</b>, "
          + "\(HTML.escaped(statistic.basis))</p>")
    } else if !subject.isEmpty {
      lines.append("<p>\(subject)</p>")
    }
    lines.append("<p><span class=\"key\">Working</span> \(HTML.escaped(figure.working))</p>")
    if let known = figure.known {
      lines.append(
        "<p><span class=\"key\">Known then</span> \(HTML.escaped(CheckNotes.value(known))), "
          + "version of \(HTML.escaped(String(known.vintage.prefix(10))))</p>")
    }
    if let text = figure.contradiction, text != figure.working {
      lines.append("<p><span class=\"key\">The article itself</span> \(HTML.escaped(text))</p>")
    }
    if let statistic = figure.statistic {
      lines.append("<p class=\"source\"><span class=\"key\">Source</span> \(source(statistic))</p>")
    }
    return lines.joined() + "</li>"
  }

  /// What stands on top for a figure that does not tally.
  func card(_ figure: CheckedFigure) -> String {
    // Where the text is left out there is no note to lead to.
    let more =
      marked.contains(figure.key)
      ? "<a href=\"#note-\(figure.key)\">Working and source</a>" : HTML.escaped(figure.working)
    let statistic = figure.statistic.map {
      "<p>The statistic: <b>\(HTML.escaped(CheckNotes.value($0)))</b>. \(more)</p>"
    }
    let itself = figure.contradiction.map { "<p>The article itself: \(HTML.escaped($0))</p>" }
    return "<div class=\"v \(figure.verdict.style)\">" + head(figure)
      + "<p class=\"sentence\">\(CheckNotes.sentence(figure))</p>"
      + (figure.subject.isEmpty ? "" : "<p class=\"what\">\(HTML.escaped(figure.subject))</p>")
      + (statistic ?? "") + (itself ?? "") + "</div>"
  }

  private func head(_ figure: CheckedFigure) -> String {
    "<p class=\"head\"><span class=\"verdict\">\(figure.verdict.sign) \(figure.verdict.word)</span> "
      + "\(link(figure))</p>"
  }

  /// The quote, as a link to where it is marked.
  func link(_ figure: CheckedFigure) -> String {
    let quote = HTML.escaped(figure.quote)
    return marked.contains(figure.key)
      ? "<a href=\"#figure-\(figure.key)\">\(quote)</a>" : quote
  }

  /// The sentence with the figure in bold, where it is found in it.
  private static func sentence(_ figure: CheckedFigure) -> String {
    guard let range = figure.sentence.firstRange(of: figure.quote) else {
      return HTML.escaped(figure.sentence)
    }
    return HTML.escaped(String(figure.sentence[..<range.lowerBound])) + "<b>"
      + HTML.escaped(figure.quote) + "</b>"
      + HTML.escaped(String(figure.sentence[range.upperBound...]))
  }

  /// The data set, its version, and the cell, with the number that `tally trace` takes.
  private func source(_ statistic: CheckedFigure.Statistic) -> String {
    let cell = cells[statistic.observation]
    let name = cell?.title ?? statistic.locator
    var parts = [HTML.escaped(name).replacing("/", with: "/<wbr>")]
    if let publisher = cell?.publisher { parts.append(HTML.escaped(publisher)) }
    parts.append("version of \(HTML.escaped(String(statistic.vintage.prefix(10))))")
    if let cell {
      let place = "line \(cell.line), column \(cell.column)"
      let way = frame.way(cell).map { "<a href=\"\($0)\">\(place)</a>" } ?? place
      parts.append("\(way): <code>\(HTML.escaped(cell.text))</code>")
    }
    return parts.joined(separator: ", ") + " <code>tally trace \(statistic.observation)</code>"
  }

  /// A value with its unit as a reader sees it.
  static func value(_ statistic: CheckedFigure.Statistic) -> String {
    let unit = statistic.unit == "1" ? "" : " " + statistic.unit
    return NumberStyle.alone(statistic.value) + unit
  }
}
