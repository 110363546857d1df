internal import Records
internal import Synchronization

/// The directory of an archive, its members by name.
final class ZipDirectory: Sendable {
  private let members: [String: ZipArchive.Member]

  init(_ archive: ZipArchive) {
    members = Dictionary(archive.members.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The member of a name; `nil` where there is none, or where it does not start there.
  func member(_ name: String, header: Int? = nil) -> ZipArchive.Member? {
    members[name].flatMap { header == nil || $0.header == header ? $0 : nil }
  }
}

/// The directories that were read last: each member of an archive is opened several times, and of
/// one with many the directory is as long as all of them.
enum ZipDirectories {
  /// As many archives are read at once.
  private static let most = 8

  private struct Known: Sendable {
    var identity: SourceContent.Identity
    var directory: ZipDirectory
  }

  private static let known = Mutex<[Known]>([])

  /// The directory of an archive that is open, read where it is not known.
  static func directory(
    _ descriptor: Int32, _ identity: SourceContent.Identity, _ locator: String
  ) throws(Failure) -> ZipDirectory {
    if let found = known.withLock({ $0.first { $0.identity == identity }?.directory }) {
      return found
    }
    let directory = ZipDirectory(
      try ZipArchive(descriptor: descriptor, size: identity.size, locator: locator))
    known.withLock { known in
      known.removeAll { $0.identity == identity }
      if known.count >= most { known.removeFirst() }
      known.append(Known(identity: identity, directory: directory))
    }
    return directory
  }
}
