import Ingest
import Records

nonisolated(unsafe) private let vocabulary = try? Vocabulary()

/// Reads arbitrary bytes as a table, from their encoding to the last observation or record, and
/// checks that every row is accounted for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTables(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let vocabulary else { fatalError("the vocabulary cannot be read") }
  var bytes = Array(UnsafeBufferPointer(start: data, count: size))
  var options = ReadingOptions()
  // The first byte chooses how the rest is read, so that both readers are reached whatever the
  // bytes look like.
  if let first = bytes.first {
    options.kind = first & 1 == 0 ? nil : first & 2 == 0 ? .observations : .record
    bytes.removeFirst()
  }
  do {
    let content = try SourceContent(Source(.memory(bytes), locator: "fuzz.csv"))
    guard
      case .table(let table) = try Document(
        content, Survey(content), vocabulary: vocabulary, options: options)
    else {
      return 0
    }
    _ = table.csvw(url: "fuzz.csv")
    _ = table.reading
    let accounting =
      table.description.kind == .observations ? try observations(table) : try records(table)
    precondition(accounting.balances, "rows were lost")
  } catch {
    // Refused, with a reason: that is an answer.
  }
  return 0
}

private func observations(_ table: Table) throws -> Accounting {
  var reader = try table.observations()
  var batch = ObservationBatch()
  while try reader.next(into: &batch) {
    for row in batch.rows {
      precondition(
        Int(row.cellStart) + Int(row.cellLength) + Int(row.flagLength) <= batch.bytes.count)
    }
  }
  return reader.accounting
}

private func records(_ table: Table) throws -> Accounting {
  var reader = try table.records()
  var batch = FieldBatch(columns: reader.columns.count)
  while try reader.next(into: &batch) {
    precondition(batch.fields.count == batch.lines.count * batch.columns)
    for field in batch.fields where field.length != UInt32.max {
      precondition(Int(field.start) + Int(field.length) <= batch.bytes.count)
    }
  }
  return reader.accounting
}
