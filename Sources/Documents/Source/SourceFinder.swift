internal import Glibc
public import Records

/// Finds the sources that paths name: files, folders with everything below them, members of
/// archives, `-`.
public struct SourceFinder {
  /// What was found.
  public struct Found: Sendable {
    /// The sources, each path's in the order of their names.
    public var sources: [Source] = []
    /// Paths that cannot be read.
    public var failures: [Failure] = []
  }

  /// Finds everything that the paths name; hidden files and folders are passed over unless they are
  /// named.
  public static func find(_ paths: [String]) -> Found {
    var found = Found()
    for path in paths {
      if path == "-" {
        found.sources.append(Source(.standardInput))
      } else {
        var seen: Set<FileIdentity> = []
        visit(path, &found, &seen)
      }
    }
    return found
  }

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private static func visit(_ path: String, _ found: inout Found, _ seen: inout Set<FileIdentity>) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      found.failures.append(SystemError.failure("read it", at: path))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      // A link back to a folder above would go round for ever.
      guard
        seen.insert(FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
          .inserted
      else {
        return
      }
      do throws(Failure) {
        for name in try names(in: path) where !MetadataFile.isMetadata(name) {
          visit(path.hasSuffix("/") ? path + name : path + "/" + name, &found, &seen)
        }
      } catch {
        found.failures.append(error)
      }
    } else if status.st_mode & S_IFMT == S_IFREG, ZipArchive.isArchive(path) {
      do throws(Failure) {
        let archive = try ZipArchive(path: path)
        found.sources += archive.members.map { Source(.member(archive: path, name: $0.name)) }
      } catch {
        found.failures.append(error)
      }
    } else {
      found.sources.append(Source(.file(path: path)))
    }
  }

  /// The visible names in a folder, in the order of their bytes: the same on every machine.
  private static func names(in folder: String) throws(Failure) -> [String] {
    guard let directory = unsafe opendir(folder) else {
      throw SystemError.failure("read the folder", at: folder)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      // `d_name` ends with a NUL inside the entry, which is valid until the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
