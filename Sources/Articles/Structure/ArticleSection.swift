public import Records
internal import Text

/// A part of an article with what it states; the sections of an article, in order, are the article.
public struct ArticleSection: Sendable {
  /// Its sentences; spans count in the whole text.
  public internal(set) var sentences: [Article.Sentence] = []
  /// The bytes of each sentence within the text.
  public internal(set) var bytes: [Range<Int>] = []
  /// Its claims; `sentence` and `restates` count within the section.
  public internal(set) var claims: [Claim] = []
  /// The names in it; `sentence` counts within the section.
  public internal(set) var mentions: [Mention] = []

  /// Passages that could not be taken.
  public internal(set) var rejects: [Reject] = []

  /// A section of which nothing is read yet.
  public init() {}

  /// A section that was put together again from what was written of it.
  package init(
    sentences: [Article.Sentence], bytes: [Range<Int>], claims: [Claim], mentions: [Mention],
    rejects: [Reject]
  ) {
    self.sentences = sentences
    self.bytes = bytes
    self.claims = claims
    self.mentions = mentions
    self.rejects = rejects
  }

  /// Forgets what was read and keeps the memory.
  mutating func clear() {
    sentences.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    claims.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
  }
}

extension Article {
  /// Adds a section to what was read so far.
  mutating func append(_ section: ArticleSection) {
    let (sentencesBefore, claimsBefore) = (sentences.count, claims.count)
    sentences += section.sentences
    rejects += section.rejects
    for var claim in section.claims {
      claim.sentence += sentencesBefore
      claim.restates = claim.restates.map { $0 + claimsBefore }
      claims.append(claim)
    }
    for var mention in section.mentions {
      mention.sentence += sentencesBefore
      mentions.append(mention)
    }
  }
}
