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
  /// What is measured adds up over time: sales, exports.
  case flow
  /// What is measured is there at a time: debt, staff.
  case stock
  /// What is measured is quoted from day to day: shares, an exchange rate.
  case price

  static let names = allCases.map { "\($0)" }
}

extension Circumstance {
  /// What every slot asks: the kind of figure and the language of its sentence.
  static func kinds(of context: FigureContext) -> [Circumstance] {
    var found: [Circumstance] = []
    if context.figure.isMoney { found.append(.money) }
    if context.figure.isRatio { found.append(.ratio) }
    if context.figure.isCount { found.append(.count) }
    if context.sentence.isChinese { found.append(.chinese) }
    return found
  }
}
