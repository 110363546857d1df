internal import Documents
internal import Records
internal import Text

/// A PC-Axis file (https://www.scb.se/px-file-format): keywords, then the figures of a cube.
struct PXFile: Grid {
  let bytes: [UInt8]
  let locator: String
  let dimensions: [Dimension]
  /// How many of the dimensions stand down the side.
  let stubs: Int
  /// Where the figures start.
  let data: Int
  /// The figures of the rows that are there stand after their keys.
  let hasKeys: Bool
  let columns: [GridColumn]
  let about: GridDescription
  /// The column of units, the dimension whose values have them, and theirs.
  let units: (column: Int, dimension: Int, texts: [String])?

  let format = "PX"
  let mediaType = "text/x-pc-axis"
  let kind: SourceDescription.Kind? = .observations

  /// One dimension: its values in order.
  struct Dimension: Sendable {
    var name: String
    var labels: [String]
    var codes: [String]
    var label: Int?
    var code = 0
  }

  /// Whether a text opens like one: `KEYWORD=` or `KEYWORD("name")=` line after line, each with its
  /// semicolon.
  static func isLike(_ head: [UInt8]) -> Bool {
    var reader = PXKeywords(head)
    var names: Set<String> = []
    while names.count < 4, let keyword = reader.next(), keyword.isComplete {
      guard
        keyword.name.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D || isDigit($0) })
      else { return false }
      names.insert(keyword.name)
    }
    return names.count >= 4
  }

  /// Reads the keywords of a file; `nil` where it is no PX file.
  ///
  /// - Throws: a `Failure` where it lacks what the figures need.
  init?(_ bytes: [UInt8], locator: String) throws(Failure) {
    guard PXFile.isLike(bytes.count > 1 << 16 ? Array(bytes[..<(1 << 16)]) : bytes) else {
      return nil
    }
    var reader = PXKeywords(bytes)
    var words: [String: [String]] = [:]
    var about: [String: [String: [String]]] = [:]
    var data: Int?
    while let keyword = reader.next() {
      if keyword.name == "DATA" {
        data = keyword.valueStart
        break
      }
      // Those with a language repeat in it what was said in the file's own.
      guard keyword.language == nil else { continue }
      if let first = keyword.keys.first {
        about[keyword.name, default: [:]][first] = keyword.values
      } else {
        words[keyword.name] = keyword.values
      }
    }
    guard let data else {
      throw Failure(.badData, "this PX file has no DATA", at: Place(locator))
    }
    self.bytes = bytes
    self.locator = locator
    self.data = data
    hasKeys = !(about["KEYS"] ?? [:]).isEmpty
    let stub = words["STUB"] ?? []
    stubs = stub.count
    var found: [Dimension] = []
    var made: [GridColumn] = []
    for name in stub + (words["HEADING"] ?? []) {
      guard let labels = about["VALUES"]?[name] else {
        throw Failure(
          .badData, "this PX file gives no VALUES for \(name)", at: Place(locator))
      }
      var dimension = Dimension(name: name, labels: labels, codes: about["CODES"]?[name] ?? labels)
      guard dimension.codes.count == labels.count else {
        throw Failure(
          .badData,
          "\(name) has \(labels.count) VALUES and \(dimension.codes.count) CODES",
          at: Place(locator))
      }
      var role: TableLayout.Role?
      if let list = about["TIMEVAL"]?[name], let first = list.first {
        role = .period
        dimension.codes = PXFile.periods(first, list, dimension.codes)
      } else if about["MAP"]?[name] != nil {
        role = .place
      } else if words["CONTVARIABLE"]?.first == name {
        role = .indicator
      }
      if dimension.codes != labels, role != .period {
        dimension.label = made.count
        made.append(GridColumn(heading: name, role: role, isKey: true))
      }
      dimension.code = made.count
      made.append(
        GridColumn(heading: name, role: role, isKey: true, labels: dimension.label))
      found.append(dimension)
    }
    dimensions = found
    var units: (column: Int, dimension: Int, texts: [String])?
    let shared = words["UNITS"]?.first
    let content = found.firstIndex { $0.name == words["CONTVARIABLE"]?.first }
    if let content {
      let own = found[content].labels.map { about["UNITS"]?[$0]?.first ?? shared ?? "" }
      if own.contains(where: { !$0.isEmpty }) { units = (made.count, content, own) }
    } else if let shared, !shared.isEmpty {
      units = (made.count, -1, [shared])
    }
    self.units = units
    if units != nil { made.append(GridColumn(heading: "UNITS", role: .unit, isKey: true)) }
    made.append(GridColumn(heading: "DATA", role: .value))
    columns = made
    let updated = words["LAST-UPDATED"]?.first ?? about["LAST-UPDATED"]?.values.first?.first
    self.about = GridDescription(
      title: words["TITLE"]?.first ?? words["DESCRIPTION"]?.first,
      // The title adds by what.
      measure: content == nil ? words["CONTENTS"]?.first : nil,
      publisher: words["SOURCE"]?.first, published: updated.flatMap(PXFile.date))
  }

  func rows() throws(Failure) -> any GridRows { PXRows(self) }

  /// `20230314 08:00` as `2023-03-14`.
  private static func date(_ text: String) -> String? {
    let digits = text.prefix(8)
    guard digits.count == 8, digits.allSatisfy(\.isNumber) else { return nil }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// The values of a time axis as periods: after `TLIST(Q1)` 20011 is the first quarter of 2001.
  private static func periods(_ scale: String, _ list: [String], _ codes: [String]) -> [String] {
    let listed = list.dropFirst()
    let given = listed.count == codes.count ? Array(listed) : codes
    let letter = scale.drop { $0 != "(" }.dropFirst().first
    return given.map { code in
      guard code.count > 4, code.allSatisfy(\.isNumber) else { return code }
      let (year, part) = (code.prefix(4), code.dropFirst(4))
      switch letter {
      case "H": return "\(year)-S\(part)"
      case "Q": return "\(year)-Q\(part)"
      case "M" where part.count == 2: return "\(year)-\(part)"
      case "W" where part.count == 2: return "\(year)-W\(part)"
      default: return code
      }
    }
  }
}
