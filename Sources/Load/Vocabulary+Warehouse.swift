public import Ingest
internal import Storage

extension Vocabulary {
  /// The vocabulary for reading without loading: with the additions of a warehouse where there is
  /// one at the path.
  ///
  /// - Throws: a `Failure` where the vocabulary itself is broken.
  public static func forReading(_ path: String) throws -> Vocabulary {
    guard let connection = try? Warehouse.openForReading(path) else { return try shipped.get() }
    return try VocabularyLoad.vocabulary(of: connection)
  }
}
