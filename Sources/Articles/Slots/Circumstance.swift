/// What kind of figure and sentence it is: each feature may weigh differently there.
enum Circumstance: Int, CaseIterable {
  /// An amount of money.
  case money
  /// Percent, percentage points.
  case ratio
  /// A count or a bare number.
  case count
  /// A Chinese sentence.
  case chinese
  /// The sentence names an answer itself.
  case stated
  /// A name that is no place has what is measured.
  case ofName
  /// It is what another figure is compared with.
  case base

  static let names = allCases.map { "\($0)" }
}
