internal import Records
internal import Schema

/// What speaks for or against a layout: how often, or how much, of each kind of evidence.
struct LayoutEvidence: Equatable, Sendable {
  /// Kinds of evidence, by the names that `Schema/models/layout.csv` has for them.
  enum Feature: Int, CaseIterable {
    // Rows.
    case dataAbove, headingAbove, noteAbove, metadataRow, loneFirst, loneInside, dataCovered
    case dataAsHeading, headingLast, headingRow, missingAsHeading, otherRow, gap, noHeading
    case pairRow, bodyData, bodyHeading, bodyLone, bodyMissing, headingInBody, coverage
    case sectionAsHeading, bodySection
    // Columns.
    case moved, duplicateKeys, textValues, fewValues, partValues, codeValues, fractionKeys
    case hasTime, timeUnread, timeUnused, timeFine, coarsePlace, unknownPlace, placeUnused
    case dimensions, lostFigures, hasIndicator, namedRole, identifierKeys
  }

  private var values = [Double](repeating: 0, count: Feature.allCases.count)

  subscript(_ feature: Feature) -> Double {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }

  /// Both together.
  static func + (one: LayoutEvidence, other: LayoutEvidence) -> LayoutEvidence {
    var sum = one
    for feature in Feature.allCases { sum[feature] += other[feature] }
    return sum
  }

  /// What there is of it, by name.
  var named: [(name: String, value: Double)] {
    Feature.allCases.filter { self[$0] != 0 }.map { ("\($0)", self[$0]) }
  }
}

/// What each piece of evidence for a layout counts: the rows of `Schema/models/layout.csv`, which
/// `make learn` fits.
struct LayoutWeights: Sendable {
  private let weights: [Double]

  /// The weights that ship with Tally.
  static let shipped = LayoutWeights(text: Schema.file("models/layout.csv")?.text ?? "")

  /// Reads `feature,weight,example`, a row each; a feature without a row counts nothing.
  init(text: String) {
    var named: [String: Double] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      guard cells.count >= 2, let weight = Double(cells[1]) else { continue }
      named[String(cells[0])] = weight
    }
    weights = LayoutEvidence.Feature.allCases.map { named["\($0)"] ?? 0 }
  }

  /// The weighted sum of evidence.
  func score(_ evidence: LayoutEvidence) -> Double {
    LayoutEvidence.Feature.allCases.reduce(0) { $0 + weights[$1.rawValue] * evidence[$1] }
  }
}
