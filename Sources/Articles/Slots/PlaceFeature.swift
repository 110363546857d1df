/// What speaks for or against a place as the place of a figure.
///
/// The names are those of `Schema/models/place.csv`.
enum PlaceFeature: Int, CaseIterable {
  // How a name in the sentence stands to the figure.
  case measured, measuredOfAnother, ownsMeasured, whole, subject, possessor, counted, opens,
    genitive
  case before, after, sameClause, nearestBefore, nearestAfter, nearest, distance
  case figureBetween, verbBetween, beside, settled, alone
  // What leads to the name.
  case location, origin, goal, partner, part, inclusion, agent, bracketed
  // What kind of name it is.
  case demonym, inOrganisation, describesName, anaphor, ambiguous, contains, contained
  case listed, alignedInList, alignedInRun, laterClause, earlierClause, inMainClause
  // What the text has spoken of.
  case ofPreviousFigure, ofPreviousSentence, ofPreviousParagraph, ofParagraph, lastNamed
  case namedBefore, namedJustBefore, sentencesSince, opensParagraph, inHeadline, inHeading
  case namedInParagraph, onlyPlaceOfParagraph, containsOneOfParagraph, containsLastNamed
  case finerThanHeadline, aroundAnother, containsAnaphor, onlyInHeadline, ofSameRole, firstNamed,
    mostNamed, mostNamedCountry, share, namedLater,
    claimedBefore
  // What goes without saying.
  case publisher, publisherCountry, dateline, currency, otherCurrency, institution
  case currencyOfText, otherCurrencyOfText
  case institutionOfText, containsMostNamed, agreed, homeOfPublicText, homeOfPublicSentence
  // What kind of place it is.
  case country, province, city, region, world, group, cluster
  // That no place is said.
  case none, noneOfName, noneOfOrganisation, noneOfPerson, noneUnnamed, noneInText, noneBefore
  case noneOfDuration, noneOfPrevious, noneBare, noneOfCompany, noneOfPronoun, noneOfBusiness
  case noneOfIndicator, noneOfPublicWord, noneOfPublicText, noneOfBusinessText
  case noneNameInHeadline, noneOfNames, noneOfPersonWord
  // Words for a place that is not known.
  case unknown, unknownArea

  static let names = allCases.map { "\($0)" }
}

/// Where a place stands that a figure may be about.
///
/// What speaks for a place in the whole text counts otherwise where the sentence names another.
enum PlaceStanding: Int, CaseIterable {
  /// The sentence names it, or speaks of it (“the region”).
  case here
  /// The sentence names others only.
  case beside
  /// The sentence names none, the paragraph does.
  case paragraph
  /// Neither names any.
  case quiet

  static let names = allCases.map { "\($0)" }
}
