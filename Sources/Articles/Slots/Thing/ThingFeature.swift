/// What speaks for or against words as the thing that a figure measures.
///
/// The names are those of `Schema/models/indicator.csv`.
enum ThingFeature: Int, CaseIterable {
  // How the candidate is built.
  case none, reading, readingPlain, readingGuess, phrase, subject, possessor, holder, counted
  case countedMore, wholeOnly, shareOf, joined, nominal, withNominal, age, single, chain
  case reduced, listed, label, longest, unlead, verbal
  // Where it stands.
  case before, after, distance, nearest, second, third, far, nearestAfter, secondAfter, farAfter
  case sameClause, clauseBefore, clauseAfter, mainClause, relativeClause, bracketed, opens
  // What stands at its left and right edge.
  case leftOf, leftIn, leftPreposition, leftVerb, leftStart, leftComma, leftClitic, leftConjunction
  case leftPossessive, leftFigure, leftPeriod
  case rightChange, rightLevel, rightShare, rightHave, rightBe, rightSay, rightVerb, rightOf
  case rightPreposition, rightComma, rightFigure, rightBracket, rightStop, rightPeriod
  case rightRelative, rightConjunction, rightParticiple, rightColon
  // What stands between it and the figure.
  case adjacent, ofBetween, verbBetween, changeBetween, levelBetween, sayBetween, haveBetween
  case figureBetween, commaBetween, stopBetween, prepositionBetween
  // Its words.
  case headMeasure, headProper, headChange, headShare, headEmpty, headTotal, headOrganisation
  case headPerson, headCompany, headMoney, headBusiness, headCounting, headResult, headAverage
  case known, knownHead, unfit, hasPlace, hasName, isPlace, isName, hasPeriod, hasFigure, hasVerb
  case headUnit, ticker, otherCounted, hasPreposition, one, two, three, many, tooMany, plural
  // What was measured before.
  case ofPrevious, ofPreviousLike, ofPreviousUnlike, ofFirst, ofAnother, overlapsPrevious
  case ofEarlierSentence, ofPreviousSentence, ofPreviousParagraph, ofParagraph, ofHeading, ofLike,
    isWords
  case knownEarlier

  static let names = allCases.map { "\($0)" }
}
