internal import Records
internal import Report
internal import Storage
internal import YAML

extension ConfigurationReader {
  // MARK: Reports and exports

  func report(_ name: String, _ node: Node, _ schema: borrowing Connection) -> Export? {
    let keys = [
      "report", "parameters", "to", "format", "title", "keep_formulas", "add_bom", "then",
    ]
    let what = "reports.\(name)"
    guard let section = Section(node, what: what, keys: keys, problems) else { return nil }
    section.require("report", what: what)
    section.require("to", what: what)
    let items = reportItems(section)
    guard !items.isEmpty, let to = section.text("to"), let format = format(section, to) else {
      return nil
    }
    var export = Export(name: name, items: items, format: format, target: to)
    export.hasManifest = false
    if items.count > 1, !export.isJoint, let node = section.node("report") {
      problems.add(
        "report: several reports go to one page or workbook: expected a path that ends in .html or .xlsx",
        at: node)
      return nil
    }
    finish(&export, section, schema)
    return export
  }

  func export(_ name: String, _ node: Node, _ schema: borrowing Connection) -> Export? {
    let keys = [
      "view", "report", "parameters", "query", "where", "to", "format", "gzip", "partition_by",
      "since", "since_column",
      "manifest", "title", "keep_formulas", "add_bom", "then",
    ]
    let what = "exports.\(name)"
    guard let section = Section(node, what: what, keys: keys, problems) else { return nil }
    section.require("to", what: what)
    var items: [Export.Item] = []
    for node in section.texts("view") {
      if let relation = node.text, isRelation(relation, node, schema) {
        items.append(.init(name: relation, content: .relation(relation)))
      }
    }
    items += reportItems(section)
    if let sql = section.text("query") {
      let pairs = section.pairs("parameters").map {
        (name: $0.name.text ?? "", value: $0.value.text ?? "")
      }
      items.append(.init(name: name, content: .query(sql, Query.values(of: pairs))))
    }
    if ["view", "report", "query"].allSatisfy({ section.node($0) == nil }) {
      problems.add("\(what): expected one of view, report, query", at: node)
    }
    let filter = section.text("where")
    for index in items.indices { items[index].filter = filter }
    guard !items.isEmpty, let to = section.text("to"), let format = format(section, to) else {
      return nil
    }
    var export = Export(name: name, items: items, format: format, target: to)
    export.isCompressed = section.flag("gzip") ?? export.isCompressed
    export.partition = section.texts("partition_by").compactMap(\.text)
    export.hasManifest = section.flag("manifest") ?? true
    export.sinceColumn = section.text("since_column")
    if let since = section.text("since") {
      do throws(Failure) {
        export.since = since == "last" ? .last : .time(try Names.time(since, "since"))
      } catch {
        problems.add(error.message, at: section.node("since") ?? node)
      }
    }
    finish(&export, section, schema)
    return export
  }

  private func finish(_ export: inout Export, _ section: Section, _ schema: borrowing Connection) {
    export.title = section.text("title")
    export.layout.escapesFormulas = !(section.flag("keep_formulas") ?? false)
    export.layout.addsByteOrderMark = section.flag("add_bom") ?? false
    export.isLogged = true
    do throws(Failure) {
      try export.validate()
      for item in export.items { try Exporter.validate(item, of: export, schema) }
    } catch {
      report(error, section)
    }
  }

