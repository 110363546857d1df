internal import Ingest
internal import Load
internal import Records
internal import Report
internal import Storage
internal import YAML

/// Reads and checks `tally.yml` as a whole; goes on after an error, so that all of them are told at
/// once.
struct ConfigurationReader {
  let path: String
  private let bytes: [UInt8]
  let problems: Problems
  /// The text by lines, for the places of errors in SQL.
  let lines: [Substring]
  /// The folders of the user's own reports.
  private(set) var folders: [String]
  /// The warehouse whose vocabulary counts.
  private var vocabulary = ""

  init(_ path: String, _ bytes: [UInt8], folders: [String]) {
    self.folders = folders
    self.path = path
    self.bytes = bytes
    problems = Problems(path)
    lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
  }

  private static let keys = [
    "warehouse", "sources", "reports", "exports", "site", "checks", "jobs",
  ]

  /// The configuration.
  ///
  /// - Parameter warehouse: the one that goes before the configuration's.
  /// - Throws: `Failures` with everything that is wrong.
  mutating func read(warehouse: String?) throws -> Configuration {
    var configuration = Configuration(path: path)
    guard let node = try YAMLReader.read(bytes, locator: path), !node.isNull else {
      throw Failure(
        .configuration, "the file is empty: expected sources, reports, exports, checks or jobs",
        at: Place(path))
    }
    if let root = Section(node, what: path, keys: ConfigurationReader.keys, problems) {
      let schema = try Warehouse.openInMemory()
      configuration.warehouse = root.text("warehouse")
      let own = FilePath.absolute(configuration.warehousePath, in: configuration.folder)
      vocabulary = warehouse ?? own
      folders += [Catalogue.folder(beside: vocabulary)].compactMap(\.self)
      for (name, node) in entries(root, "sources") {
        if let group = source(name, node) { configuration.sources.append(group) }
      }
      for (name, node) in entries(root, "reports") {
        if let export = report(name, node, schema) { configuration.reports.append(export) }
        configuration.handovers["reports.\(name)"] = handover(node.member("then"))
      }
      for (name, node) in entries(root, "exports") {
        if let export = export(name, node, schema) { configuration.exports.append(export) }
        configuration.handovers["exports.\(name)"] = handover(node.member("then"))
      }
      if let node = root.node("site") {
        configuration.site = site(node)
        configuration.handovers["site"] = handover(node.member("then"))
      }
      for (name, node) in entries(root, "checks") {
        let items = CheckReader(self, schema).read(name, node)
        for case .data(let test) in items { compile(test, node, schema) }
        configuration.checks.append((name, items))
      }
      // Names are known even where their definition has a problem, which is told by itself.
      let names = ["sources", "reports", "exports", "checks"].map {
        entries(root, $0, isQuiet: true).map(\.name)
      }
      for (name, node) in entries(root, "jobs") {
        configuration.handovers["jobs.\(name)"] = handover(node.member("on_failure"))
        guard let job = job(name, node, names) else { continue }
        configuration.jobs.append(job)
        if job.site, root.node("site") == nil {
          problems.add(
            "site: the job writes a site, but the file has no site: with its folder", at: node)
        }
      }
    }
    guard problems.failures.isEmpty else { throw Failures(problems.failures) }
    return configuration
  }

  /// The named entries of a section, in order.
  private func entries(_ root: Section, _ key: String, isQuiet: Bool = false) -> [(
    name: String, node: Node
  )] {
    guard let node = root.node(key), !node.isNull else { return [] }
    guard case .mapping(let pairs) = node.content else {
      if !isQuiet {
        problems.add("\(key): expected names with values, found \(node.kind)", at: node)
      }
      return []
    }
    var seen: Set<String> = []
    return pairs.compactMap { key, value in
      guard let name = key.text, ConfigurationReader.isName(name) else {
        if !isQuiet { problems.add("expected a name of letters, digits, - and _", at: key) }
        return nil
      }
      guard seen.insert(name).inserted else {
        if !isQuiet { problems.add("the name \(name) stands here twice", at: key) }
        return nil
      }
      return (name, value)
    }
  }

