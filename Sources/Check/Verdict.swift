/// What the statistics say of a claim, in the terms of FEVER (Thorne et al., “FEVER: a Large-scale
/// Dataset for Fact Extraction and VERification”, 2018).
public enum Verdict: String, Sendable, CaseIterable {
  /// A statistic lies within what the claim's words allow.
  case supported
  /// Another figure exists, but a revision, a definition, rounding or an unsure reading may explain
  /// it.
  case differs
  /// The text says with certainty what the statistics deny beyond what revisions usually change.
  case refuted
  /// No statistic answers the claim.
  case notEnoughInformation = "not enough information"
}

/// How a statistic was come by.
public enum Basis: String, Sendable {
  /// The same indicator, place and period.
  case direct = "own figure"
  /// The sum, or for a ratio or a price the mean, of the periods that make up the claim's period.
  case periods = "its periods"
  /// The sum of the place's parts.
  case parts = "sum of its parts"
  /// A formula of the vocabulary, such as R&D expenditure by GDP.
  case formula = "formula"
  /// The change on the period before.
  case growth = "change between periods"
  /// The place's figure in percent of the figure of a place that it belongs to.
  case share = "share of the whole"
  /// The place's position among others.
  case rank = "rank among others"
  /// Two places or two periods beside one another.
  case comparison = "comparison"
  /// Other claims of the same article.
  case article = "the article itself"
}
