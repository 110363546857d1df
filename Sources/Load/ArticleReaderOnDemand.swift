internal import Ingest
internal import Synchronization

/// A reader of articles that is made when the first article comes: tables do without it.
final class ArticleReaderOnDemand: Sendable {
  private let vocabulary: Vocabulary
  private let made = Mutex<ArticleReader?>(nil)

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The one reader, for all threads.
  var reader: ArticleReader {
    made.withLock { made in
      if let made { return made }
      let reader = ArticleReader(vocabulary: vocabulary)
      made = reader
      return reader
    }
  }
}
