public import Records
public import Storage

/// What killed programs left beside a warehouse and where it exported to.
public enum Leftovers {
  /// Removes it, but for what the warehouse has noted to be moved.
  ///
  /// - Returns: how many files and folders were removed.
  public static func sweep(
    warehouse: String, _ connection: borrowing Connection
  ) throws(Failure) -> Int {
    var folders: Set<String> = [FilePath.split(FilePath.absolute(warehouse)).folder]
    for row in try connection.rows("SELECT DISTINCT target FROM export") {
      var target = row[0].text ?? ""
      while target.count > 1, target.hasSuffix("/") { target.removeLast() }
      guard target.hasPrefix("/") else { continue }
      folders.insert(FilePath.split(target).folder)
      if FilePath.isPlainFolder(target) { folders.insert(target) }
    }
    let kept = try ExportLog.waiting(connection)
    return folders.reduce(0) { $0 + TemporaryFiles.sweep($1, keeping: kept) }
  }
}
