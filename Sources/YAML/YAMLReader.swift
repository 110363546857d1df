internal import CYAML
public import Records

/// Reads a YAML document into nodes, by libyaml's events.
public enum YAMLReader {
  /// Reads the first document of a text; `nil` where there is none.
  ///
  /// - Parameter locator: the path for messages.
  /// - Throws: a `Failure` of kind `configuration` with line and column.
  public static func read(_ text: [UInt8], locator: String) throws(Failure) -> Node? {
    var text = text
    var outcome: Result<Node?, Failure> = .success(nil)
    // libyaml reads from the array while the parser lives, which is inside this call.
    unsafe text.withUnsafeMutableBufferPointer { bytes in
      let events = unsafe Events(bytes, locator: locator)
      do throws(Failure) { outcome = .success(try events.document()) } catch {
        outcome = .failure(error)
      }
    }
    return try outcome.get()
  }
}

/// The events of one text.
@safe private final class Events {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let locator: String
  private var anchors: [String: Node] = [:]

  init(_ bytes: UnsafeMutableBufferPointer<UInt8>, locator: String) {
    self.locator = locator
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// One event, copied out of libyaml's memory.
  private struct Event {
    var type: yaml_event_type_t
    var line: Int
    var column: Int
    var anchor: String?
    var text = ""
    var style = Node.Style.plain
  }

  func document() throws(Failure) -> Node? {
    while true {
      let event = try next()
      switch event.type {
      case YAML_DOCUMENT_START_EVENT: return try node(try next(), depth: 0)
      case YAML_STREAM_END_EVENT: return nil
      default: continue
      }
    }
  }

  private func node(_ event: Event, depth: Int) throws(Failure) -> Node {
    guard depth < 64 else { throw failure("it is nested too deeply", event.line, event.column) }
    let result: Node
    switch event.type {
    case YAML_SCALAR_EVENT:
      result = Node(.scalar(event.text, style: event.style), line: event.line, column: event.column)
    case YAML_ALIAS_EVENT:
      guard let node = anchors[event.text] else {
        throw failure("there is no anchor &\(event.text)", event.line, event.column)
      }
      return Node(node.content, line: event.line, column: event.column)
    case YAML_SEQUENCE_START_EVENT:
      var nodes: [Node] = []
      while true {
        let item = try next()
        if item.type == YAML_SEQUENCE_END_EVENT { break }
        nodes.append(try node(item, depth: depth + 1))
      }
      result = Node(.sequence(nodes), line: event.line, column: event.column)
    case YAML_MAPPING_START_EVENT:
      var members: [(key: Node, value: Node)] = []
      while true {
        let item = try next()
        if item.type == YAML_MAPPING_END_EVENT { break }
        let key = try node(item, depth: depth + 1)
        members.append((key, try node(try next(), depth: depth + 1)))
      }
      result = Node(.mapping(members), line: event.line, column: event.column)
    default: throw failure("expected a value", event.line, event.column)
    }
    if let anchor = event.anchor { anchors[anchor] = result }
    return result
  }

  private func next() throws(Failure) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw parserFailure() }
    defer { unsafe yaml_event_delete(&event) }
    var result = unsafe Event(
      type: event.type, line: Int(event.start_mark.line) + 1,
      column: Int(event.start_mark.column) + 1)
    // The union's member is the one that the type names; its strings end with a NUL.
    switch result.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      unsafe result.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      unsafe result.anchor = Events.string(scalar.anchor)
      switch unsafe scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: result.style = .quoted
      case YAML_LITERAL_SCALAR_STYLE: result.style = .literal
      case YAML_FOLDED_SCALAR_STYLE: result.style = .folded
      default: result.style = .plain
      }
    case YAML_ALIAS_EVENT: unsafe result.text = Events.string(event.data.alias.anchor) ?? ""
    case YAML_SEQUENCE_START_EVENT:
      unsafe result.anchor = Events.string(event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT:
      unsafe result.anchor = Events.string(event.data.mapping_start.anchor)
    default: break
    }
    return result
  }

  private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }

  private func parserFailure() -> Failure {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not YAML"
    let mark = unsafe parser.pointee.problem_mark
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) + ": " } ?? ""
    return failure("not YAML: \(context)\(problem)", Int(mark.line) + 1, Int(mark.column) + 1)
  }

  private func failure(_ message: String, _ line: Int, _ column: Int) -> Failure {
    Failure(.configuration, message, at: Place(locator, line: line, column: column))
  }
}
