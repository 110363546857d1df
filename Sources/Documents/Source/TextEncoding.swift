/// A character encoding that bytes can be read as.
public struct TextEncoding: Hashable, Sendable {
  /// The IANA name, such as `windows-1252`.
  public let name: String
  /// How it is decoded.
  package let method: Method

  package enum Method: Hashable, Sendable {
    case utf8
    case utf16(bigEndian: Bool)
    /// One byte a character: the scalars of the bytes from 0x80 on, 0 where a byte has none.
    case singleByte([UInt32])
    /// By glibc, under its own name.
    case iconv(String)
  }

  /// UTF-8; every ASCII file is one.
  public static let utf8 = TextEncoding(name: "UTF-8", method: .utf8)
  /// UTF-16, the low byte first.
  public static let utf16LE = TextEncoding(name: "UTF-16LE", method: .utf16(bigEndian: false))
  /// UTF-16, the high byte first.
  public static let utf16BE = TextEncoding(name: "UTF-16BE", method: .utf16(bigEndian: true))

  /// The name under which glibc knows it.
  package var systemName: String {
    switch method {
    case .utf8: "UTF-8"
    case .utf16(let bigEndian): bigEndian ? "UTF-16BE" : "UTF-16LE"
    case .iconv(let system): system
    case .singleByte: TextEncoding.known.first { $0.name == name }?.system ?? name
    }
  }

  private init(name: String, method: Method) {
    self.name = name
    self.method = method
  }

  /// The encoding with an IANA name or another name that the system knows; `nil` where it knows
  /// none.
  public init?(named given: String) {
    let folded = TextEncoding.fold(given)
    switch folded {
    case "utf8", "ascii", "usascii", "utf8sig", "utf8bom": self = .utf8
    case "utf16", "utf16le", "ucs2", "ucs2le", "unicode": self = .utf16LE
    case "utf16be", "ucs2be": self = .utf16BE
    default:
      let entry = TextEncoding.known.first {
        TextEncoding.fold($0.name) == folded || $0.aliases.contains(folded)
      }
      let system = entry?.system ?? given
      guard let iconv = Iconv(from: system) else { return nil }
      name = entry?.name ?? given
      if let table = iconv.singleByteTable() {
        method = .singleByte(table)
      } else {
        method = .iconv(system)
      }
    }
  }

  /// Letters and digits in lower case: `windows-1252`, `Windows_1252` and `WINDOWS1252` are one
  /// name.
  private static func fold(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// The usual supersets are decoded where files carry the older name: what says Shift_JIS is
  /// Windows-31J.
  private static let known: [(name: String, system: String, aliases: [String])] = [
    ("GB18030", "GB18030", ["gbk", "gb2312", "cp936", "euccn", "windows936"]),
    ("Shift_JIS", "CP932", ["sjis", "cp932", "windows31j", "mskanji"]),
    ("EUC-KR", "CP949", ["cp949", "uhc", "ksc5601", "windows949"]),
    ("EUC-JP", "EUC-JP-MS", []),
    ("Big5", "BIG5-HKSCS", ["cp950", "big5hkscs"]),
    ("windows-1250", "CP1250", ["cp1250"]), ("windows-1251", "CP1251", ["cp1251"]),
    ("windows-1252", "CP1252", ["cp1252", "latin1", "ansi"]),
    ("windows-1253", "CP1253", ["cp1253"]),
    ("windows-1254", "CP1254", ["cp1254"]), ("windows-1255", "CP1255", ["cp1255"]),
    ("windows-1256", "CP1256", ["cp1256"]), ("windows-1257", "CP1257", ["cp1257"]),
    ("windows-1258", "CP1258", ["cp1258"]), ("KOI8-R", "KOI8-R", []),
    ("IBM866", "CP866", ["cp866"]),
    ("IBM850", "CP850", ["cp850"]), ("macintosh", "MACINTOSH", ["macroman"]),
  ]
}

extension TextEncoding: CustomStringConvertible {
  /// The IANA name.
  public var description: String { name }
}
