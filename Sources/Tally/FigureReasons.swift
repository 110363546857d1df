internal import Records

/// Why a figure is read as it is: the answers to each question about it, how likely each is, and
/// what speaks for and against it.
struct FigureReasons {
  private let article: Article
  /// How many answers are told of a question.
  private let answers = 3
  /// How many reasons are told for an answer, and how many against it.
  private let reasons = 5

  init(_ article: Article) { self.article = article }

  /// The lines on the figure with a number from 1; `nil` where there is none.
  func lines(of number: Int) -> [String]? {
    guard article.claims.indices.contains(number - 1) else { return nil }
    let claim = article.claims[number - 1]
    var lines = [
      "", "(\(number)) “\(claim.quote)” is \(ArticleListing.value(of: claim))",
      "    " + sentence(of: claim),
      "    all of it right: \(percent(claim.confidence))",
    ]
    if claim.reader != Claim.tally {
      lines.append("    said by \(claim.reader), in the claims beside the article")
    }
    if let restated = claim.restates {
      lines.append("    what it is about is taken from (\(restated + 1)), which it repeats")
    }
    for slot in claim.slots where slot.slot != "whole" { lines += told(slot) }
    if let whole = claim.slots.first(where: { $0.slot == "whole" })?.candidates.first {
      lines.append("  sureness")
      lines += told(whole.features)
    }
    return lines
  }

  private func sentence(of claim: Claim) -> String {
    guard article.sentences.indices.contains(claim.sentence) else { return "" }
    let span = article.sentences[claim.sentence].span
    return ArticleListing.line(
      of: article.text.unicodeScalars.dropFirst(span.start).prefix(span.end - span.start))
  }

  private func told(_ slot: SlotReading) -> [String] {
    var lines = ["  \(slot.slot)"]
    if !slot.circumstances.isEmpty {
      lines[0] += " (of a figure that is: \(slot.circumstances.map(words).joined(separator: ", ")))"
    }
    let ranked = slot.candidates.enumerated().sorted {
      ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset)
    }
    for (rank, candidate) in ranked.prefix(answers).map(\.element).enumerated() {
      guard rank == 0 || candidate.probability >= 0.02 else { break }
      let standing = candidate.standing.map { ", \(words($0))" } ?? ""
      lines.append(
        "    \(percent(candidate.probability)) \(candidate.answer ?? "not said")\(standing)")
      lines += told(candidate.features)
    }
    if ranked.count > answers { lines.append("    and \(ranked.count - answers) more answers") }
    return lines
  }

  /// What spoke most for an answer and what against it.
  private func told(_ features: [SlotReading.Feature]) -> [String] {
    let ordered = features.sorted { $0.contribution.magnitude > $1.contribution.magnitude }
    return [("for", 1.0), ("against", -1.0)].compactMap { label, sign in
      let some = ordered.filter { $0.contribution * sign >= 0.05 }.prefix(reasons)
      guard !some.isEmpty else { return nil }
      let list = some.map { "\(words($0.name)) \(strength($0.contribution))" }
      return "          \(label): \(list.joined(separator: ", "))"
    }
  }

  private func percent(_ probability: Double) -> String {
    let text = "\(Int((probability * 100).rounded())) %"
    return String(repeating: " ", count: max(0, 5 - text.count)) + text
  }

  /// `+0.6`: what a reason adds to the logarithm of the odds.
  private func strength(_ contribution: Double) -> String {
    let tenths = Int((contribution.magnitude * 10).rounded())
    return "\(contribution < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
  }

  /// `inHeadline` as “in headline”.
  private func words(_ name: String) -> String {
    var text = ""
    for character in name {
      text += character.isUppercase ? " " + character.lowercased() : String(character)
    }
    return text
  }
}
