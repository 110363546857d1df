internal import Records

/// Why a line of a claims file is not taken.
struct ClaimRefusal: Error {
  /// A stable code.
  var code: String
  /// What was expected and what to do.
  var message: String
  /// Where in the line.
  var column: Int?

  init(_ code: String, _ message: String, column: Int? = nil) {
    self.code = code
    self.message = message
    self.column = column
  }
}

/// One line of a claims file as it says it: names and numbers are well formed, but nothing is
/// compared with the article yet.
struct ClaimLine {
  /// The line in the file, from 1.
  var number: Int
  /// As it stands there, cut short where it is long.
  var raw: String
  /// What the line calls itself when others repeat it: `ordinal`, else how many claims stand above.
  var ordinal: Int
  var quote: String
  var start: Int?
  var end: Int?
  /// What stands right before the quote (W3C Web Annotation, TextQuoteSelector).
  var prefix: String?
  /// What stands right after it.
  var suffix: String?
  /// The sentence in which it stands.
  var sentence: String?
  var value: Double?
  var low: Double?
  var high: Double?
  var unit: String?
  var unitName: String?
  var qualifier: Claim.Qualifier?
  var direction: Claim.Direction
  var status: Claim.Status
  var indicatorCode: String?
  var indicator: String?
  var indicatorText: String?
  var placeCode: String?
  var place: String?
  var placeText: String?
  var period: TimePeriod?
  var speaker: String?
  var restates: Int?
  var holder: String?
  var holderKind: Claim.HolderKind?
  var confidence: Double?
  var placeConfidence: Double?
  var periodConfidence: Double?
  var indicatorConfidence: Double?
  var holderConfidence: Double?
  var doubt: String?
  var reader: String?

  /// Records of `tally extract` that are no claims.
  private static let others: Set = ["article", "mention", "reject"]
  /// Members that say nothing about the claim.
  private static let passed: Set = ["record", "document", "slots", "note"]

  /// Reads a line; `nil` where it is another record than a claim.
  ///
  /// - Parameter claimsBefore: how many claims stand above it.
  init?(_ line: ArraySlice<UInt8>, number: Int, claimsBefore: Int) throws(ClaimRefusal) {
    guard let object = FlatJSON(line) else {
      throw ClaimRefusal(
        "bad_claim", "expected a JSON object on one line, as `tally extract` writes it",
        column: FlatJSON.column(ofErrorIn: line))
    }
    var members = Members(object)
    if let record = members.text("record"), record != "claim" {
      guard ClaimLine.others.contains(record) else {
        throw ClaimRefusal("bad_claim", "record: expected claim, found \(record)")
      }
      return nil
    }
    guard let quote = members.text("quote") else {
      throw ClaimRefusal(
        "bad_claim", "quote: expected the number with its unit as it stands in the article")
    }
    self.number = number
    self.quote = quote
    raw = String(decoding: line.prefix(2000), as: UTF8.self)
    ordinal = try members.whole("ordinal") ?? claimsBefore
    start = try members.whole("start")
    end = try members.whole("end")
    (prefix, suffix) = (members.text("prefix"), members.text("suffix"))
    sentence = members.text("sentence")
    value = try members.number("value")
    low = try members.number("low")
    high = try members.number("high")
    unit = members.text("unit")
    unitName = members.text("unit_name")
    qualifier = try members.choice("qualifier")
    direction = try members.choice("direction") ?? .none
    status = try members.choice("status") ?? .actual
    (indicatorCode, indicator) = (members.text("indicator_code"), members.text("indicator"))
    indicatorText = members.text("indicator_text")
    (placeCode, place) = (members.text("place_code"), members.text("place"))
    placeText = members.text("place_text")
    period = try members.period("period")
    speaker = members.text("speaker")
    restates = try members.whole("restates")
    holder = members.text("holder")
    holderKind = try members.choice("holder_kind")
    confidence = try members.probability("confidence")
    placeConfidence = try members.probability("place_confidence")
    periodConfidence = try members.probability("period_confidence")
    indicatorConfidence = try members.probability("indicator_confidence")
    holderConfidence = try members.probability("holder_confidence")
    doubt = members.text("doubt")
    reader = members.text("reader")
    // A misspelt name would lose what it says.
    if let other = members.unread(except: ClaimLine.passed) {
      throw ClaimRefusal(
        "bad_claim", "\(other): no member of a claim has this name; say it in note, or correct it")
    }
  }
}

/// The members of a line, each taken once.
private struct Members {
  private var values: [String: String?] = [:]

  init(_ object: FlatJSON) {
    for (name, value) in object.members { values[name] = .some(value) }
  }

  /// A text that says something.
  mutating func text(_ name: String) -> String? {
    (values.removeValue(forKey: name) ?? nil).flatMap { $0.isEmpty ? nil : $0 }
  }

  mutating func number(_ name: String) throws(ClaimRefusal) -> Double? {
    guard let text = text(name) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw ClaimRefusal("bad_claim", "\(name): expected a number, found \(text)")
    }
    return number
  }

  mutating func whole(_ name: String) throws(ClaimRefusal) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw ClaimRefusal("bad_claim", "\(name): expected a whole number from 0, found \(text)")
    }
    return number
  }

  mutating func probability(_ name: String) throws(ClaimRefusal) -> Double? {
    guard let number = try number(name) else { return nil }
    guard (0...1).contains(number) else {
      throw ClaimRefusal("bad_claim", "\(name): expected a number from 0 to 1, found \(number)")
    }
    return number
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(ClaimRefusal) -> Choice? {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ClaimRefusal("bad_claim", "\(name): expected one of \(known), found \(text)")
    }
    return choice
  }

  mutating func period(_ name: String) throws(ClaimRefusal) -> TimePeriod? {
    guard let text = text(name) else { return nil }
    guard let period = TimePeriod(sdmx: text) else {
      throw ClaimRefusal(
        "bad_claim",
        "\(name): expected a time period such as 2023, 2023-Q1, 2023-05 or 2023-05-17, found \(text)"
      )
    }
    return period
  }

  func unread(except passed: Set<String>) -> String? {
    values.keys.filter { !passed.contains($0) }.min()
  }
}
