internal import Records

/// What a figure measures, as parts of the sentence.
struct Measure {
  /// The words of the thing measured.
  var phrases: [Range<Int>] = []
  /// The figure is the size of a change of it.
  var change: Claim.Direction = .none
  /// The word for the change where the text has a noun for it (“increase”, “growth rate”).
  var changeWord: Range<Int>?
  /// What the figure is a share of.
  var whole: Range<Int>?
  /// The figure is a share, though of what is not said beside it.
  var isShare = false
  /// The noun phrase that does or has it: where the place stands.
  var subject: Range<Int>?
  /// Who has or does what is measured, where that is neither a place nor the thing measured: `Ford`
  /// for “Ford has 13,000 workers”.
  var holder: Range<Int>?
  /// Who “its” stands for in “its output”.
  var possessor: Range<Int>?
  /// The noun that leads to what is counted: `survey` for “a survey of 300 firms”.
  var lead: Range<Int>?
  /// What the figure is for, right behind it: “a fine of 5 million for the bank”.
  var purpose: Range<Int>?
  /// The verb, the preposition or the figure before which leads to the figure.
  var verb: Int?
  /// The figure whose measure this one takes over.
  var source: Int?
  /// What the verb measures, where its subject is not what is measured: `earnings` for “earned 5
  /// million”.
  var nominal: String?
  /// The text has gone on to a level: “to 5 million”.
  var isLevel = false
  /// Nothing leads to the figure: the words before it are taken.
  var isGuess = false
}
