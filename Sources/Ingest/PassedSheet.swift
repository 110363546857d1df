internal import Documents
public import Records

/// A sheet of a workbook that is passed over as a whole: empty, or notes on the other sheets.
public struct PassedSheet: Sendable {
  /// What is known of it; it is kept as a source without rows.
  public let description: SourceDescription
  /// Where its rows went: all to the rule by which it is passed over.
  public let accounting: Accounting
  /// Why, for a person.
  public let reason: String

  /// A sheet that was passed over when its records were written.
  init(_ description: SourceDescription, _ accounting: Accounting) {
    self.description = description
    self.accounting = accounting
    reason = "a sheet that was passed over"
  }

  /// `nil` where the source is no sheet, or a table.
  init?(_ content: SourceContent) {
    guard let sheet = content.sheet, let rule = sheet.passedRule else { return nil }
    var description = SourceDescription(kind: .record, locator: content.source.locator)
    description.title = sheet.name
    description.mediaType = sheet.mediaType
    self.description = description
    var accounting = Accounting()
    accounting.read = sheet.rows
    if sheet.rows > 0 { accounting.passed[rule] = sheet.rows }
    self.accounting = accounting
    reason = sheet.passedReason ?? rule
  }
}
