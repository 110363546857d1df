internal import Glibc
internal import Records

/// What a file is called in a warehouse: one file has one name, however it was named.
///
/// Relative to the folder of the warehouse where it lies in it, else absolute; the links of the
/// folders on its way are followed, one that the file's own name is is not: `latest.csv` stays
/// `latest.csv`. A member of an archive is `archive.zip#member`.
public struct Locators {
  /// The folder of the warehouse, its links followed.
  public let folder: String
  private let workingFolder: String
  private var known: (folder: String, resolved: String)?

  /// The names for a warehouse.
  public init(warehouse: String) {
    let working = Locators.resolved(".") ?? "/"
    let path = Locators.resolved(warehouse) ?? Locators.joined(working, warehouse)
    workingFolder = working
    folder = Locators.split(path).folder
  }

  /// What the file at a path is called.
  public mutating func locator(of path: String) -> String {
    if path == "-" || path.contains("://") { return path }
    if !Locators.exists(path), let hash = path.firstIndex(of: "#"),
      Locators.exists(String(path[..<hash]))
    {
      return locator(of: String(path[..<hash])) + path[hash...]
    }
    let absolute = canonical(path)
    let base = folder == "/" ? "/" : folder + "/"
    return absolute.hasPrefix(base) && absolute != base
      ? String(absolute.dropFirst(base.count)) : absolute
  }

  /// Where the file of a locator is.
  public func path(of locator: String) -> String {
    locator.hasPrefix("/") || locator == "-" || locator.contains("://")
      ? locator : Locators.joined(folder, locator)
  }

  /// An absolute path without `.`, `..` and links to folders.
  private mutating func canonical(_ path: String) -> String {
    var absolute = Locators.joined(workingFolder, path)
    while absolute.count > 1, absolute.hasSuffix("/") { absolute.removeLast() }
    var (parent, name) = Locators.split(absolute)
    if name == "." || name == ".." {
      guard let resolved = Locators.resolved(absolute) else { return Locators.plain(absolute) }
      return resolved
    }
    if let known, known.folder == parent { return Locators.joined(known.resolved, name) }
    // What is not there any more is taken by the folders that are.
    let given = parent
    while true {
      if let resolved = Locators.resolved(parent) {
        if parent == given { known = (given, resolved) }
        return Locators.plain(Locators.joined(resolved, name))
      }
      guard parent != "/" else { return Locators.plain(absolute) }
      let (above, last) = Locators.split(parent)
      (parent, name) = (above, last + "/" + name)
    }
  }

  /// Without `.`, `..` and doubled slashes, as far as the text tells.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func joined(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  private static func exists(_ path: String) -> Bool {
    unsafe access(path.systemPath, F_OK) == 0
  }

  private static func resolved(_ path: String) -> String? {
    // `realpath` returns memory that is ours to free.
    guard let resolved = unsafe realpath(path.systemPath, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe SystemPath.text(resolved)
  }
}
