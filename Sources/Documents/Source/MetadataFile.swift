internal import Glibc
internal import Records

/// A metadata file that governs how a table is read.
package struct MetadataFile: Equatable, Sendable {
  /// What kind of file it is.
  package enum Kind: Equatable, Sendable {
    /// CSV on the Web, W3C.
    case csvw
    /// Frictionless Data.
    case dataPackage
  }

  package var locator: String
  package var kind: Kind
  package var bytes: [UInt8]

  /// Metadata files are read, never ingested.
  package static func isMetadata(_ name: String) -> Bool {
    name.hasSuffix("-metadata.json") || name == "datapackage.json"
  }

  /// The metadata of a table or of the sheets of a workbook: `FILE-metadata.json` beside it, then `csv-metadata.json` and
  /// `datapackage.json` in its folder, as far as they name it.
  package static func find(for path: String) -> MetadataFile? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    if let bytes = read(path + "-metadata.json") {
      return MetadataFile(locator: path + "-metadata.json", kind: .csvw, bytes: bytes)
    }
    let name = Array(path.split(separator: "/").last.map(String.init)?.utf8 ?? "".utf8)
    for (file, kind) in [("csv-metadata.json", Kind.csvw), ("datapackage.json", .dataPackage)] {
      if let bytes = read(folder + file), contains(bytes, name) {
        return MetadataFile(locator: folder + file, kind: kind, bytes: bytes)
      }
    }
    return nil
  }

  /// How a file begins; nothing where it cannot be read.
  static func start(of path: String) -> [UInt8] {
    read(path, limit: 64, isCut: true) ?? []
  }

  /// A file of up to 16 MB; `nil` where there is none.
  ///
  /// - Parameter isCut: of a longer one that much is read.
  static func read(_ path: String, limit: Int = 16 << 20, isCut: Bool = false) -> [UInt8]? {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      isCut || Int(status.st_size) <= limit
    else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    var done = 0
    while done < bytes.count {
      // Into the array's own storage, never past its end.
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count <= 0 { break }
      done += count
    }
    return Array(bytes[..<done])
  }

  static func contains(_ bytes: [UInt8], _ name: [UInt8]) -> Bool {
    guard let first = name.first, bytes.count >= name.count else { return false }
    for start in 0...(bytes.count - name.count) where bytes[start] == first {
      if bytes[start..<start + name.count].elementsEqual(name) { return true }
    }
    return false
  }
}

/// Metadata files, as other modules see them.
public enum MetadataFiles {
  /// Whether there is a file at a path.
  public static func exists(_ path: String) -> Bool { unsafe access(path.systemPath, F_OK) == 0 }
}
