internal import Storage

/// What a page is called: its report, and what all of its rows are about, so that a picture or a
/// print of it says everything: “Ranking: Gross domestic product, 2024, trillion CNY”.
struct PageTitle {
  /// The columns that say what rows are about, in the order in which they are told.
  private static let columns = ["indicator", "place", "period", "unit"]

  /// What the rows are about; empty where they share nothing that says so.
  let subject: String

  /// - Parameters:
  ///   - asked: what was asked of the report, with names in place of codes.
  ///   - rows: all rows; none where not all of them are known yet.
  ///   - word: the scale that all scaled numbers are shown in: “trillion”.
  init(
    asked: [(name: String, value: String)], names: [String], rows: [[Value]], word: String?
  ) {
    var parts: [String] = []
    for column in PageTitle.columns {
      let given = asked.last { $0.name == column }?.value
      guard let text = given ?? PageTitle.common(column, names, rows) else { continue }
      guard column == "unit" else {
        parts.append(text)
        continue
      }
      // A unit alone says nothing of what is measured.
      if !parts.isEmpty, text != "1" {
        parts.append([word, text].compactMap(\.self).joined(separator: " "))
      }
    }
    subject = parts.joined(separator: ", ")
  }

  /// The title of a report with its subject.
  func of(_ report: String) -> String { subject.isEmpty ? report : report + ": " + subject }

  /// The text that every row has in a column.
  private static func common(_ column: String, _ names: [String], _ rows: [[Value]]) -> String? {
    guard let index = names.firstIndex(of: column), let first = rows.first?[index].text,
      rows.allSatisfy({ $0[index].text == first })
    else { return nil }
    return first
  }
}
