internal import Learning
internal import Records

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How probable it is that value, unit, place, period and what is measured are all right.
///
/// A logistic model over the slots' probabilities, fitted on texts that the slots were not fitted
/// on: slots fail together more often than by chance, and a slot's own probability says nothing of
/// a number that is none.
struct ClaimConfidence {
  let ranker: Ranker

  static let space = FeatureSpace(names: WholeFeature.names, circumstances: [])

  /// What speaks for and against a claim.
  ///
  /// - Parameter sureness: how probable it is that the figure is a claim at all.
  func features(
    of claim: Claim, _ figure: Figure, in sentence: SentenceReading, kind: Article.Sentence.Kind,
    sureness: Double
  ) -> Features {
    var features = Features()
    func set(_ feature: WholeFeature, _ value: Float = 1) { features.set(feature.rawValue, value) }
    set(.bias)
    set(.claim, ClaimConfidence.logit(sureness))
    set(.place, ClaimConfidence.logit(claim.placeConfidence))
    set(.period, ClaimConfidence.logit(claim.periodConfidence))
    set(.indicator, ClaimConfidence.logit(claim.indicatorConfidence))
    set(
      .product,
      ClaimConfidence.logit(
        claim.placeConfidence * claim.periodConfidence * claim.indicatorConfidence))
    if figure.doubt != nil { set(.doubtful) }
    if figure.isCount { set(figure.counted.isEmpty ? .bare : .counted) }
    if figure.isRatio { set(.ratio) }
    if figure.isMoney { set(.money) }
    if figure.isFraction { set(.fraction) }
    if PeriodSlot.times.contains(figure.unit) { set(.duration) }
    if kind == .title || kind == .heading { set(.heading) }
    if kind == .item { set(.item) }
    if sentence.isChinese { set(.chinese) }
    if sentence.figures.count > 4 { set(.crowded) }
    if claim.restates != nil { set(.restates) }
    if claim.value == nil { set(.range) }
    if claim.place == nil { set(claim.placeText != nil ? .unknownPlace : .noPlace) }
    if claim.period == nil { set(.noPeriod) }
    return features
  }

  /// The probability that the features tell.
  func probability(_ features: Features) -> Double {
    1 / (1 + exp(-Double(ranker.score(features, in: []))))
  }

  private static func logit(_ probability: Double) -> Float {
    let clipped = min(max(probability, 0.002), 0.998)
    return Float(log(clipped / (1 - clipped)))
  }
}
