/// A block of observations on their way from a table to the warehouse.
///
/// Rows hold numbers and offsets only. Series and periods are numbered from 0 in the order in which
/// the table first names them, and each batch carries those that are new in it, so that the
/// warehouse looks each up once.
public struct ObservationBatch: Sendable {
  /// One cell of the table.
  public struct Row: Sendable {
    /// Ordinal of the series in the source, from 0.
    public var series: Int32
    /// Ordinal of the value in its series, from 0.
    public var ordinal: UInt32
    /// Ordinal of the period in the source, from 0; -1 where the table names none.
    public var period: Int32
    /// In base scale; NaN for a missing-value mark.
    public var value: Double
    /// SDMX OBS_STATUS, an ASCII letter.
    public var status: UInt8
    /// Digits printed after the decimal mark; 255 where that is not known.
    public var decimals: UInt8
    /// Length of the flag as printed; 0 where there is none.
    public var flagLength: UInt16
    /// Physical line, from 1.
    public var line: UInt32
    /// Column, from 1.
    public var column: UInt32
    /// Where the printed cell starts in `bytes`.
    public var cellStart: UInt32
    /// Its length in bytes.
    public var cellLength: UInt32
    /// Where the flag starts in `bytes`.
    public var flagStart: UInt32 = 0
    /// It follows, in its series, the row before it, and no series of the source began after this
    /// one: its place is right after everything that was read so far.
    public var isLast = false

    /// A row with everything given.
    @inlinable
    public init(
      series: Int32, ordinal: UInt32, period: Int32, value: Double, status: UInt8, decimals: UInt8,
      flagLength: UInt16,
      line: UInt32,
      column: UInt32, cellStart: UInt32, cellLength: UInt32
    ) {
      self.series = series
      self.ordinal = ordinal
      self.period = period
      self.value = value
      self.status = status
      self.decimals = decimals
      self.flagLength = flagLength
      self.line = line
      self.column = column
      self.cellStart = cellStart
      self.cellLength = cellLength
    }
  }

  /// The rows, in file order.
  public var rows: [Row] = []
  /// UTF-8 in which the printed cells and flags lie.
  public var bytes: [UInt8] = []
  /// The series that this batch names first, in order of their ordinals.
  public var newSeries: [SeriesDescription] = []
  /// The periods that this batch names first, in order of their ordinals.
  public var newPeriods: [TimePeriod] = []
  /// Rows and cells of this block that could not be taken.
  public var rejects: [Reject] = []

  /// An empty batch.
  public init() {}

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    newSeries.removeAll()
    newPeriods.removeAll()
    rejects.removeAll()
  }
}
