internal import Records

/// The number formats of the cells of an xlsx workbook (ECMA-376 Part 1, 18.8).
struct WorkbookStyles: Sendable {
  /// By the number of the style.
  private(set) var formats: [NumberFormat] = []

  init() {}

  /// Reads `styles.xml`.
  init(_ stream: ByteStream, locator: String) throws(Failure) {
    var reader = XMLReader(stream, locator: locator)
    var codes: [Int: NumberFormat] = [:]
    var isInCells = false
    while true {
      switch try reader.next() {
      case .start("numFmt"):
        if let id = reader.number("numFmtId"), let code = reader.value("formatCode") {
          codes[id] = NumberFormat(code: code)
        }
      case .start("cellXfs"): isInCells = true
      case .end("cellXfs"): isInCells = false
      case .start("xf") where isInCells:
        let id = reader.number("numFmtId") ?? 0
        formats.append(codes[id] ?? NumberFormat(builtIn: id))
      case .done: return
      default: break
      }
    }
  }

  /// The format of a style; what is not there is general.
  func format(_ style: Int) -> NumberFormat {
    style < formats.count ? formats[style] : .general
  }
}
