/// Regular English inflection.
package enum Inflection {
  /// The base form and the forms that follow from it by rule.
  package static func forms(ofVerb base: String) -> [(String, WordClass)] {
    guard let last = base.utf8.last, let beforeLast = base.utf8.dropLast().last else {
      return [(base, .verb)]
    }
    let stem = base.dropLast()
    let past: String
    let gerund: String
    switch last {
    case UInt8(ascii: "e"):
      past = base + "d"
      gerund = beforeLast == UInt8(ascii: "e") ? base + "ing" : stem + "ing"
    case UInt8(ascii: "y") where !isVowel(beforeLast):
      past = stem + "ied"
      gerund = base + "ing"
    default:
      past = base + "ed"
      gerund = base + "ing"
    }
    return [(base, .verb), (thirdPerson(base), .thirdPerson), (past, .past), (gerund, .gerund)]
  }

  /// `reaches`, `tries`, `falls`.
  package static func thirdPerson(_ base: String) -> String {
    guard let last = base.utf8.last, let beforeLast = base.utf8.dropLast().last else {
      return base + "s"
    }
    switch last {
    case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"), UInt8(ascii: "o"):
      return base + "es"
    case UInt8(ascii: "h") where beforeLast == UInt8(ascii: "c") || beforeLast == UInt8(ascii: "s"):
      return base + "es"
    case UInt8(ascii: "y") where !isVowel(beforeLast): return base.dropLast() + "ies"
    default: return base + "s"
    }
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }
}
