internal import Glibc
public import Records
internal import Schema

/// The reports that ship with Tally, and those of the user's own folders.
public enum Catalogue {
  /// All of them, by name; the user's own stand in for shipped ones of the same name.
  ///
  /// - Parameter folders: folders of the user's own reports; the first that has a name wins.
  /// - Throws: a `Failure` where a report's header is malformed.
  public static func reports(in folders: [String] = []) throws(Failure) -> [Report] {
    var reports: [Report] = []
    for (name, file) in files(in: folders) { reports.append(try read(name, file)) }
    return reports
  }

  /// The report of a name.
  ///
  /// - Throws: a `Failure` of kind `usage` that names the nearest one where there is none, of kind
  ///   `configuration`
  ///   where its header is malformed.
  public static func report(_ name: String, in folders: [String] = []) throws(Failure) -> Report {
    let all = files(in: folders)
    guard let found = all.first(where: { $0.name == name }) else {
      throw Failure(
        .usage,
        "there is no report \(name)" + Suggestion.text(name, all.map(\.name))
          + ": `tally report --list` lists them")
    }
    return try read(found.name, found.file)
  }

  /// The folder beside a warehouse that holds the user's own reports; `nil` where there is none.
  public static func folder(beside warehouse: String) -> String? {
    let base = warehouse.lastIndex(of: "/").map { String(warehouse[...$0]) } ?? ""
    let folder = base + "reports"
    return isFolder(folder) ? folder : nil
  }

  /// Whether there is a folder at the path.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    // The call fills the structure that it is given.
    return unsafe stat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Names and files, ordered by name; no file for a report that ships with Tally.
  private static func files(in folders: [String]) -> [(name: String, file: String?)] {
    var files: [String: String?] = [:]
    for file in Schema.files(in: "reports") where file.path.hasSuffix(".sql") {
      files[file.name] = .some(nil)
    }
    for folder in folders.reversed() {
      for entry in entries(of: folder) where entry.hasSuffix(".sql") && !entry.hasPrefix(".") {
        let path = (folder.hasSuffix("/") ? folder : folder + "/") + entry
        // A pipe or device of such a name is no report.
        if FilePath.isFile(path) { files[String(entry.dropLast(4))] = path }
      }
    }
    return files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func read(_ name: String, _ file: String?) throws(Failure) -> Report {
    guard let file else {
      return try Report(name: name, text: Schema.file("reports/\(name).sql")?.text ?? "")
    }
    return try Report(name: name, text: try text(of: file), file: file)
  }

  /// The text of a file.
  ///
  /// - Throws: a `Failure` of kind `noInput` where it cannot be read, of kind `badData` where it is
  ///   not UTF-8.
  public static func text(of path: String) throws(Failure) -> String {
    guard let file = unsafe fopen(path.systemPath, "re") else {
      throw Failure(
        .noInput, "cannot read the file: \(unsafe String(cString: strerror(errno)))",
        at: Place(path))
    }
    defer { unsafe _ = fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // The block is filled up to its own count.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe fread($0.baseAddress, 1, $0.count, file)
      }
      if count == 0 { break }
      bytes += block[..<count]
      guard bytes.count <= FilePath.longestText else {
        throw Failure(
          .badData, "it is longer than 16 MB: expected the text of a statement", at: Place(path))
      }
    }
    guard unsafe ferror(file) == 0 else {
      throw Failure(.noInput, "cannot read the file", at: Place(path))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.badData, "expected UTF-8: convert the file with iconv", at: Place(path))
    }
    return text
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder.systemPath) else { return [] }
    defer { unsafe _ = closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // The name is a C array inside the entry, ended by a zero, and is copied at once.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe SystemPath.text($0)
        }
      }
      names.append(name)
    }
    return names.sorted()
  }
}

extension Catalogue {
  /// “, did you mean x”, where one of the names is near.
  public static func suggestion(_ name: String, _ names: [String]) -> String {
    Suggestion.text(name, names)
  }
}
