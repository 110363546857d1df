/// What is looked for where paths name folders and archives.
public struct FindingOptions: Sendable {
  /// No archive or packed file unpacks to more bytes unless told otherwise: 4 GB.
  public static let usualExpanded = 4 << 30

  /// Whether links that are found in a folder are followed; those that are named always are.
  public var followsLinks = false
  /// An archive or packed file that unpacks to more bytes is refused from there on.
  public var longestExpanded = FindingOptions.usualExpanded
  /// The tables of data inside pages are sources beside them.
  public var splitsPages = true
  /// When a file is taken for records that `tally extract` wrote, each document of which is a source.
  public var extracted = Extracted.never
  /// What pipes and devices among the paths gave, read beforehand.
  public var pipes = Pipes()
  /// Why a file is not a source; `nil` where it is one.
  public var exclusion: @Sendable (_ path: String) -> String? = { _ in nil }

  /// When a file is taken for records.
  public enum Extracted: Sendable {
    case never
    /// Where it begins like them.
    case whereSeen
    /// A person says so.
    case always
  }

  /// The usual.
  public init() {}

  /// Bytes of a size such as 500M or 10G; `nil` where it is none.
  public static func bytes(_ text: String) -> Int? {
    var digits = text[...]
    var shift = 0
    if let last = text.last, let place = "KMGT".firstIndex(of: Character(last.uppercased())) {
      shift = 10 * ("KMGT".distance(from: "KMGT".startIndex, to: place) + 1)
      digits = text.dropLast()
    }
    guard let number = Int(digits), number > 0, number <= Int.max >> shift, digits.first != "+"
    else { return nil }
    return number << shift
  }
}
