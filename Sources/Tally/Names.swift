internal import Records

/// Names and times that people write on the command line and in `tally.yml`.
enum Names {
  /// A path in which `{date}` and `{time}` stand for now, UTC: `2024-03-05` and `102030`.
  static func expanded(_ path: String) -> String {
    guard path.contains("{") else { return path }
    let now = Clock.now
    return path.replacing("{date}", with: now.prefix(10)).replacing(
      "{time}", with: now.dropFirst(11).prefix(8).filter { $0 != ":" })
  }

  /// A date or a time in UTC as the warehouse writes times.
  static func time(_ text: String, _ option: String) throws(Failure) -> String {
    guard Day(iso: String(text.prefix(10))) != nil,
      text.utf8.count == 10 || isTime(text.dropFirst(10))
    else {
      throw Failure(
        .usage,
        "\(option): expected last, a date such as 2024-03-05 or a time such as 2024-03-05T10:20:30Z, found \(text)"
      )
    }
    return text
  }

  private static func isTime(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[0] == UInt8(ascii: "T"), bytes[9] == UInt8(ascii: "Z") else {
      return false
    }
    return bytes.enumerated().allSatisfy { index, byte in
      switch index {
      case 0, 9: true
      case 3, 6: byte == UInt8(ascii: ":")
      default: byte >= 0x30 && byte <= 0x39
      }
    }
  }
}
