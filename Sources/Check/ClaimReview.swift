/// Findings as schema.org ClaimReview (https://schema.org/ClaimReview), which search engines and fact-check
/// aggregators read.
public enum ClaimReview {
  /// One finding as a JSON object in one line; `nil` where there is no verdict to publish.
  ///
  /// - Parameters:
  ///   - day: the date of the review, ISO 8601.
  ///   - reviewer: who publishes it.
  public static func json(_ finding: Finding, day: String, reviewer: String) -> String? {
    let rating: Int
    switch finding.verdict {
    case .supported: rating = 5
    case .refuted: rating = 1
    case .notEnoughInformation: return nil
    }
    let claim = finding.claim
    var appearance = [("@type", quoted("Article")), ("url", quoted(claim.locator))]
    if let title = claim.title { appearance.append(("headline", quoted(title))) }
    if let published = claim.published { appearance.append(("datePublished", quoted(published))) }
    if let publisher = claim.publisher {
      appearance.append(("publisher", object([("@type", quoted("Organization")), ("name", quoted(publisher))])))
    }
    var reviewed = [("@type", quoted("Claim")), ("appearance", object(appearance))]
    if let speaker = claim.speaker ?? claim.publisher {
      // schema.org takes a Thing where it is not known whether the speaker is a person or an organisation.
      reviewed.append(("author", object([("@type", quoted("Thing")), ("name", quoted(speaker))])))
    }
    if let published = claim.published { reviewed.append(("datePublished", quoted(published))) }
    var review = [
      ("@context", quoted("https://schema.org")), ("@type", quoted("ClaimReview")),
      ("identifier", quoted("claim-\(claim.id)")), ("claimReviewed", quoted(claim.sentence)),
      ("itemReviewed", object(reviewed)),
      (
        "reviewRating",
        object([
          ("@type", quoted("Rating")), ("ratingValue", "\(rating)"), ("bestRating", "5"), ("worstRating", "1"),
          ("alternateName", quoted(finding.verdict == .supported ? "Supported" : "Refuted")),
        ])
      ),
      ("reviewBody", quoted("“\(claim.quote)”: \(finding.reasoning)")), ("datePublished", quoted(day)),
      ("author", object([("@type", quoted("Organization")), ("name", quoted(reviewer))])),
    ]
    if let evidence = finding.evidence {
      review.append(("isBasedOn", quoted(evidence.locator)))
    }
    return object(review)
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  /// A JSON string (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
