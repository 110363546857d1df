internal import Records
public import Tables

extension TableReading {
  /// The reading as a JSON object, for the column `source.reading`.
  public var json: String {
    func text(_ value: String?) -> String { value.map(JSONText.quoted) ?? "null" }
    let columns = columns.map {
      JSONText.object([
        ("number", String($0.number)), ("heading", text($0.heading)), ("role", text($0.role)),
        ("detail", text($0.detail)),
      ])
    }
    return JSONText.object([
      ("encoding", text(encoding)), ("format", text(format)), ("delimiter", text(delimiter)),
      ("kind", text(kind)),
      ("reason", text(kindReason)),
      ("first_line", String(firstLine)), ("metadata", text(metadata)), ("title", text(title)),
      ("place", text(place)),
      ("indicator", text(indicator)), ("unit", text(unit)),
      ("columns", "[" + columns.joined(separator: ",") + "]"),
      ("doubts", "[" + doubts.map(JSONText.quoted).joined(separator: ",") + "]"),
    ])
  }
}
