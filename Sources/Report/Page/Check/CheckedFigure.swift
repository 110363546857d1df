/// A figure of an article with what the check says of it, as a page shows it.
public struct CheckedFigure: Sendable {
  /// What the statistics say; in the order in which an editor wants to see it.
  public enum Verdict: String, Sendable, CaseIterable {
    case refuted, differs, supported
    case open = "not enough information"

    /// The sign before it: the verdict is never told by its colour alone.
    var sign: String {
      switch self {
      case .refuted: "✗"
      case .differs: "≠"
      case .supported: "✓"
      case .open: "?"
      }
    }

    /// The verdict in a word or two.
    var word: String { self == .open ? "not checked" : rawValue }
    /// The class of its elements in a page.
    var style: String { self == .open ? "open" : rawValue }
  }

  /// The statistic that decided, or that came nearest.
  public struct Statistic: Sendable {
    /// Its value in the unit of the claim.
    public var value: Double
    /// The unit of the claim: ISO 4217, `%`, UCUM, `1` for a count.
    public var unit: String
    /// How it was come by.
    public var basis: String
    /// The data set: path or URL.
    public var locator: String
    /// Which version of the data set: a date or a time.
    public var vintage: String
    /// The first of the observations that it rests on.
    public var observation: Int64

    /// A statistic with all that is known of it.
    public init(
      value: Double, unit: String, basis: String, locator: String, vintage: String,
      observation: Int64
    ) {
      self.value = value
      self.unit = unit
      self.basis = basis
      self.locator = locator
      self.vintage = vintage
      self.observation = observation
    }
  }

  /// The claim's number in the warehouse; 0 for a statement without a figure.
  public var claim: Int64
  /// The version of the article that states it.
  public var source: Int64
  /// What the statistics say.
  public var verdict: Verdict
  /// The figure as written.
  public var quote: String
  /// The sentence that states it.
  public var sentence: String
  /// What is measured, where and when, as far as it was read.
  public var subject: String
  /// Why, in one line with the computation.
  public var working: String
  /// What the article says against itself.
  public var contradiction: String?
  /// The statistic; `nil` where there is none.
  public var statistic: Statistic?
  /// What was known when the article appeared, where that was something else.
  public var known: Statistic?
  /// Where it stands, in code points of the article; `nil` where the claim's number tells.
  public var span: Range<Int>?
  /// By this its elements in a page are called.
  var key = ""

  /// A figure with its verdict.
  public init(
    claim: Int64, source: Int64, verdict: Verdict, quote: String, sentence: String,
    subject: String, working: String, contradiction: String? = nil, statistic: Statistic? = nil,
    known: Statistic? = nil, span: Range<Int>? = nil
  ) {
    self.claim = claim
    self.source = source
    self.verdict = verdict
    self.quote = quote
    self.sentence = sentence
    self.subject = subject
    self.working = working
    self.contradiction = contradiction
    self.statistic = statistic
    self.known = known
    self.span = span
  }
}
