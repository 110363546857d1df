internal import Documents
internal import Records
internal import Text

/// Columns of codes beside the columns of their labels (`Country` and `Country Code`).
extension LayoutProposal {
  /// A column of codes says what the column of labels beside it says: it names the place or the
  /// indicator again, or is the code of a dimension, and is no dimension of its own.
  func assignCodes(_ columns: inout [TableLayout.Column]) {
    let given = columns
    for index in columns.indices where given[index].role == .dimension || isFreeNumber(given[index])
    {
      guard let label = labelColumn(of: index, given) else { continue }
      switch given[label].role {
      case .place:
        columns[index].role = agreesOnPlaces(index, label) ? .place : .code
        // Where the vocabulary knows the labels, their codes say nothing more.
        columns[index].codeOf = placeShare(label) < 0.8 ? label : nil
      case .indicator where !isNumeric(index): columns[index].role = .indicator
      case .period, .year: columns[index].role = .ignored
      default: columns[index].role = .code
      }
      columns[index].value = TableLayout.Value()
    }
  }

  /// Numbers that were not taken for values by name or period: they may be codes.
  private func isFreeNumber(_ column: TableLayout.Column) -> Bool {
    guard column.role == .value, !column.value.hasPeriod else { return false }
    return names(column.heading).isCode
  }

  /// The nearest column, up to two away, whose labels correspond to a column's codes one to one in
  /// the rows of the head.
  private func labelColumn(of code: Int, _ columns: [TableLayout.Column]) -> Int? {
    let cells = sample.map { $0.cell(code) }
    let filled = cells.filter { !$0.isEmpty }
    guard !filled.isEmpty, !isFraction(code), filled.allSatisfy(isCodeLike) else { return nil }
    // A code may stand further left of the place that it names than others.
    let isCode = names(columns[code].heading).isCode
    for distance in [1, -1, 2, -2] + (isCode ? [3, 4] : []) {
      let label = code + distance
      guard columns.indices.contains(label), label < head.width else { continue }
      switch columns[label].role {
      case .place, .indicator, .dimension, .period, .year: break
      default: continue
      }
      if distance > 2, columns[label].role != .place || filled.count < 5 { continue }
      let isTime = columns[label].role == .period || columns[label].role == .year
      let related =
        areRelated(columns[code].heading, columns[label].heading)
        || columns[label].role == .place
          && (agreesOnPlaces(code, label) || distance == 1 && areLongCodes(filled))
      if let pairs = correspondence(cells, sample.map { $0.cell(label) }),
        related || pairs >= 5 && !isTime,
        related || distance <= 2 || pairs * 2 > filled.count,
        related || !sample.allSatisfy({ isCodeLike($0.cell(label)) }), isTime || !isNumeric(label)
      {
        return label
      }
    }
    return nil
  }

  /// Codes of one shape with four digits at least, as registers of areas have them: `W06000015`.
  private func areLongCodes(_ codes: [String]) -> Bool {
    func shape(_ code: String) -> [Int] {
      code.utf8.map { isDigit($0) ? 0 : (0x41...0x5A).contains($0) ? 1 : Int($0) }
    }
    guard let first = codes.first, first.utf8.count(where: isDigit) >= 4 else { return false }
    let wanted = shape(first)
    return codes.allSatisfy { shape($0) == wanted }
  }

  /// How many pairs of code and label there are, where each stands with one of the other only.
  private func correspondence(_ codes: [String], _ labels: [String]) -> Int? {
    var labelOf: [String: String] = [:]
    var codeOf: [String: String] = [:]
    for (code, label) in zip(codes, labels) where !code.isEmpty {
      guard !label.isEmpty, labelOf[code, default: label] == label,
        codeOf[label, default: code] == code
      else {
        return nil
      }
      labelOf[code] = label
      codeOf[label] = code
    }
    return labelOf.count
  }

  /// One word without blanks, in ASCII.
  func isCodeLike(_ text: String) -> Bool {
    text.utf8.count <= 24 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// Whether two headings name one thing, as its code and its label: `Item Code` and `Item`, `geo`
  /// and `Geography`.
  func areRelated(_ code: String, _ label: String) -> Bool {
    let (code, label) = (names(code), names(label))
    guard code.isCode || code.words == label.words else { return false }
    return code.words.isEmpty || code.words == label.words || code.words.isSubset(of: label.words)
  }

  /// The words of a heading without those that say code or label, and whether one of them said
  /// code.
  func names(_ heading: String) -> (words: Set<String>, isCode: Bool) {
    if let known = memory.names[heading] { return known }
    var words: Set<String> = []
    var isCode = false
    defer { memory.names[heading] = (words, isCode) }
    for word in LayoutProposal.words(heading) {
      switch vocabulary.headingPart(word) {
      case .code: isCode = true
      case .label: break
      case nil: words.insert(word)
      }
    }
    return (words, isCode)
  }

  /// The words of a heading in lower case, those of `LocID` and `countryCode` too.
  private static func words(_ heading: String) -> [String] {
    var words = [""]
    var wasLower = false
    for character in heading {
      if !character.isLetter, !character.isNumber || "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(character) {
        words.append("")
      } else if character.isUppercase, wasLower {
        words.append(character.lowercased())
      } else {
        words[words.count - 1] += character.lowercased()
      }
      wasLower = character.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }

  /// Whether the codes name the places that their labels name, wherever the vocabulary knows both.
  func agreesOnPlaces(_ code: Int, _ label: Int) -> Bool {
    var (both, equal) = (0, 0)
    for row in sample {
      let known = vocabulary.places(labelled: PlaceLabel(row.cell(label)).text).candidates
      let coded = vocabulary.places(labelled: row.cell(code)).candidates
      guard !known.isEmpty, !coded.isEmpty else { continue }
      both += 1
      if known.contains(where: { entry in coded.contains { $0.target == entry.target } }) {
        equal += 1
      }
    }
    return both > 0 && equal * 10 >= both * 9
  }
}
