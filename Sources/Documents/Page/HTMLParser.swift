internal import CLibXML2
internal import Records

/// Parses HTML with libxml2, whatever state it is in, into a `PageTree`.
///
/// The library reports elements and text one after the other and builds no tree of its own, so that
/// neither the depth of a page nor its size can exhaust the stack. It opens no other file or
/// address.
enum HTMLParser {
  /// The tree of a page, given as well-formed UTF-8.
  ///
  /// - Throws: a `Failure` where the library is not installed.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> PageTree {
    var outcome: Int32 = 0
    let builder = PageTreeBuilder()
    // The parser takes NUL for the end of the page.
    var page = bytes
    for index in page.indices where page[index] == 0 { page[index] = UInt8(ascii: " ") }
    let context = unsafe Unmanaged.passUnretained(builder)
    // The builder outlives the call, which is the only one to use the pointer; the bytes are the
    // array's own.
    withExtendedLifetime(builder) {
      unsafe page.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
          outcome = unsafe tally_html_parse(
            characters, Int32(clamping: bytes.count), context.toOpaque(), start, end, text)
        }
      }
    }
    if outcome == -2 {
      throw Failure(
        .inputOutput,
        "pages are parsed by libxml2, which is not there: install it (in Debian: libxml2-dev)")
    }
    builder.finish()
    return builder.tree
  }

  private static let start: tally_html_start = { context, name, attributes in
    guard let builder = unsafe builder(context), let name = unsafe string(name) else { return }
    var pairs: [(name: String, value: String)] = []
    // Names and values in turn, a null pointer at the end; a value may be null.
    if let attributes = unsafe attributes {
      var index = 0
      while let name = unsafe string(attributes[index]) {
        pairs.append((name.lowercased(), unsafe string(attributes[index + 1]) ?? ""))
        index += 2
      }
    }
    builder.open(name.lowercased(), pairs)
  }

  private static let end: tally_html_end = { context, name in
    guard let builder = unsafe builder(context), let name = unsafe string(name) else { return }
    builder.close(name.lowercased())
  }

  private static let text: tally_html_text = { context, bytes, count in
    guard let builder = unsafe builder(context), let bytes = unsafe bytes, count > 0 else { return }
    // The parser's own storage, copied while it is valid.
    unsafe builder.append(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  private static func builder(_ context: UnsafeMutableRawPointer?) -> PageTreeBuilder? {
    // It is the pointer that `parse` handed over.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<PageTreeBuilder>.fromOpaque(context).takeUnretainedValue()
  }

  /// A copy of a text that ends with NUL and is the library's.
  private static func string(_ pointer: UnsafePointer<UInt8>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }
}
