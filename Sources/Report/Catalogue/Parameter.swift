internal import Records
internal import Storage

extension Report {
  /// A parameter of a report; in the SQL it is `:name`.
  public struct Parameter: Equatable, Sendable {
    /// What a value of a parameter must be.
    public enum Kind: Equatable, Sendable {
      /// Any text.
      case text
      /// A whole number.
      case integer
      /// A number.
      case number
      /// An SDMX time period: 2024, 2024-Q1, 2024-03, 2024-03-05.
      case period
      /// A date, or `today`.
      case date
      /// Code or name of a place in any language; the statement gets the code.
      case place
      /// Code or name of an indicator in any language; the statement gets the code.
      case indicator
      /// One of some words.
      case choice([String])

      /// Its name as in a header.
      public var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .number: "number"
        case .period: "period"
        case .date: "date"
        case .place: "place"
        case .indicator: "indicator"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
      }

      /// The kind of a name; `nil` where there is none.
      init?(name: String) {
        switch name {
        case "text": self = .text
        case "integer": self = .integer
        case "number": self = .number
        case "period": self = .period
        case "date": self = .date
        case "place": self = .place
        case "indicator": self = .indicator
        case _ where name.hasPrefix("one of "): self = .choice(name.dropFirst(7).listed)
        default: return nil
        }
      }

      /// What a person is told to give.
      var expectation: String {
        switch self {
        case .text: "a text"
        case .integer: "a whole number such as 20"
        case .number: "a number such as 2.5"
        case .period: "a period such as 2024, 2024-Q1, 2024-03 or 2024-03-05"
        case .date: "a date such as 2024-03-05, or today"
        case .place: "the code or a name of a place"
        case .indicator: "the code or a name of an indicator"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
      }
    }

    /// Its name without the colon.
    public let name: String
    /// What its value must be.
    public let kind: Kind
    /// What it is when it is not given; `nil` where it must be given, an empty default is NULL.
    public let standard: String?
    /// What it says.
    public let description: String

    /// Reads the parts of a header line: name, kind, default, description.
    init(header parts: [String]) throws(Failure) {
      let expected = "expected -- parameter: name | kind | default | description"
      guard parts.count >= 4, !parts[0].isEmpty else { throw Failure(.configuration, expected) }
      guard let kind = Kind(name: parts[1]) else {
        let names = ["text", "integer", "number", "period", "date", "place", "indicator"]
        throw Failure(
          .configuration,
          "there is no kind of parameter \(parts[1])\(Suggestion.text(parts[1], names)): expected "
            + names.joined(separator: ", ") + " or one of WORD, WORD")
      }
      name = parts[0]
      self.kind = kind
      standard = parts[2] == "required" ? nil : parts[2] == "any" ? "" : parts[2]
      description = parts[3...].joined(separator: " | ")
    }

    /// The value that a text stands for.
    ///
    /// - Parameter today: the date of today, ISO 8601.
    /// - Throws: a `Failure` of kind `usage` where it is not of the parameter's kind.
    func value(_ text: String, today: String) throws(Failure) -> Value {
      if text.isEmpty { return .null }
      switch kind {
      case .text, .place, .indicator: return .text(text)
      case .integer: if let number = Int64(text) { return .integer(number) }
      case .number: if let number = Double(text), number.isFinite { return .real(number) }
      case .period:
        // The ends of all time are written 0000 and 9999.
        if text == "0000" || text == "9999" || TimePeriod(sdmx: text) != nil { return .text(text) }
      case .date:
        if text == "today" { return .text(today) }
        if Day(iso: text) != nil { return .text(text) }
      case .choice(let words):
        if words.contains(text) { return .text(text) }
        throw Failure(
          .usage,
          "-p \(name): expected \(kind.expectation), found \(text)" + Suggestion.text(text, words))
      }
      throw Failure(.usage, "-p \(name): expected \(kind.expectation), found \(text)")
    }
  }
}
