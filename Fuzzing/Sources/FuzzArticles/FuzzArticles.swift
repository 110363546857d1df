import Ingest
import Records

nonisolated(unsafe) private let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

/// Reads arbitrary bytes as an article and checks that every span lies in the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArticles(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let reader else { fatalError("the vocabulary cannot be read") }
  // Articles come to their reader as well-formed UTF-8.
  let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
  let article = reader.read(
    Array(text.utf8), source: SourceDescription(kind: .article, locator: "fuzz.txt"))
  let length = article.text.unicodeScalars.count
  for claim in article.claims {
    precondition(
      claim.span.start >= 0 && claim.span.start <= claim.span.end && claim.span.end <= length)
  }
  for mention in article.mentions {
    precondition(mention.span.start <= mention.span.end && mention.span.end <= length)
  }
  return 0
}
