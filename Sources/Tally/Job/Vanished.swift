internal import Glibc
internal import Load
internal import Records
internal import Report
internal import Storage

/// Finds the sources of a group in `tally.yml` whose files are gone.
enum Vanished {
  /// The locators of current sources that the group names, or had loaded, and whose file is
  /// certainly not there any more; none where no file of the group is there at all.
  static func locators(
    patterns: [String], section: String, in connection: borrowing Connection
  ) throws(Failure) -> [String] {
    let isEmpty = patterns.allSatisfy { pattern in
      Glob.paths(pattern).allSatisfy { path in
        !FilePath.exists(path)
          || FilePath.isFolder(path) && !FilePath.entries(of: path).contains { $0.first != "." }
      }
    }
    guard !isEmpty else { return [] }
    var names = Locators(warehouse: connection.path)
    let known = patterns.map { pattern in
      (pattern: names.locator(of: pattern), isFolder: FilePath.isFolder(pattern))
    }
    var gone: [String] = []
    for row in try connection.rows(
      """
      SELECT s.locator, EXISTS (SELECT 1 FROM source AS v JOIN run AS r ON r.run_id = v.run_id
        WHERE v.locator = s.locator AND r.name = ?)
      FROM source AS s WHERE s.superseded_by IS NULL ORDER BY s.locator
      """, .text(section))
    {
      guard let locator = row[0].text, locator != "-", !locator.contains("://") else { continue }
      let isOurs =
        row[1].integer == 1
        || known.contains { matches(locator, $0.pattern, isFolder: $0.isFolder) }
      if isOurs, isGone(names.path(of: locator)) { gone.append(locator) }
    }
    return gone
  }

  private static func matches(_ locator: String, _ pattern: String, isFolder: Bool) -> Bool {
    let file = locator.firstIndex(of: "#").map { String(locator[..<$0]) } ?? locator
    if file == pattern || locator == pattern { return true }
    if isFolder { return file.hasPrefix(pattern + "/") }
    // `**` is any number of folders, also none.
    return [pattern, pattern.replacing("**/", with: "")].contains { pattern in
      unsafe fnmatch(pattern.systemPath, file.systemPath, pattern.contains("**") ? 0 : FNM_PATHNAME)
        == 0
    }
  }

  /// Whether there is no file, nor an archive that may hold it; what cannot be looked at may be
  /// there.
  private static func isGone(_ path: String) -> Bool {
    let archive = path.firstIndex(of: "#").map { String(path[..<$0]) } ?? path
    return [path, archive].allSatisfy { path in
      unsafe access(path.systemPath, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
    }
  }
}
