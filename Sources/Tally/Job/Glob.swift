internal import Glibc
internal import Records
internal import Report

/// Finds the paths that a pattern names: `*`, `?` and `[…]` within a name, `**` for any number of
/// folders.
enum Glob {
  /// The paths in the order of their bytes; a path without a pattern is itself, whether it is there
  /// or not, and so is one that is there, whatever its name has in it.
  static func paths(_ pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }), !FilePath.exists(pattern) else {
      return [pattern]
    }
    var parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    var folder = pattern.hasPrefix("/") ? "/" : ""
    // The part without a pattern is one step.
    while let first = parts.first, !first.contains(where: { "*?[".contains($0) }) {
      folder = join(folder, first)
      parts.removeFirst()
    }
    var found: [String] = []
    match(folder, parts[...], &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func match(_ folder: String, _ parts: ArraySlice<String>, _ found: inout [String])
  {
    guard let first = parts.first else {
      if FilePath.exists(folder), !found.contains(folder) { found.append(folder) }
      return
    }
    let rest = parts.dropFirst()
    let names = FilePath.entries(of: folder.isEmpty ? "." : folder)
    if first == "**" {
      match(folder, rest, &found)
      // Links to folders are not followed: they may go round in a circle.
      for name in names where !name.hasPrefix(".") && FilePath.isPlainFolder(join(folder, name)) {
        match(join(folder, name), parts, &found)
      }
      return
    }
    // A folder on the way is taken as it is as well, before it is taken as a pattern.
    let isName = names.contains(first)
    for name in names
    where isName
      ? name == first : unsafe fnmatch(first.systemPath, name.systemPath, FNM_PERIOD) == 0
    {
      let path = join(folder, name)
      if rest.isEmpty || FilePath.isFolder(path) { match(path, rest, &found) }
    }
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
