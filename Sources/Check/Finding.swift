/// A statistic that answers a claim, and how it was come by.
public struct Evidence: Sendable {
  /// How it was come by.
  public var basis: Basis
  /// Its value in the unit of the claim.
  public var value: Double
  /// How far the value may be off because its terms are printed with so many digits.
  public var rounding: Double
  /// What was computed, in one line: `Beijing 49,843.1 + Tianjin 18,024.3 = 67,867.4 (100 million
  /// yuan)`.
  public var working: String
  /// The data set: path or URL.
  public var locator: String
  /// Which version of the data set: its date of publication, else the time at which it was loaded.
  public var vintage: String
  /// The version of the data set.
  public var sourceID: Int64
  /// The first of the observations that it rests on.
  public var observationID: Int64
  /// Whether the data set has a newer version.
  public var isSuperseded = false
  /// Why it can support the claim but not refute it; `nil` where it can do both.
  public var reservation: String?
  /// How far the value may be off because the rate that it was converted with is a mean.
  public var spread = 0.0
  /// How it was come by, for programs.
  public var steps: [Step] = []
}

/// What the check found out about one claim.
public struct Finding: Sendable {
  /// The claim.
  public var claim: CheckedClaim
  /// The indicator's English name, where the vocabulary has it, else the words of the article.
  public var indicator: String?
  /// The place's English name, where the vocabulary has it, else the words of the article.
  public var place: String?
  /// What the statistics say.
  public var verdict: Verdict
  /// The statistic that decided, or that came nearest.
  public var evidence: Evidence?
  /// Whether each part of the claim is read so surely that it may be refuted.
  var isReadSurely = false
  /// What was known when the article appeared, where the warehouse has that version of a table.
  public var known: Evidence?
  /// The difference of the claim from the statistic, in percent of the statistic.
  public var difference: Double?
  /// Why, in one line.
  public var reasoning: String
  /// The working for programs: the evidence's steps, then what the claim allows and what was
  /// decided by.
  public var steps: [Step] = []
  /// What the article says against itself; `nil` where nothing was found.
  public var contradiction: String?
}
