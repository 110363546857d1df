import Foundation

extension Bench {
  /// Many small files, twice: the second time nothing may be written.
  func manyFiles(count: Int) throws {
    let root = path("files-\(count)")
    if !FileManager.default.fileExists(atPath: root) {
      for index in 0..<count {
        let folder = root + "/\(index / 1000)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let table =
          "Region,2021,2022,2023\nBeijing,\(index).5,\(index + 1).5,7.25\nTianjin,1.5,\(index * 2).5,3.5\n"
        try table.write(toFile: folder + "/table-\(index).csv", atomically: false, encoding: .utf8)
      }
    }
    let database = fresh("files.db")
    let command = [tally, "ingest", "--db", database, root]
    do {
      let first = try run(command)
      let before = try Data(contentsOf: URL(fileURLWithPath: database))
      let second = try run(command)
      let isSame =
        try before == Data(contentsOf: URL(fileURLWithPath: database))
        && size(database + "-wal") == 0
      print(
        String(
          format:
            "%d files: first %.2f s; again, unchanged: %.2f s (CPU %.2f s, bar 2 s: %@), database %@",
          count,
          first.wall, second.wall, second.cpu, second.wall < 2 ? "met" : "missed",
          isSame ? "untouched" : "CHANGED"))
    } catch {
      print("\(count) files: \(error)")
    }
    fflush(nil)
  }
}
