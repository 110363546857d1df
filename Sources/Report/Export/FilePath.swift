internal import CSystem
internal import Glibc
internal import Records

/// Paths and the few operations on them that exports need.
public enum FilePath {
  /// Folder and name; the folder is `.` where the path has none.
  public static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  /// A path that does not depend on the working folder.
  public static func absolute(_ path: String, in folder: String? = nil) -> String {
    if path.hasPrefix("/") { return path }
    let base = folder ?? workingFolder
    var rest = path
    while rest.hasPrefix("./") { rest.removeFirst(2) }
    return base.hasSuffix("/") ? base + rest : base + "/" + rest
  }

  /// The working folder.
  public static var workingFolder: String {
    // `getcwd` returns memory that is ours to free.
    guard let folder = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(folder) }
    return unsafe SystemPath.text(folder)
  }

  /// The path with its symbolic links followed, as far as there is a file.
  static func resolved(_ path: String) -> String {
    guard let resolved = unsafe realpath(path.systemPath, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe SystemPath.text(resolved)
  }

  /// The path that a link leads to in the end, whether there is a file or not.
  static func target(of path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      // The call fills at most the array that it is given, without a NUL at the end.
      let count = unsafe readlink(path.systemPath, &bytes, bytes.count - 1)
      guard count > 0 else { return path }
      let next = SystemPath.text(bytes[..<count].map { UInt8(bitPattern: $0) })
      path = absolute(next, in: split(path).folder)
    }
    return path
  }

  /// Whether there is a regular file at the path, links followed.
  public static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether there is something at the path.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path.systemPath, &status) == 0
  }

  /// Whether there is a folder at the path.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a folder at the path, and no link to one.
  public static func isPlainFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder in the order of their bytes, without `.` and `..`; none where it cannot
  /// be read.
  public static func entries(of folder: String) -> [String] {
    guard let directory = unsafe opendir(folder.systemPath) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      // `d_name` ends with a NUL inside the entry, which is valid until the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe SystemPath.text($0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The content of a file as text; `nil` where it cannot be read.
  public static func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The content of a file of up to 16 MB; `nil` where it cannot be read.
  public static func bytes(_ path: String) -> [UInt8]? {
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while content.count <= longestText {
      // The call fills at most the array that it is given.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return content }
      content += block[..<count]
    }
    return nil
  }

  /// What is read whole, a statement or a configuration, is not longer: a device has no end.
  public static let longestText = 16 << 20

  /// Every file below a folder, as paths relative to it.
  static func files(below folder: String) -> [String] {
    var files: [String] = []
    for name in entries(of: folder) {
      let path = folder + "/" + name
      if isFolder(path) {
        files += FilePath.files(below: path).map { name + "/" + $0 }
      } else {
        files.append(name)
      }
    }
    return files
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    if isFolder(path) { return }
    let above = split(path).folder
    if above != path { try makeFolder(above) }
    guard unsafe mkdir(path.systemPath, 0o777) == 0 || errno == EEXIST else {
      let isFull = errno == ENOSPC
      throw Failure(
        isFull ? .inputOutput : .cannotCreate,
        isFull
          ? "cannot make the folder: the disk is full"
          : "cannot make the folder: check the permissions of the one above", at: Place(path))
    }
    sync(folder: above)
  }

  /// Removes a file, or a folder with everything in it; links are removed, not followed.
  static func remove(_ path: String) {
    var status = stat()
    guard unsafe lstat(path.systemPath, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in entries(of: path) { remove(path + "/" + name) }
      unsafe _ = rmdir(path.systemPath)
    } else {
      unsafe _ = unlink(path.systemPath)
    }
  }

  /// Moves a file to its place in one step, and makes the step last.
  static func move(_ source: String, to target: String) throws(Failure) {
    guard unsafe rename(source.systemPath, target.systemPath) == 0 else {
      throw Failure(
        errno == ENOSPC ? .inputOutput : .cannotCreate, "cannot put the file in its place",
        at: Place(target))
    }
    sync(folder: split(target).folder)
  }

  /// Exchanges two folders in one step (`renameat2`, Linux 3.15).
  ///
  /// - Returns: `false` where the file system does not know how.
  static func exchange(_ first: String, _ second: String) -> Bool {
    unsafe tally_exchange(first.systemPath, second.systemPath) == 0
  }

  /// Writes the names in a folder to the disk.
  static func sync(folder: String) {
    let descriptor = unsafe open(folder.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
