package import Records

/// Decides the character encoding of a source on evidence from all of its bytes.
///
/// A text that decodes is not thereby detected: Shift_JIS bytes decode as GB18030 without an error.
/// Legacy encodings are told apart by how their double bytes are distributed over the rows of their
/// character sets, single-byte ones by whether the letters make words.
package enum EncodingDetector {
  /// An encoding, and why.
  package struct Decision {
    package var encoding: TextEncoding
    package var reason: String
    /// Something else is nearly as likely.
    package var isDoubtful = false
    /// The bytes hold sequences that the encoding does not have; they are replaced by U+FFFD.
    package var needsRepair = false

    /// A decision, and why it was taken.
    package init(
      encoding: TextEncoding, reason: String, isDoubtful: Bool = false, needsRepair: Bool = false
    ) {
      self.encoding = encoding
      self.reason = reason
      self.isDoubtful = isDoubtful
      self.needsRepair = needsRepair
    }
  }

  /// Decides from the evidence; `sample` is called for bytes around those from 0x80 on, where they
  /// are needed.
  ///
  /// - Throws: a `Failure` of kind `badData` where the bytes are not text.
  package static func decide(
    _ evidence: ByteEvidence, locator: String, sample: () throws(Failure) -> [UInt8]
  ) throws(Failure) -> Decision {
    let head = evidence.head
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      return Decision(
        encoding: .utf8, reason: "byte order mark", needsRepair: evidence.invalid > 0)
    }
    if head.starts(with: [0xFF, 0xFE]) {
      return Decision(encoding: .utf16LE, reason: "byte order mark")
    }
    if head.starts(with: [0xFE, 0xFF]) {
      return Decision(encoding: .utf16BE, reason: "byte order mark")
    }
    if evidence.nuls * 5 > evidence.count {
      // Latin letters, digits and delimiters have a NUL as the high half of their code unit.
      if evidence.nulsOdd > 20 * evidence.nulsEven {
        return Decision(encoding: .utf16LE, reason: "NUL at odd offsets")
      }
      if evidence.nulsEven > 20 * evidence.nulsOdd {
        return Decision(encoding: .utf16BE, reason: "NUL at even offsets")
      }
    }
    // One in fifty; a short text may hold one by itself.
    guard (evidence.nuls + evidence.controls) * 50 <= evidence.count + 50 else {
      throw Failure(
        .badData, "this is a binary file, not text: expected text or a table", at: Place(locator))
    }
    if evidence.highBytes == 0 { return Decision(encoding: .utf8, reason: "ASCII only") }
    if evidence.invalid == 0 {
      return Decision(encoding: .utf8, reason: "well-formed UTF-8 throughout")
    }
    if evidence.sequences > 50 * evidence.invalid {
      return Decision(
        encoding: .utf8,
        reason:
          "UTF-8 but for \(evidence.invalid) bytes, the first on line \(evidence.firstInvalidLine ?? 1)",
        isDoubtful: true, needsRepair: true)
    }
    return legacy(try sample())
  }

  // MARK: Legacy encodings

  private static func legacy(_ sample: [UInt8]) -> Decision {
    let runs = HighRuns(sample)
    if runs.bytes > 0, Double(runs.inPairs) >= 0.6 * Double(runs.bytes),
      let name = doubleByte(sample),
      let encoding = TextEncoding(named: name)
    {
      return Decision(encoding: encoding, reason: "distribution of its double bytes")
    }
    return singleByte(sample)
  }

  /// High bytes by the length of their runs: double bytes come in even numbers, letters of Latin
  /// scripts alone.
  private struct HighRuns {
    var bytes = 0
    var inPairs = 0

    init(_ sample: [UInt8]) {
      var index = 0
      while index < sample.count {
        guard sample[index] >= 0x80 else {
          index += 1
          continue
        }
        var end = index + 1
        while end < sample.count, sample[end] >= 0x80 { end += 1 }
        // The second of two bytes may be below 0x80 in Shift_JIS, Big5 and GBK.
        let count = end - index
        bytes += count
        if count >= 2 || end < sample.count && sample[end] >= 0x40 && isLikelyTrail(sample, end) {
          inPairs += count
        }
        index = end
      }
    }

    /// A low byte after a single high one, with another high byte right after it.
    private func isLikelyTrail(_ sample: [UInt8], _ index: Int) -> Bool {
      index + 1 < sample.count && sample[index + 1] >= 0x80
    }
  }

  /// The double-byte encoding whose frequent rows the pairs fall into; `nil` where none decodes.
  private static func doubleByte(_ sample: [UInt8]) -> String? {
    let shiftJIS = shiftJISScore(sample)
    let (gb, korean, japanese, big5) = eucScores(sample)
    let scores: [(String, Double)] = [
      ("Shift_JIS", shiftJIS), ("EUC-KR", korean), ("EUC-JP", japanese), ("Big5", big5),
      ("GB18030", gb),
    ]
    guard let best = scores.max(by: { $0.1 < $1.1 }), best.1 > 0.5 else { return nil }
    return best.0
  }

  /// Share of pairs that are kana, signs or kanji of level 1 (JIS X 0208 rows 1 to 47), less what
  /// does not decode.
  private static func shiftJISScore(_ sample: [UInt8]) -> Double {
    var (good, bad, kana, index) = (0.0, 0.0, 0.0, 0)
    while index < sample.count {
      let byte = sample[index]
      index += 1
      switch byte {
      case 0x00..<0x80: continue
      case 0xA1...0xDF:
        // Half-width katakana are rare but for old systems.
        bad += 0.5
      case 0x81...0x9F, 0xE0...0xFC:
        guard index < sample.count, (0x40...0xFC).contains(sample[index]), sample[index] != 0x7F
        else {
          bad += 2
          continue
        }
        switch byte {
        case 0x82, 0x83:
          kana += 1
          good += 1
        case 0x81, 0x88...0x97: good += 1
        case 0x98...0x9F: good += 0.3
        default: bad += 0.5
        }
        index += 1
      default: bad += 2
      }
    }
    return good + bad == 0 ? 0 : (good - bad) / (good + bad) + (kana > 0 ? 0.05 : 0)
  }

  /// Scores of the encodings in which both bytes are usually from 0xA1 on: GB 2312, KS X 1001, JIS
  /// X 0208, and Big5.
  private static func eucScores(_ sample: [UInt8]) -> (
    gb: Double, korean: Double, japanese: Double, big5: Double
  ) {
    var (pairs, level1, hangul, kana, lowTrail, big5Common, invalid, afterHangul, index) = (
      0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0
    )
    while index < sample.count {
      let lead = sample[index]
      index += 1
      guard lead >= 0x80 else { continue }
      guard index < sample.count, sample[index] >= 0x30, lead != 0x80, lead != 0xFF else {
        invalid += 1
        continue
      }
      let trail = sample[index]
      index += 1
      pairs += 1
      if trail < 0xA1 { lowTrail += 1 }
      if trail >= 0xA1 {
        switch lead {
        case 0xB0...0xC8:
          level1 += 1
          hangul += 1
        case 0xC9...0xD7:
          level1 += 1
          afterHangul += 1
        case 0xA1, 0xA3: level1 += 1
        case 0xA4, 0xA5: kana += 1
        default: break
        }
      }
      if (0xA4...0xC6).contains(lead) || lead == 0xA1 { big5Common += 1 }
    }
    guard pairs > 0 else { return (0, 0, 0, 0) }
    let clean = max(0, 1 - 2 * invalid / pairs)
    let gb = (level1 / pairs - lowTrail / pairs * 0.5) * clean
    // Hangul fills rows B0 to C8; Chinese is spread over B0 to D7 by pronunciation, two fifths of
    // it after C8.
    let concentration = hangul / max(1, hangul + afterHangul)
    let korean =
      lowTrail / pairs > 0.05 || concentration < 0.93
      ? 0 : (hangul + (level1 - hangul - afterHangul)) / pairs * clean + 0.01
    let japanese = lowTrail > 0 || kana / pairs < 0.1 ? 0 : (level1 + kana) / pairs * clean + 0.02
    let big5 = lowTrail / pairs < 0.15 ? 0 : big5Common / pairs * clean
    return (gb, korean, japanese, big5)
  }

  // MARK: Single bytes

  /// The tables that letters are tried in, the most frequent first: it wins where two are equally
  /// good.
  private static let singleByteNames = [
    "windows-1252", "windows-1250", "windows-1251", "KOI8-R", "windows-1253", "windows-1254",
    "windows-1257",
    "windows-1255", "windows-1256", "IBM850", "IBM866", "macintosh",
  ]

  /// The tables, made once: the system loads a module for each encoding that it is asked for.
  private static let singleByteTables: [(encoding: TextEncoding, table: [UInt32])] =
    singleByteNames.compactMap {
      guard let encoding = TextEncoding(named: $0), case .singleByte(let table) = encoding.method
      else { return nil }
      return (encoding, table)
    }

  private static func singleByte(_ sample: [UInt8]) -> Decision {
    var best: (encoding: TextEncoding, score: Double)?
    var second = -Double.infinity
    for (encoding, table) in singleByteTables {
      let score = wordScore(sample, table)
      if score > best?.score ?? -.infinity {
        second = best?.score ?? second
        best = (encoding, score)
      } else {
        second = max(second, score)
      }
    }
    guard let best else {
      return Decision(
        encoding: .utf8, reason: "nothing else fits", isDoubtful: true, needsRepair: true)
    }
    if best.encoding.name == "windows-1252", isTurkish(sample),
      let turkish = TextEncoding(named: "windows-1254")
    {
      return Decision(
        encoding: turkish, reason: "its letters are those of Turkish", isDoubtful: true)
    }
    return Decision(
      encoding: best.encoding, reason: "its letters make words",
      isDoubtful: best.score - second < 0.02)
  }

  /// Windows-1254 is Windows-1252 but for six letters of Turkish: they occur, and no letter that
  /// Turkish does not have.
  private static func isTurkish(_ sample: [UInt8]) -> Bool {
    let own: Set<UInt8> = [0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE]
    let shared: Set<UInt8> = [
      0xC2, 0xC7, 0xCE, 0xD6, 0xDB, 0xDC, 0xE2, 0xE7, 0xEE, 0xF6, 0xFB, 0xFC,
    ]
    var found: Set<UInt8> = []
    for byte in sample where byte >= 0xC0 {
      if own.contains(byte) {
        found.insert(byte)
      } else if !shared.contains(byte) {
        return false
      }
    }
    return !found.isEmpty
  }

  /// How well the bytes read as words: small letters within words, capitals at their start, signs
  /// outside of them; and words of one script, in which letters with accents seldom stand three in
  /// a row.
  private static func wordScore(_ sample: [UInt8], _ table: [UInt32]) -> Double {
    var (score, count) = (0.0, 0.0)
    var before = Kind.other
    var run = 0
    for (index, byte) in sample.enumerated() {
      let isLatin =
        byte < 0x80
        ? (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A : table[Int(byte) - 0x80] < 0x250
      run = byte >= 0x80 && isLatin ? run + 1 : 0
      if run >= 3 { score -= 1.5 }
      // A letter of another script beside a Latin one.
      if byte >= 0x80, !isLatin, index > 0, table[Int(byte) - 0x80] >= 0x370,
        table[Int(byte) - 0x80] < 0x2000
      {
        let neighbour = sample[index - 1] | 0x20
        if neighbour >= 0x61, neighbour <= 0x7A, sample[index - 1] < 0x80 { score -= 1 }
      }
      let kind = kind(byte, table)
      if byte >= 0x80 {
        count += 1
        let next = index + 1 < sample.count ? self.kind(sample[index + 1], table) : .other
        switch kind {
        // A no-break space ends words and stands between groups of digits.
        case .other where table[Int(byte) - 0x80] == 0xA0: score += 1
        case .none: score -= 4
        case .small: score += before == .other && next == .other ? -0.5 : 1
        case .capital: score += before == .small ? -1 : 0.8
        case .caseless: score += 0.7
        case .other: score += before.isLetter && next.isLetter ? -1 : 0.2
        }
      }
      before = kind
    }
    return count == 0 ? 0 : score / count
  }

  private enum Kind {
    case none, small, capital, caseless, other
    var isLetter: Bool { self == .small || self == .capital || self == .caseless }
  }

  private static func kind(_ byte: UInt8, _ table: [UInt32]) -> Kind {
    let value = byte < 0x80 ? UInt32(byte) : table[Int(byte) - 0x80]
    guard value != 0, let scalar = Unicode.Scalar(value) else {
      return byte < 0x80 ? .other : .none
    }
    if byte >= 0x80, value < 0xA0 { return .none }
    let properties = scalar.properties
    if properties.isLowercase { return value == 0xAA || value == 0xBA ? .other : .small }
    if properties.isUppercase { return .capital }
    return properties.isAlphabetic ? .caseless : .other
  }
}
