internal import Documents
internal import Text

/// OBS_STATUS, from columns of statuses and from notes that open with a mark.
extension ObservationReader {
  /// OBS_STATUS of a row, and where its flag stands.
  mutating func statedStatus(_ fields: Range<Int>, _ columns: [Int]) -> (
    status: UInt8, flag: Range<Int>
  )? {
    var result: (status: UInt8, flag: Range<Int>)?
    for column in columns where column < fields.count {
      let range = block.range(fields.lowerBound + column)
      guard !range.isEmpty, var status = status(range) else { continue }
      if status == UInt8(ascii: "F"), layout.columns[column].saysFinal {
        status = UInt8(ascii: "A")
      }
      if result == nil || result?.status == UInt8(ascii: "A") { result = (status, range) }
    }
    // “速報; source …”: a note that opens with a mark.
    if result == nil {
      for column in noteColumns where column < fields.count {
        let range = block.range(fields.lowerBound + column)
        guard !range.isEmpty else { continue }
        let end =
          block.bytes[range].prefix(24).firstIndex { $0 == UInt8(ascii: ";") } ?? range.upperBound
        guard end - range.lowerBound <= 24 else { continue }
        let text = String(decoding: block.bytes[range.lowerBound..<end], as: UTF8.self).trimmedText
        if let status = cells.knownStatus(text) { result = (status, range.lowerBound..<end) }
      }
    }
    return result
  }

  /// What a cell of statuses says; `nil` where it is blank.
  mutating func status(_ range: Range<Int>) -> UInt8? {
    let hash = block.hash(range, ByteHash.first) | 1
    let known = statusCells[hash]
    if known != 0 { return known < 256 ? nil : UInt8(truncatingIfNeeded: known) }
    let text = String(decoding: block.bytes[range], as: UTF8.self).trimmedText
    // “E: Estimated value”: code and label.
    let code = text.firstIndex(of: ":").map { text[..<$0].trimmed }
    let status =
      text.isEmpty
      ? nil : cells.status(text) ?? code.flatMap { cells.status(String($0)) } ?? UInt8(ascii: "A")
    statusCells[hash] = status.map { 256 | UInt16($0) } ?? 1
    return status
  }
}
