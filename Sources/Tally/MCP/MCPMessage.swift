internal import Records
internal import Tables

/// A message of JSON-RPC 2.0 from a client of the Model Context Protocol.
enum MCPMessage {
  /// Something that is answered.
  case request(MCPRequest)
  /// Something that is not: a notification, or the answer to nothing that was asked.
  case unanswered
  /// Something that is no message.
  case malformed(MCPError, id: String?)

  /// Reads a line.
  init(_ line: [UInt8]) {
    guard let tree = JSONTree(line) else {
      self = .malformed(MCPError(.parse, "this line is no JSON text in UTF-8"), id: nil)
      return
    }
    guard case .object(let members) = tree else {
      self = .malformed(
        MCPError(.invalidRequest, "expected one JSON-RPC message a line, an object"), id: nil)
      return
    }
    let id = MCPMessage.id(members["id"])
    guard members["jsonrpc"]?.text == "2.0", let method = members["method"]?.text else {
      let isAnswer = members["result"] != nil || members["error"] != nil
      self =
        isAnswer
        ? .unanswered
        : .malformed(
          MCPError(.invalidRequest, "expected \"jsonrpc\":\"2.0\" and a method"), id: id)
      return
    }
    guard members["id"] != nil else {
      self = .unanswered
      return
    }
    guard let id else {
      self = .malformed(
        MCPError(.invalidRequest, "expected a text or a whole number as id"), id: nil)
      return
    }
    var params: [String: JSONTree] = [:]
    switch members["params"] {
    case nil: break
    case .object(let found): params = found
    default:
      self = .malformed(MCPError(.invalidParams, "expected params to be an object"), id: id)
      return
    }
    self = .request(MCPRequest(id: id, method: method, params: MCPArguments(params)))
  }

  /// The id as it is written in the answer.
  private static func id(_ tree: JSONTree?) -> String? {
    switch tree {
    case .string(let text): JSONText.quoted(text)
    case .number(let number) where number == number.rounded() && abs(number) < 1e15:
      String(Int64(number))
    default: nil
    }
  }
}

/// A request: what is asked, and with what.
struct MCPRequest {
  /// JSON.
  let id: String
  let method: String
  let params: MCPArguments

  /// The revision of the protocol that the request is written in; `nil` where it does not say.
  var version: String? { meta?.string(MCPRequest.prefix + "protocolVersion") }
  /// Whether it says what the client can do.
  var hasCapabilities: Bool { meta?.object(MCPRequest.prefix + "clientCapabilities") != nil }

  private var meta: MCPArguments? { params.object("_meta") }
  /// Before the names that the protocol itself gives to members of `_meta`.
  static let prefix = "io.modelcontextprotocol/"
}

/// An error of the protocol: the request itself cannot be answered.
struct MCPError: Error {
  /// The codes of JSON-RPC 2.0 and of the protocol.
  enum Code: Int {
    case parse = -32_700
    case invalidRequest = -32_600
    case methodNotFound = -32_601
    case invalidParams = -32_602
    case internalError = -32_603
    case unsupportedVersion = -32_022
    /// Of revisions before 2026-07-28; later `invalidParams`.
    case resourceNotFound = -32_002
  }

  let code: Code
  let message: String
  /// JSON.
  var data: String?

  init(_ code: Code, _ message: String, data: String? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The error as the member of an answer.
  var json: String {
    var members = [("code", String(code.rawValue)), ("message", JSONText.quoted(message))]
    if let data { members.append(("data", data)) }
    return JSONText.object(members)
  }
}
