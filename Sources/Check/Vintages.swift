/// Which version of a table was known when an article appeared.
enum Vintages {
  /// Of the figures that a claim is set against, the latest that was published by the day of the
  /// article; `nil` where the warehouse has later ones only.
  ///
  /// - Parameter published: the article's day, ISO 8601.
  static func known(_ evidence: [Evidence], at published: String?) -> Evidence? {
    guard let day = published?.prefix(10), day.utf8.count == 10 else { return nil }
    return evidence.filter { $0.reservation == nil && $0.vintage.prefix(10) <= day }
      .max { ($0.vintage, $0.sourceID) < ($1.vintage, $1.sourceID) }
  }
}
