/// What the probability that a claim is whole right rests on.
///
/// The names are those of `Schema/models/whole.csv`. The first ones are the logits of the slots'
/// probabilities and of their product, the others tell what kind of figure it is.
enum WholeFeature: Int, CaseIterable {
  case bias, claim, place, period, indicator, product
  case doubtful, bare, counted, ratio, money, fraction, duration, heading, item, chinese
  case restates, range, unknownPlace, noPlace, noPeriod, crowded

  static let names = allCases.map { "\($0)" }
}
