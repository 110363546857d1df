/// A hash table from token keys, which are hashes already, to small values: one probe a look-up,
/// nothing allocated.
struct KeyTable<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    /// 0 where the slot is free.
    var key: UInt64
    var value: Value
  }

  private var slots: [Slot]
  private var mask: Int
  private let none: Value
  private(set) var count = 0

  /// An empty table; `none` is what a key has that was never set.
  init(none: Value, capacity: Int = 64) {
    var size = 64
    while size * 2 < capacity * 3 { size *= 2 }
    self.none = none
    slots = Array(repeating: Slot(key: 0, value: none), count: size)
    mask = size - 1
  }

  /// What a key has; setting it adds the key.
  subscript(_ key: UInt64) -> Value {
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
  private func slot(of key: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: key) & mask
    while slots[index].key != 0, slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(key: 0, value: none), count: old.count * 2)
    mask = slots.count - 1
    for entry in old where entry.key != 0 { slots[slot(of: entry.key)] = entry }
  }
}
