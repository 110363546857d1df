internal import Records

/// Findings as schema.org ClaimReview (https://schema.org/ClaimReview), which search engines and
/// fact-check aggregators read.
public enum ClaimReview {
  /// One finding as a JSON object in one line.
  ///
  /// - Parameters:
  ///   - day: the date of the review, ISO 8601.
  ///   - reviewer: who publishes it.
  public static func json(_ finding: Finding, day: String, reviewer: String) -> String {
    // From 1 to 5; where there is not enough information there is nothing to rate, and only the
    // word is given.
    let rating: (value: Int?, word: String) =
      switch finding.verdict {
      case .supported: (5, "Supported")
      case .differs: (3, "Differs")
      case .refuted: (1, "Refuted")
      case .notEnoughInformation: (nil, "Not enough information")
      }
    let claim = finding.claim
    var appearance = [
      ("@type", JSONText.quoted("Article")), ("url", JSONText.quoted(claim.locator)),
    ]
    if let title = claim.title { appearance.append(("headline", JSONText.quoted(title))) }
    if let published = claim.published {
      appearance.append(("datePublished", JSONText.quoted(published)))
    }
    if let publisher = claim.publisher {
      appearance.append(
        (
          "publisher",
          JSONText.object([
            ("@type", JSONText.quoted("Organization")), ("name", JSONText.quoted(publisher)),
          ])
        ))
    }
    var reviewed = [
      ("@type", JSONText.quoted("Claim")), ("appearance", JSONText.object(appearance)),
    ]
    if let speaker = claim.speaker ?? claim.publisher {
      // schema.org takes a Thing where it is not known whether the speaker is a person or an
      // organisation.
      reviewed.append(
        (
          "author",
          JSONText.object([("@type", JSONText.quoted("Thing")), ("name", JSONText.quoted(speaker))])
        ))
    }
    if let published = claim.published {
      reviewed.append(("datePublished", JSONText.quoted(published)))
    }
    var review = [
      ("@context", JSONText.quoted("https://schema.org")),
      ("@type", JSONText.quoted("ClaimReview")),
      (
        "identifier",
        JSONText.quoted(
          claim.id == 0 ? "sentence-\(claim.sentenceID)" : "claim-\(claim.id)")
      ),
      ("claimReviewed", JSONText.quoted(claim.sentence)),
      ("itemReviewed", JSONText.object(reviewed)),
      (
        "reviewRating",
        JSONText.object(
          [("@type", JSONText.quoted("Rating"))]
            + (rating.value.map {
              [("ratingValue", "\($0)"), ("bestRating", "5"), ("worstRating", "1")]
            } ?? []) + [("alternateName", JSONText.quoted(rating.word))])
      ),
      ("reviewBody", JSONText.quoted("“\(claim.quote)”: \(finding.reasoning)")),
      ("datePublished", JSONText.quoted(day)),
      (
        "author",
        JSONText.object([
          ("@type", JSONText.quoted("Organization")), ("name", JSONText.quoted(reviewer)),
        ])
      ),
    ]
    if let evidence = finding.evidence {
      review.append(("isBasedOn", JSONText.quoted(evidence.locator)))
    }
    return JSONText.object(review)
  }
}
