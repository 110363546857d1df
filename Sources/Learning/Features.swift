/// The features that hold for one candidate: their numbers, each with its value.
///
/// A feature is a named predicate (value 1) or a distance (value 0 to about 1). What a number means
/// is said by the slot's `FeatureSpace`.
package struct Features: Sendable {
  /// One feature that holds.
  package struct Entry: Equatable, Sendable {
    /// Which one, by its number in the space of the slot.
    package var number: UInt16
    /// How much of it holds; 1 for a predicate.
    package var value: Float
  }

  /// The features that hold, in the order in which they were found.
  package private(set) var entries: [Entry] = []
  /// The standing of the candidate, by its number in the space of the slot; in slots that have them.
  package var standing: Int?

  package init() { entries.reserveCapacity(16) }

  /// Says that a feature holds; the largest value counts where it is said more than once.
  package mutating func set(_ number: Int, _ value: Float = 1) {
    for index in entries.indices where entries[index].number == UInt16(number) {
      entries[index].value = max(entries[index].value, value)
      return
    }
    entries.append(Entry(number: UInt16(number), value: value))
  }

  /// Whether a feature holds at all.
  package func has(_ number: Int) -> Bool {
    entries.contains { $0.number == UInt16(number) }
  }
}
