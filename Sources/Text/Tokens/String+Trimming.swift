extension String {
  /// Without white space at either end.
  package var trimmed: String {
    var view = self[...]
    while view.first?.isBlank == true { view.removeFirst() }
    while view.last?.isBlank == true { view.removeLast() }
    return String(view)
  }

  /// Without a pair of quotation marks around it.
  package var unquoted: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}

extension StringProtocol {
  /// Without blanks of any script and quotation marks on either side.
  package var trimmed: SubSequence {
    var slice = self[...]
    while let first = slice.first, first.isBlank || first == "\u{FEFF}" {
      slice = slice.dropFirst()
    }
    while let last = slice.last, last.isBlank { slice = slice.dropLast() }
    return slice
  }
}

extension Character {
  /// White space; what a sign of ASCII is need not be looked up in tables.
  fileprivate var isBlank: Bool {
    if let ascii = asciiValue { return ascii <= 0x20 && isWhitespace }
    return isWhitespace
  }
}
