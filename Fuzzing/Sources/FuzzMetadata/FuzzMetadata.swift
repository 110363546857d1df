import Glibc
import Ingest
import Records

nonisolated(unsafe) private let vocabulary = try? Vocabulary()

/// A folder of this process, in memory where the system has such a folder.
private let folder =
  (access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/tally-fuzz-\(getpid())"

/// A table in it, with room for metadata beside it.
private let table: String = {
  mkdir(folder, 0o700)
  let rows = """
    Title;;;
    Source: x;;;
    Region;Unit;2022;2023
    Beijing;1 000;1,5;2,5 p
    Tianjin;%;3;..
    Hebei;;5;6

    """
  save(Array(rows.utf8), "t.csv")
  _ = atexit {
    for name in ["t.csv", "t.csv-metadata.json", "datapackage.json"] { unlink(folder + "/" + name) }
    rmdir(folder)
  }
  return folder + "/t.csv"
}()

private func save(_ bytes: [UInt8], _ name: String) {
  let file = open(folder + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  precondition(file >= 0 && write(file, bytes, bytes.count) == bytes.count, "cannot write \(name)")
  close(file)
}

/// Reads a table beside arbitrary bytes as its metadata: CSVW or a data package, as the first byte
/// says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMetadata(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let vocabulary else { fatalError("the vocabulary cannot be read") }
  var bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let isPackage = bytes.first.map { $0 & 1 == 1 } ?? false
  if !bytes.isEmpty { bytes.removeFirst() }
  let source = Source(.file(path: table))
  unlink(table + "-metadata.json")
  unlink(folder + "/datapackage.json")
  save(bytes, isPackage ? "datapackage.json" : "t.csv-metadata.json")
  do {
    let content = try SourceContent(source)
    guard
      case .table(let table) = try Document(content, Survey(content), vocabulary: vocabulary)
    else { return 0 }
    _ = table.csvw(url: "t.csv")
    _ = table.reading
    if table.description.kind == .observations {
      var reader = try table.observations()
      var batch = ObservationBatch()
      while try reader.next(into: &batch) {
        for row in batch.rows { precondition(row.value.isNaN || row.value.isFinite) }
      }
      precondition(reader.accounting.balances, "rows were lost")
    } else {
      var reader = try table.records()
      var batch = FieldBatch(columns: reader.columns.count)
      while try reader.next(into: &batch) {}
      precondition(reader.accounting.balances, "rows were lost")
    }
  } catch {
    // Refused, with a reason: that is an answer.
  }
  return 0
}
