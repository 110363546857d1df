/// A hash table from token keys, which are hashes already, to small values: one probe a look-up,
/// nothing allocated.
package struct KeyTable<Value: Sendable>: Sendable {
  @usableFromInline
  struct Slot: Sendable {
    /// 0 where the slot is free.
    @usableFromInline var key: UInt64
    @usableFromInline var value: Value

    @inlinable
    init(key: UInt64, value: Value) {
      self.key = key
      self.value = value
    }
  }

  @usableFromInline var slots: [Slot]
  @usableFromInline var mask: Int
  @usableFromInline let none: Value
  @usableFromInline package private(set) var count = 0

  /// An empty table; `none` is what a key has that was never set.
  @inlinable
  package init(none: Value, capacity: Int = 64) {
    var size = 64
    while size * 2 < capacity * 3 { size *= 2 }
    self.none = none
    slots = Array(repeating: Slot(key: 0, value: none), count: size)
    mask = size - 1
  }

  /// What a key has; setting it adds the key.
  @inlinable
  package subscript(_ key: UInt64) -> Value {
    get { slots[slot(of: key)].value }
    set {
      if count * 3 >= slots.count * 2 { grow() }
      let index = slot(of: key)
      if slots[index].key == 0 { count += 1 }
      slots[index] = Slot(key: key, value: newValue)
    }
  }

  /// Where a key stands, or else the free slot where it would, which has the value `none`.
  @inline(__always)
  @inlinable
  func slot(of key: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: key) & mask
    while slots[index].key != 0, slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  @inlinable
  mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(key: 0, value: none), count: old.count * 2)
    mask = slots.count - 1
    for entry in old where entry.key != 0 { slots[slot(of: entry.key)] = entry }
  }
}
