/// What speaks for or against a name as whose figure it is.
///
/// The names are those of `Schema/models/holder.csv`.
enum HolderFeature: Int, CaseIterable {
  // How a name in the sentence stands to the figure.
  case inSentence, subject, inThing, ofMeasure, possessor, genitive, counted, before, after
  case nearestBefore, nearest, sameClause, opens, distance, verbBetween, figureBetween, speaker
  case bracketed, described, onlyOne
  case leadOf, leadLocation, leadAgent, leadPartner, leadGoal, leadOrigin, leadOther
  // What kind of name it is.
  case organisation, person, plain, common, company, institution
  case says, neverSays, possesses, starts
  // How the text speaks of it.
  case share, shareSome, shareMuch, shareMost, morePlaces, twiceAsMuchAsPlaces, topic
  case mostNamed, secondNamed, named, namedOften, once, inHeadline, first, asMuchAsPlaces
  case lastNamed, namedBefore, lastSubject, ofParagraphName
  case ofPrevious, ofPreviousSentence, ofPreviousParagraph, ofParagraph
  case publisher, publisherBracket
  // Words that stand for it.
  case anaphor, pronoun, ourselves
  // That it is nobody's.
  case none, noneUnnamed, nonePlaced, nonePlacedFar, nonePrevious, nonePreviousSentence
  case noneOfPlaces, noneWeak, noneOfDuration, noneInText, noneOurselves, noneAnaphor

  static let names = allCases.map { "\($0)" }
}
