internal import CLibXML2
package import Records
internal import Text

/// Parses XML with libxml2 while it is read: elements are reported one after the other, no tree is
/// built, and memory does not grow with the document.
///
/// Nothing is fetched, and entities that a document declares are unknown: none can expand without
/// end.
package final class XMLStream {
  /// What is reported, in document order.
  package enum Event {
    /// An element starts: its name without a prefix, and its attributes that have no
    /// prefix.
    case start(String, [(name: String, value: String)])
    case end(String)
    case text(String)
  }

  /// An event, and the line and column at which the parser had arrived.
  package struct Item {
    package var event: Event
    package var line: Int
    package var column: Int
  }

  private let text: TextStream
  private let locator: String
  // Freed in `deinit`, and never handed out.
  private var parser: OpaquePointer?
  private var queue: [Item] = []
  private var next = 0
  private var isAtEnd = false
  private var block = [UInt8](repeating: 0, count: 1 << 16)
  /// Names are few: one string for each.
  private var names: [UnsafePointer<UInt8>: String] = [:]

  /// A parser from the start of a text.
  ///
  /// - Throws: a `Failure` where the library is not installed.
  package init(_ text: TextStream, locator: String) throws(Failure) {
    self.text = text
    self.locator = locator
    // The context outlives the parser, which `deinit` closes.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe parser = tally_xml_open(context, XMLStream.start, XMLStream.end, XMLStream.text)
    guard unsafe parser != nil else {
      throw Failure(
        .inputOutput,
        "XML is parsed by libxml2, which is not there: install it (in Debian: libxml2-dev)")
    }
  }

  deinit {
    if let parser = unsafe parser { unsafe tally_xml_close(parser) }
  }

  /// The next event; `nil` after the last.
  ///
  /// - Throws: a `Failure` where reading fails, or where the text is no well-formed XML.
  package func read() throws(Failure) -> Item? {
    while next >= queue.count {
      guard !isAtEnd else { return nil }
      queue.removeAll(keepingCapacity: true)
      next = 0
      try feed()
    }
    next += 1
    return queue[next - 1]
  }

  private func feed() throws(Failure) {
    let count = try text.read(into: &block, from: 0, count: block.count)
    isAtEnd = count == 0
    guard let parser = unsafe parser else { return }
    // Bytes as characters of C, which are of the same size; the library copies them.
    let fault = unsafe block.withUnsafeBytes { bytes in
      unsafe tally_xml_feed(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count),
        isAtEnd ? 1 : 0)
    }
    guard fault != 0 else { return }
    let message =
      unsafe tally_xml_message(parser).map { unsafe String(cString: $0).trimmed }
      ?? "error \(fault)"
    throw Failure(
      .badData, "this is not well-formed XML: \(message)",
      at: Place(
        locator, line: Int(unsafe tally_xml_line(parser)),
        column: Int(unsafe tally_xml_column(parser))))
  }

  // MARK: What the library calls

  private func put(_ event: Event) {
    guard let parser = unsafe parser else { return }
    queue.append(
      Item(
        event: event, line: Int(unsafe tally_xml_line(parser)),
        column: Int(unsafe tally_xml_column(parser))))
  }

  private static let start: tally_xml_start = { context, name, _, attributes, count in
    guard let stream = unsafe stream(context), let name = unsafe name else { return }
    var pairs: [(name: String, value: String)] = []
    // Five pointers for each attribute: name, prefix, namespace, start and end of the value.
    if let attributes = unsafe attributes {
      pairs.reserveCapacity(Int(count))
      for index in 0..<Int(count) {
        // Those with a prefix belong to the message or the schema, not to what it holds.
        guard unsafe attributes[index * 5 + 1] == nil, let name = unsafe attributes[index * 5],
          let from = unsafe attributes[index * 5 + 3],
          let to = unsafe attributes[index * 5 + 4]
        else { continue }
        let value = unsafe String(
          decoding: UnsafeBufferPointer(start: from, count: to - from), as: UTF8.self)
        unsafe pairs.append((stream.name(name), value))
      }
    }
    unsafe stream.put(.start(stream.name(name), pairs))
  }

  private static let end: tally_xml_end = { context, name in
    guard let stream = unsafe stream(context), let name = unsafe name else { return }
    unsafe stream.put(.end(stream.name(name)))
  }

  private static let text: tally_html_text = { context, bytes, count in
    guard let stream = unsafe stream(context), let bytes = unsafe bytes, count > 0 else { return }
    // The parser's own storage, copied while it is valid.
    let text = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
    if unsafe text.allSatisfy({ $0 <= 0x20 }) { return }
    unsafe stream.put(.text(String(decoding: text, as: UTF8.self)))
  }

  /// A name of the library's dictionary, which keeps one copy of each as long as the parser lives.
  private func name(_ pointer: UnsafePointer<UInt8>) -> String {
    if let known = unsafe names[pointer] { return known }
    let name = unsafe String(cString: pointer)
    unsafe names[pointer] = name
    return name
  }

  private static func stream(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
    // It is the pointer that `init` handed over.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<XMLStream>.fromOpaque(context).takeUnretainedValue()
  }
}
