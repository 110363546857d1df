internal import Ingest
internal import Records

extension TableReading {
  /// The reading as a JSON object, for the column `source.reading`.
  var json: String {
    let columns = columns.map {
      "{\"number\":\($0.number),\"heading\":\(JSONText.quoted($0.heading)),\"role\":\(JSONText.quoted($0.role)),\"detail\":\(JSONText.quoted($0.detail))}"
    }
    func text(_ value: String?) -> String { value.map(JSONText.quoted) ?? "null" }
    return """
      {"encoding":\(JSONText.quoted(encoding)),"delimiter":\(JSONText.quoted(delimiter)),"kind":\(JSONText.quoted(kind)),\
      "reason":\(JSONText.quoted(kindReason)),"first_line":\(firstLine),"metadata":\(text(metadata)),"title":\(text(title)),"place":\(text(place)),\
      "indicator":\(text(indicator)),"unit":\(text(unit)),"columns":[\(columns.joined(separator: ","))],\
      "doubts":[\(doubts.map(JSONText.quoted).joined(separator: ","))]}
      """
  }
}
