internal import CSchema

/// What Tally knows that is data and not code: the files of `Schema/`, embedded in the binary.
public enum Schema {
  /// One embedded file.
  @safe public struct File {
    /// The path below `Schema/`, such as `reports/latest.sql`.
    public let path: String
    /// The bytes, valid for as long as the program runs.
    let bytes: UnsafeBufferPointer<UInt8>

    /// The base name without its extension, such as `latest`.
    public var name: String {
      let base = path.split(separator: "/").last ?? ""
      return String(base.split(separator: ".").first ?? "")
    }

    /// The content as text; every file of `Schema/` is UTF-8.
    public var text: String {
      unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// The content as bytes.
    public var array: [UInt8] {
      unsafe Array(bytes)
    }
  }

  /// Every embedded file, ordered by path.
  public static var files: [File] {
    // The C array is constant data of the binary: it is never written or freed.
    let list = unsafe UnsafeBufferPointer(
      start: tally_schema_files_start(), count: tally_schema_file_count)
    return unsafe list.map { file in
      unsafe File(
        path: String(cString: file.path),
        bytes: UnsafeBufferPointer(start: file.bytes, count: file.size))
    }
  }

  /// The embedded files of one folder, ordered by name.
  public static func files(in folder: String) -> [File] {
    files.filter { $0.path.hasPrefix(folder + "/") }
  }

  /// The file at a path below `Schema/`, if there is one.
  public static func file(_ path: String) -> File? {
    files.first { $0.path == path }
  }
}

// The pointer is to constant data of the binary, which nothing writes.
extension Schema.File: @unchecked Sendable {}
