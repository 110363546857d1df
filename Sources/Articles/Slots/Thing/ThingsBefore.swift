internal import Text

/// Proposes what figures before measured, and what the heading names.
struct ThingsBefore {
  let context: FigureContext

  func propose(_ pool: inout ThingPool) {
    inSentence(&pool)
    let discourse = context.discourse
    for (age, spoken) in discourse.recentThings.reversed().enumerated() {
      earlier(
        spoken.thing,
        age > 0
          ? .ofEarlierSentence
          : spoken.paragraph == discourse.paragraph ? .ofPreviousSentence : .ofPreviousParagraph,
        &pool)
    }
    if let thing = discourse.paragraphFirst?.thing, context.earlier.isEmpty {
      earlier(thing, .ofParagraph, &pool)
    }
    if let heading = discourse.heading {
      let number = pool.number(of: ThingAnswer(text: heading, indicator: nil), anchor: 0..<0)
      pool.set(number, .ofHeading)
      pool.set(number, .isWords)
    }
  }

  private func inSentence(_ pool: inout ThingPool) {
    let unit = context.figure.unit
    let last = context.earlier.indices.last
    for (index, answers) in context.earlier.enumerated() {
      guard let thing = answers.thing else { continue }
      let anchor = thing.answer.parts.first ?? thing.answer.whole ?? 0..<0
      let number = pool.number(of: thing.answer, anchor: anchor)
      if index == last {
        pool.set(number, .ofPrevious)
        pool.set(number, thing.unit == unit ? .ofPreviousLike : .ofPreviousUnlike)
      } else if index == 0 {
        pool.set(number, .ofFirst)
      }
      pool.set(number, thing.unit == unit ? .ofLike : .ofAnother)
      if thing.answer.text != nil { pool.set(number, .isWords) }
      guard index == last else { continue }
      for other in pool.candidates.indices
      where other != number && pool.anchors[other].overlaps(anchor) && !anchor.isEmpty {
        pool.set(other, .overlapsPrevious)
      }
    }
  }

  private func earlier(_ thing: Thing, _ feature: ThingFeature, _ pool: inout ThingPool) {
    let number = pool.number(
      of: ThingAnswer(text: thing.text, indicator: thing.indicator), anchor: 0..<0)
    pool.set(number, feature)
    pool.set(number, thing.unit == context.figure.unit ? .ofLike : .ofAnother)
    pool.set(number, .isWords)
    if thing.indicator != nil { pool.set(number, .knownEarlier) }
  }
}

/// What was answered for what a figure measures.
struct Thing: Sendable {
  /// Its words in the sentence.
  var answer: ThingAnswer
  /// As told.
  var text: String
  /// The indicator in the vocabulary.
  var indicator: Int?
  /// The unit of its figure.
  var unit: String
}
