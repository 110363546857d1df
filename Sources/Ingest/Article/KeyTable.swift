/// A hash table from token keys, which are hashes already, to small values: one probe a look-up, nothing allocated.
struct KeyTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private var mask: Int
  private let none: Value
  private(set) var count = 0

  /// An empty table; `none` is what a key has that was never set.
  init(none: Value, capacity: Int = 64) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    self.none = none
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: none, count: size)
    mask = size - 1
  }

  /// What a key has; setting it adds the key.
  subscript(_ key: UInt64) -> Value {
    get {
      var index = Int(truncatingIfNeeded: key) & mask
      while keys[index] != 0 {
        if keys[index] == key { return values[index] }
        index = (index + 1) & mask
      }
      return none
    }
    set {
      if count * 2 >= keys.count { grow() }
      var index = Int(truncatingIfNeeded: key) & mask
      while keys[index] != 0, keys[index] != key { index = (index + 1) & mask }
      if keys[index] == 0 { count += 1 }
      keys[index] = key
      values[index] = newValue
    }
  }

  private mutating func grow() {
    let old = zip(keys, values)
    keys = Array(repeating: 0, count: mask * 2 + 2)
    values = Array(repeating: none, count: mask * 2 + 2)
    mask = keys.count - 1
    for (key, value) in old where key != 0 {
      var index = Int(truncatingIfNeeded: key) & mask
      while keys[index] != 0 { index = (index + 1) & mask }
      keys[index] = key
      values[index] = value
    }
  }
}