  /// Names stand in file names, in units of systemd and in shell commands.
  static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first != UInt8(ascii: "-"), name.utf8.count <= 100 else {
      return false
    }
    return name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0))
    }
  }

  /// A condition or query of a check must fit the tables and views.
  private func compile(_ test: DataTest, _ node: Node, _ schema: borrowing Connection) {
    do throws(Failure) { _ = try schema.prepare(test.statement) } catch {
      guard !error.message.contains("record_") else { return }
      let key = node.member(test.table.isEmpty ? "query" : "where") ?? node
      if let text = key.text, let offset = error.database?.offset,
        let start = test.statement.firstRange(of: text)
      {
        let before = test.statement.utf8.distance(
          from: test.statement.startIndex, to: start.lowerBound)
        if offset >= before { return problem(error.message, in: key, at: offset - before) }
      }
      problems.add(error.message, at: key)
    }
  }

  // MARK: Sources

  private func source(_ name: String, _ node: Node) -> Configuration.SourceGroup? {
    let keys = [
      "paths", "as", "encoding", "delimiter", "title", "publisher", "published", "table",
      "optional", "vanished", "follow_links", "max_expanded", "place", "indicator", "unit",
      "period",
    ]
    // The short form: only paths.
    if node.text != nil, !node.isNull { return .init(name: name, paths: [node.text ?? ""]) }
    guard let section = Section(node, what: "sources.\(name)", keys: keys, problems) else {
      return nil
    }
    section.require("paths", what: "sources.\(name)")
    var group = Configuration.SourceGroup(
      name: name, paths: section.texts("paths").compactMap(\.text))
    if let kind = section.choice("as", SourceOptions.Kind.allCases.map(\.rawValue)) {
      group.options.kind = SourceDescription.Kind(rawValue: kind)
      if kind == SourceOptions.Kind.extracted.rawValue { group.finding.extracted = .always }
    }
    group.options.encoding = section.text("encoding")
    group.options.title = section.text("title")
    group.options.publisher = section.text("publisher")
    group.table = section.text("table")
    group.isOptional = section.flag("optional") ?? false
    group.forgetsVanished = section.choice("vanished", ["keep", "forget"]) == "forget"
    group.finding.followsLinks = section.flag("follow_links") ?? false
    if let text = section.text("max_expanded") {
      if let bytes = FindingOptions.bytes(text) {
        group.finding.longestExpanded = bytes
      } else if let node = section.node("max_expanded") {
        problems.add("max_expanded: expected a size such as 500M or 10G, found \(text)", at: node)
      }
    }
    for key in ["delimiter", "published"] {
      let text = section.text(key)
      do throws(Failure) {
        try SourceOptions.set(
          delimiter: key == "delimiter" ? text : nil, published: key == "published" ? text : nil,
          &group.options)
      } catch {
        problems.add(String(error.message.drop { $0 == "-" }), at: section.node(key) ?? node)
      }
    }
    tell(section, &group.options)
    return group
  }

  /// What a table does not say, by codes or names of the warehouse's vocabulary.
  private func tell(_ section: Section, _ options: inout ReadingOptions) {
    let keys: [(name: String, path: WritableKeyPath<ReadingOptions, String?>)] = [
      ("place", \.place), ("indicator", \.indicator), ("unit", \.unit), ("period", \.period),
    ]
    for (key, path) in keys {
      guard let node = section.node(key), let text = section.text(key) else { continue }
      options[keyPath: path] = text
      var one = ReadingOptions()
      one[keyPath: path] = text
      do {
        _ = try one.resolved(by: Vocabulary.forReading(vocabulary))
      } catch {
        let message = (error as? Failure)?.message ?? "\(error)"
        problems.add(String(message.drop { $0 == "-" }), at: node)
      }
    }
  }

  // MARK: Jobs

  private func job(_ name: String, _ node: Node, _ names: [[String]]) -> Configuration.Job? {
    let steps = ["ingest", "report", "export", "check"]
    guard
      let section = Section(
        node, what: "jobs.\(name)",
        keys: ["ingest", "check", "report", "export", "site", "wait", "log", "on_failure"], problems
      )
    else { return nil }
    let lists = zip(steps, zip(["sources", "reports", "exports", "checks"], names)).map {
      step, known in
      chosen(section, step, known.0, known.1)
    }
    var job = Configuration.Job(
      name: name, ingest: lists[0], check: lists[3], report: lists[1], export: lists[2])
    job.wait = section.number("wait", most: 31_536_000)
    job.log = section.text("log")
    job.site = section.flag("site") ?? false
    if (steps + ["site"]).allSatisfy({ section.node($0) == nil }) {
      problems.add(
        "jobs.\(name): expected at least one of ingest, check, report, export, site", at: node)
    }
    return job
  }

  /// A command: a list of its words, or one text for a shell.
  private func handover(_ node: Node?) -> Handover? {
    guard let node else { return nil }
    switch node.content {
    case .scalar(let line, _) where !node.isNull && line.contains(where: { !$0.isWhitespace }):
      return Handover(command: .shell(line))
    case .sequence(let nodes):
      let words = nodes.compactMap { $0.isNull ? nil : $0.text }
      if words.count == nodes.count, let program = words.first, !program.isEmpty {
        return Handover(command: .words(words))
      }
    default: break
    }
    problems.add(
      "expected a command: a list of its words ([mail, -s, Figures, desk@example.org]), or one text for /bin/sh",
      at: node)
    return nil
  }

  /// The names that a step lists; `all` is every one that there is.
  private func chosen(_ section: Section, _ step: String, _ kind: String, _ known: [String])
    -> [String]
  {
    if section.node(step)?.text == "all" { return known }
    return section.texts(step).compactMap { node in
      guard let name = node.text else { return nil }
      if known.contains(name) { return name }
      problems.add(
        "\(step): there is no \(name) among the \(kind)" + Catalogue.suggestion(name, known)
          + (known.isEmpty ? "" : ": expected all, \(known.joined(separator: ", "))"), at: node)
      return nil
    }
  }
}

/// Several failures at once, a line each.
struct Failures: Error {
  let list: [Failure]
  init(_ list: [Failure]) {
    self.list = list.sorted {
      ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0)
    }
  }
}
