/// One time series of a statistical table: everything that its observations share.
public struct SeriesDescription: Hashable, Sendable {
  /// The indicator's code, where the vocabulary has the label.
  public var indicatorCode: String?
  /// The label as printed; `nil` where the file names none.
  public var indicatorText: String?
  /// The place's code, where the vocabulary has the label.
  public var placeCode: String?
  /// The label as printed; `nil` where the file names none.
  public var placeText: String?
  /// UCUM or ISO 4217, where the vocabulary has the label.
  public var unit: String?
  /// The label as printed, scale words included.
  public var unitText: String?
  /// What a printed number is multiplied with: 1e8 for 亿元, 1e6 for UNIT_MULT 6.
  public var multiplier: Double
  /// Further dimensions in column order: heading and value as printed.
  public var dimensions: [Dimension]

  /// One further dimension of a series.
  public struct Dimension: Hashable, Sendable {
    /// The column's heading.
    public var name: String
    /// The value as printed.
    public var value: String
    /// A dimension with its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A series of which only the multiplier is known.
  public init(multiplier: Double = 1) {
    self.multiplier = multiplier
    dimensions = []
  }
}
