internal import Ingest

extension TableReading {
  /// The reading as a JSON object, for the column `source.reading`.
  var json: String {
    let columns = columns.map {
      "{\"number\":\($0.number),\"heading\":\(JSON.string($0.heading)),\"role\":\(JSON.string($0.role)),\"detail\":\(JSON.string($0.detail))}"
    }
    func text(_ value: String?) -> String { value.map(JSON.string) ?? "null" }
    return """
      {"encoding":\(JSON.string(encoding)),"delimiter":\(JSON.string(delimiter)),"kind":\(JSON.string(kind)),\
      "reason":\(JSON.string(kindReason)),"first_line":\(firstLine),"metadata":\(text(metadata)),"title":\(text(title)),"place":\(text(place)),\
      "indicator":\(text(indicator)),"unit":\(text(unit)),"columns":[\(columns.joined(separator: ","))],\
      "doubts":[\(doubts.map(JSON.string).joined(separator: ","))]}
      """
  }
}
