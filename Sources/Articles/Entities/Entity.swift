internal import Text

/// A place, organisation or person named in a sentence.
struct Entity {
  /// What is named.
  enum Kind {
    case place, organisation, person
  }

  /// What is named.
  var kind: Kind
  /// The tokens of the name.
  var tokens: Range<Int>
  /// The place in the vocabulary; -1 where the name is ambiguous, or no place.
  var place = -1
  /// `Chinese`, `Shanghainese`.
  var isDemonym = false
  /// A word that stands for a place named before: “the region”.
  var isAnaphor = false
  /// The place stands within an organisation's name.
  var isInOrganisation = false
}
