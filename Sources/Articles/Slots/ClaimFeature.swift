/// What speaks for or against a figure being a claim.
///
/// The names are those of `Schema/models/claim.csv`.
enum ClaimFeature: Int, CaseIterable {
  /// Holds for every figure.
  case bias
  /// Neither unit nor counted noun.
  case bare
  /// A counted noun.
  case noun
  case money, ratio
  /// A length of time.
  case duration
  /// “three times”, “doubled”.
  case multiple
  /// “two thirds”.
  case fraction
  /// Two ends.
  case range
  /// Written in letters or Han characters.
  case spelled
  case one
  /// A whole number up to twelve without a scale word.
  case small
  case decimals
  /// Millions, 亿.
  case scale
  /// A scale word without a number: “millions of people”.
  case vague
  /// About, more than.
  case qualified
  /// A bare whole number from 1500 to 2150.
  case yearLike
  /// In a title or heading.
  case heading
  /// In an item of a list.
  case item
  /// A capitalised word that starts no sentence stands right before it.
  case afterName
  /// A capitalised word stands right after it.
  case beforeName
  /// Letters follow without a space, or behind one where the number is bare: “990 5G”.
  case beforeLetters
  /// A hyphen joins it to the word after it: “five-year plan”.
  case hyphened
  /// A bracket opens right before it.
  case bracketed
  /// An article, a demonstrative or a possessive stands right before it.
  case afterDeterminer
  /// A preposition stands right before it.
  case afterPreposition
  /// A verb stands right before it.
  case afterVerb
  /// A word of change is near it on the left.
  case afterChange
  /// One of three or more bare numbers in a row.
  case inRun
  /// Opens its sentence.
  case first
  /// The only figure of its sentence.
  case alone
  /// The sentence has no verb.
  case verbless
  /// A unit taken from elsewhere.
  case elided
  /// The same number stands behind the same word elsewhere in the text, as a name does.
  case repeated
  /// The doubt about what it measures, from 0 to 1.
  case thingDoubt
  /// Nothing is found that it measures.
  case noThing

  static let names = allCases.map { "\($0)" }
}
