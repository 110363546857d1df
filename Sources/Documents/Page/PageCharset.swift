/// The encoding that a page declares, and whether bytes are a page at all (WHATWG HTML, “prescan a
/// byte stream”).
enum PageCharset {
  /// The declared encoding, in the first `meta` that has one, or in an XML declaration; `nil` where
  /// there is none.
  static func declared(in head: some Collection<UInt8>) -> TextEncoding? {
    let text = String(
      decoding: head.prefix(4096).map { $0 < 0x80 ? lower($0) : UInt8(ascii: "?") }, as: UTF8.self)
    if text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>"),
      let name = value(of: "encoding", in: text[..<end.lowerBound])
    {
      return encoding(name)
    }
    var rest = text[...]
    while let meta = rest.firstRange(of: "<meta") {
      rest = rest[meta.upperBound...]
      let tag = rest.prefix { $0 != ">" }
      if let name = value(of: "charset", in: tag), let found = encoding(name) { return found }
    }
    return nil
  }

  /// Whether a text starts like a page.
  static func isPage(_ text: [UInt8]) -> Bool {
    var head = text.prefix(2048).drop { $0 <= 0x20 }.map { lower($0) }[...]
    while true {
      // Comments and an XML declaration may come first.
      if head.starts(with: "<!--".utf8) {
        guard let end = String(decoding: head, as: UTF8.self).firstRange(of: "-->") else {
          return false
        }
        head = Array(String(decoding: head, as: UTF8.self)[end.upperBound...].utf8)[...]
      } else if head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) {
        head = head[(end + 1)...]
      } else {
        break
      }
      head = head.drop { $0 <= 0x20 }
    }
    return ["<!doctype html", "<html", "<head", "<meta ", "<title>", "<body"].contains {
      head.starts(with: $0.utf8)
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

  /// `charset = "gb2312"`, and in `content="text/html; charset=gb2312"`.
  private static func value(of name: String, in text: Substring) -> String? {
    guard let range = text.firstRange(of: name) else { return nil }
    let rest = text[range.upperBound...].drop { $0.isWhitespace }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      .prefix { !$0.isWhitespace && !"\"';>/".contains($0) }
    return value.isEmpty ? nil : String(value)
  }

  /// As browsers do (WHATWG Encoding, 4.2), Latin-1 is read as its superset windows-1252, and a
  /// page that could be scanned as ASCII is not UTF-16, whatever it says.
  private static func encoding(_ name: String) -> TextEncoding? {
    switch name {
    case "iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii":
      TextEncoding(named: "windows-1252")
    case "iso-8859-9", "iso8859-9", "latin5": TextEncoding(named: "windows-1254")
    case "utf-16", "utf-16le", "utf-16be", "unicode": .utf8
    default: TextEncoding(named: name)
    }
  }
}