  /// A problem of an export at the key that it is about.
  private func report(_ failure: Failure, _ section: Section) {
    // Tables of records are there only once they are loaded.
    if failure.message.contains("record_") { return }
    var node = section.node
    if let sql = failure.database?.sql,
      let key = ["query", "where"].compactMap({ section.node($0) }).first
    {
      node = key
      let text = (key.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .reversed().drop {
          $0.isEmpty
        }
        .reversed().joined(separator: "\n").trimmingSuffix { $0 == ";" || $0 == " " }
      if !text.isEmpty, let offset = failure.database?.offset, let start = sql.firstRange(of: text)
      {
        let before = sql.utf8.distance(from: sql.startIndex, to: start.lowerBound)
        if offset >= before { return problem(failure.message, in: key, at: offset - before) }
      }
    } else if failure.message.contains("partition by") {
      node = section.node("partition_by") ?? node
    } else if failure.message.contains("to go by") {
      node = section.node("since_column") ?? node
    } else if failure.place?.locator == "sql", let key = section.node("query"),
      let offset = failure.database?.offset
    {
      return problem(failure.message, in: key, at: offset)
    }
    problems.add(failure.message, at: node)
  }

  /// A problem at an offset in a SQL text, told by line and column of the file.
  func problem(_ message: String, in node: Node, at offset: Int) {
    guard let text = node.text, case .scalar(_, let style) = node.content else {
      return problems.add(message, at: node)
    }
    let before = Array(text.utf8.prefix(offset))
    let line = before.count { $0 == 0x0A }
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    switch style {
    case .literal where node.line + line < lines.count:
      let indent = lines[node.line + line].prefix { $0 == " " }.count
      let first = lines[node.line].prefix { $0 == " " }.count
      problems.add(message, line: node.line + 1 + line, column: min(indent, first) + column + 1)
    case .plain where line == 0:
      problems.add(message, line: node.line, column: node.column + column)
    case .quoted where line == 0:
      problems.add(message, line: node.line, column: node.column + column + 1)
    default: problems.add(message, at: node)
    }
  }

  // MARK: Parts

  func isRelation(_ name: String, _ node: Node, _ schema: borrowing Connection) -> Bool {
    if name.hasPrefix("record_") { return true }
    do throws(Failure) {
      _ = try Exporter.relation(name, schema)
      return true
    } catch {
      problems.add(error.message, at: node)
      return false
    }
  }

  /// The report or reports of a section; each gets those of the parameters that it has.
  private func reportItems(_ section: Section) -> [Export.Item] {
    let nodes = section.texts("report")
    var reports: [Report] = []
    do throws(Failure) {
      for node in nodes { reports.append(try Catalogue.report(node.text ?? "", in: folders)) }
    } catch {
      problems.add(error.message, at: nodes[reports.count])
      return []
    }
    guard !reports.isEmpty else { return [] }
    let pairs = section.pairs("parameters")
    let known = reports.flatMap { $0.parameters.map(\.name) }
    let strange = pairs.filter { !known.contains($0.name.text ?? "") }
    for (name, _) in strange {
      let who =
        reports.count == 1
        ? "the report \(reports[0].name) has no" : "none of the reports has a"
      problems.add(
        "\(who) parameter \(name.text ?? "")" + Catalogue.suggestion(name.text ?? "", known)
          + (known.isEmpty ? ": it takes none" : ": it takes \(known.joined(separator: ", "))"),
        at: name)
    }
    guard strange.isEmpty else { return [] }
    do throws(Failure) {
      return try reports.map { report throws(Failure) in
        let own = pairs.filter { pair in
          report.parameters.contains { $0.name == pair.name.text }
        }
        let values = try Query.values(
          of: report, parameters: own.map { ($0.name.text ?? "", $0.value.text ?? "") })
        return .init(name: report.name, content: .report(report, values))
      }
    } catch {
      problems.add(error.message, at: nodes[0])
      return []
    }
  }

  private func format(_ section: Section, _ to: String) -> ExportFormat? {
    if section.node("format") != nil {
      return section.choice("format", ExportFormat.names).flatMap { ExportFormat(name: $0) }
    }
    if let format = ExportFormat(path: to) { return format }
    if to.hasSuffix("/") || section.node("partition_by") != nil { return .rows(.csv) }
    if let node = section.node("to") {
      problems.add(
        "the path does not name a format: add the key format with one of \(ExportFormat.names.joined(separator: ", "))",
        at: node)
    }
    return nil
  }
}

extension String {
  /// Without the characters at the end that fit.
  fileprivate func trimmingSuffix(_ fits: (Character) -> Bool) -> Substring {
    var text = self[...]
    while let last = text.last, fits(last) { text = text.dropLast() }
    return text
  }
}
