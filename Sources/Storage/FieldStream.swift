internal import CSQLite
internal import Glibc
internal import Records

/// Inserts blocks of CSV fields into any table of records, value by value.
final class FieldStream {
  private let stream: RowStream
  private let affinities: [RecordColumn.Affinity]

  /// A stream into `table`, whose columns are the given ones and then `source_id` and
  /// `source_line`.
  init(_ connection: borrowing Connection, table: String, columns: [RecordColumn], source: Int64)
    throws(Failure)
  {
    affinities = columns.map(\.affinity)
    let names = columns.map { Identifier.quoted($0.name) } + ["source_id", "source_line"]
    let values = columns.indices.map { "c\($0)" } + [String(source), "c\(columns.count)"]
    stream = try RowStream(connection, name: "incoming_fields", columns: columns.count + 1) {
      incoming in
      "INSERT INTO \(Identifier.quoted(table)) (\(names.joined(separator: ","))) SELECT \(values.joined(separator: ",")) FROM \(incoming)"
    }
  }

  /// What the virtual table reads from: addresses inside the batch, valid for one call of `insert`.
  @unsafe fileprivate struct Context {
    var bytes: UnsafePointer<UInt8>
    var fields: UnsafePointer<FieldBatch.Field>
    var lines: UnsafePointer<UInt32>
    var affinities: UnsafePointer<RecordColumn.Affinity>
    var columns: Int
  }

  /// Inserts some rows of a batch.
  func insert(_ batch: borrowing FieldBatch, rows: Range<Int>) throws(Failure) {
    guard !rows.isEmpty else { return }
    precondition(
      rows.upperBound <= batch.lines.count
        && batch.fields.count == batch.lines.count * batch.columns)
    var outcome: Result<Void, Failure> = .success(())
    // The four arrays are borrowed for the length of the statement that reads them.
    unsafe batch.bytes.withUnsafeBufferPointer { bytes in
      unsafe batch.fields.withUnsafeBufferPointer { fields in
        unsafe batch.lines.withUnsafeBufferPointer { lines in
          unsafe affinities.withUnsafeBufferPointer { affinities in
            guard let fields = fields.baseAddress, let lines = lines.baseAddress,
              let affinities = affinities.baseAddress
            else { return }
            let empty = unsafe UnsafePointer<UInt8>(
              UnsafeRawPointer(fields).assumingMemoryBound(to: UInt8.self))
            var context = unsafe Context(
              bytes: bytes.baseAddress ?? empty, fields: fields + rows.lowerBound * batch.columns,
              lines: lines + rows.lowerBound, affinities: affinities,
              columns: batch.columns)
            unsafe withUnsafeMutablePointer(to: &context) { context in
              do throws(Failure) {
                try unsafe stream.insert(rows: rows.count, context: context, column: writeField)
              } catch {
                outcome = .failure(error)
              }
            }
          }
        }
      }
    }
    try outcome.get()
  }
}

/// Writes one value of the current block.
private let writeField:
  @convention(c) (OpaquePointer, UnsafeMutableRawPointer, Int, Int32) -> Void = {
    result, raw, row, column in
    let context = unsafe raw.assumingMemoryBound(to: FieldStream.Context.self)
    let columns = unsafe context.pointee.columns
    let index = Int(column)
    guard index < columns else {
      unsafe sqlite3_result_int64(result, Int64(context.pointee.lines[row]))
      return
    }
    let field = unsafe context.pointee.fields[row * columns + index]
    if field.length == UInt32.max {
      unsafe sqlite3_result_null(result)
      return
    }
    let start = unsafe context.pointee.bytes + Int(field.start)
    switch unsafe context.pointee.affinities[index] {
    case .integer:
      unsafe sqlite3_result_int64(
        result, DecimalText.integer(UnsafeBufferPointer(start: start, count: Int(field.length))))
    case .real:
      unsafe sqlite3_result_double(
        result, DecimalText.double(UnsafeBufferPointer(start: start, count: Int(field.length))))
    case .text:
      // SQLITE_STATIC: the block outlives the statement that copies the value into its record.
      unsafe start.withMemoryRebound(to: CChar.self, capacity: Int(field.length)) { characters in
        unsafe sqlite3_result_text(result, characters, Int32(field.length), nil)
      }
    }
  }
