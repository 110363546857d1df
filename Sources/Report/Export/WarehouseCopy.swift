public import Records
internal import Storage

/// A copy of a whole warehouse.
public enum WarehouseCopy {
  /// Writes a copy of one state of the warehouse, checks it and puts it in its place.
  ///
  /// `VACUUM INTO` reads in one transaction: writers go on, and the copy holds no free pages.
  ///
  /// - Returns: its size in bytes.
  /// - Throws: a `Failure`; what was in the place of the copy is then still there.
  public static func write(_ warehouse: String, to target: String) throws(Failure) -> Int {
    let (folder, name) = FilePath.split(target)
    guard FilePath.isFolder(folder) else {
      throw Failure(.cannotCreate, "there is no such folder", at: Place(folder))
    }
    let scratch = try ScratchFolder(name, in: folder)
    defer { FilePath.remove(scratch.path) }
    let path = scratch.path + "/" + name
    do {
      let connection = try Warehouse.openForCopying(warehouse)
      do throws(Failure) { try connection.run("VACUUM INTO ?", .text(path)) } catch {
        throw WarehouseCopy.located(error, target)
      }
    }
    do {
      let copy = try Warehouse.openForReading(path)
      let found = try copy.value("PRAGMA quick_check").text ?? "nothing"
      guard found == "ok" else {
        throw Failure(
          .badData, "the copy is damaged (\(found)): run `tally doctor`", at: Place(warehouse))
      }
    }
    let (bytes, _) = try ScratchFolder.measure(path)
    try FilePath.move(path, to: target)
    return bytes
  }

  /// A disk that is full is that of the copy, not of the warehouse that is only read.
  private static func located(_ failure: Failure, _ target: String) -> Failure {
    guard let code = failure.database?.code, [10, 13, 14].contains(code & 0xFF), code != 266 else {
      return failure
    }
    var failure = failure
    failure.kind = .inputOutput
    failure.message = code & 0xFF == 13 ? "cannot write: the disk is full" : "cannot write the copy"
    failure.place = Place(target)
    return failure
  }
}
