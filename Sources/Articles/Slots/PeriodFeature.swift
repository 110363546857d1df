/// What speaks for or against a period as the period of a figure.
///
/// The names are those of `Schema/models/period.csv`.
enum PeriodFeature: Int, CaseIterable {
  // How an expression in the sentence stands to the figure.
  case hosts, hostsAnother, before, after, nearestBefore, nearestAfter, nearest, distance, alone
  case sameClause, mainOfOwn, laterClause, otherClause, figureBetween, verbBetween, beside
  case opens, leadsClause
  // What role it has.
  case base, hostsAsBase, besideAsBase, sameClauseAsBase, since, by, possessive, possessiveAhead,
    possessiveOfAnother
  case bothCompared, onlyItCompared, onlyFigureCompared, ofMovement
  case bothAfter, onlyItAfter, onlyFigureAfter
  case founding, inName, said, ahead, dayWithVerb
  // How it was dated.
  case byPublication, byContext, absolute, guessedYear, otherYear, samePart, sameAsPrevious
  case beforeSpokenOf, beforePrevious, beforeOther, beforePublished
  case sameAsOther, assumedLatest, assumedNext, assumedBefore
  case fiscalOfCountry, fiscalApril, fiscalJuly, fiscalOctober, yearOfContext, yearOfContextSaid
  case fiscalPart, fiscalPartSaid
  case startOfSpan, endOfSpan, startOfSpanFrom, endOfSpanTo
  case spanOfAll
  // What kind of period it is.
  case day, week, month, quarter, half, year, several, decade, fiscal
  case future, current, coversPublication, past
  // What the text has spoken of.
  case ofPreviousFigure, ofPreviousSentence, ofPreviousParagraph, ofParagraph
  case ofSameRole, ofOtherRole, baseOfPrevious, yearBeforeBase, yearBeforeTold
  case namedBefore, lastNamed, namedJustBefore, sentencesSince, opensParagraph, inHeadline
  case ofLabel, ofLabelBefore
  case inHeading, firstNamed, claimedBefore, often
  case yearBeforePrevious, partOfPrevious, containsPrevious
  // What goes without saying.
  case dayOfDaily, dayOfMarketText, dayOfMarketSentence, publicationDay, publicationMonth,
    publicationYear, monthBefore, quarterBefore, yearBefore, yearJustOver
  // That no period is said.
  case none, nonePresent, noneOfDuration, noneStated, noneUndated, noneOfPrevious, noneBefore
  case noneDaily, noneOfMarketText, noneOfMarketSentence, noneOfBase, noneRate
  case noneModal, noneCompared, noneThreshold, noneCount, nonePast

  static let names = allCases.map { "\($0)" }
}
