internal import Glibc
internal import Records
internal import Schema

/// A server of the Model Context Protocol (https://modelcontextprotocol.io/specification) over
/// standard input and output: one JSON-RPC message a line.
///
/// It speaks the revision 2026-07-28, in which each request stands for itself, and the earlier ones
/// that begin with `initialize`. Nothing in it opens the warehouse for writing.
final class MCPServer {
  /// The revisions in which each request says its own.
  private static let modern = ["2026-07-28"]
  /// The revisions that begin with a handshake, the newest first.
  private static let legacy = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
  /// A message is no longer than this.
  private static let longestLine = 16 << 20
  /// For how long, in milliseconds, a client may keep what is listed.
  private static let lifetime = 60_000

  private let tools: MCPTools
  private let resources: MCPResources
  /// The client began with a handshake, and its requests do not say their revision.
  private var isLegacy = false

  init(_ tools: MCPTools, _ resources: MCPResources) {
    self.tools = tools
    self.resources = resources
  }

  /// Answers until the input ends.
  ///
  /// - Throws: a `Failure` of kind `inputOutput` where the input cannot be read.
  func run() throws(Failure) {
    var line: [UInt8] = []
    var isTooLong = false
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = block.count
      // The block is filled up to its own count.
      let length = unsafe block.withUnsafeMutableBytes {
        unsafe read(STDIN_FILENO, $0.baseAddress, count)
      }
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else { throw Failure(.inputOutput, "cannot read standard input") }
      if length == 0 { break }
      for part in block[..<length].split(
        separator: 0x0A, omittingEmptySubsequences: false
      ).enumerated() {
        if part.offset > 0 {
          finish(&line, &isTooLong)
        }
        if line.count + part.element.count > MCPServer.longestLine { isTooLong = true }
        if !isTooLong { line += part.element }
      }
    }
    finish(&line, &isTooLong)
  }

  private func finish(_ line: inout [UInt8], _ isTooLong: inout Bool) {
    defer {
      line = []
      isTooLong = false
    }
    if isTooLong {
      let error = MCPError(
        .invalidRequest, "the message is longer than \(MCPServer.longestLine >> 20) MB")
      return write(MCPServer.answer(error, id: nil))
    }
    guard line.contains(where: { $0 > 0x20 }) else { return }
    if let answer = answer(line) { write(answer) }
  }

  private func write(_ message: String) { Terminal.write(Array((message + "\n").utf8)) }

  /// The answer to a line; `nil` where there is none to give.
  func answer(_ line: [UInt8]) -> String? {
    switch MCPMessage(line) {
    case .unanswered: return nil
    case .malformed(let error, let id): return MCPServer.answer(error, id: id)
    case .request(let request):
      do throws(MCPError) {
        let result = try result(request)
        return JSONText.object([
          ("jsonrpc", "\"2.0\""), ("id", request.id), ("result", JSONText.object(result)),
        ])
      } catch {
        return MCPServer.answer(error, id: request.id)
      }
    }
  }

  private static func answer(_ error: MCPError, id: String?) -> String {
    JSONText.object(
      [("jsonrpc", "\"2.0\"")] + (id.map { [("id", $0)] } ?? []) + [("error", error.json)])
  }

  /// The members of a result, with what its revision asks for.
  private func result(_ request: MCPRequest) throws(MCPError) -> [(String, String)] {
    if try isModern(request) {
      return [
        ("resultType", "\"complete\""),
        ("_meta", JSONText.object([(MCPRequest.prefix + "serverInfo", MCPServer.info)])),
      ] + (try answer(request, isModern: true))
    }
    return try answer(request, isModern: false)
  }

  /// Whether a request is of a revision without a handshake.
  private func isModern(_ request: MCPRequest) throws(MCPError) -> Bool {
    if let version = request.version {
      guard MCPServer.modern.contains(version) else {
        let supported = (MCPServer.modern + MCPServer.legacy).map(JSONText.quoted)
        throw MCPError(
          .unsupportedVersion, "unsupported protocol version",
          data: JSONText.object([
            ("supported", "[" + supported.joined(separator: ",") + "]"),
            ("requested", JSONText.quoted(version)),
          ]))
      }
      guard request.hasCapabilities else {
        throw MCPError(
          .invalidParams, "expected \(MCPRequest.prefix)clientCapabilities in _meta")
      }
      return true
    }
    if isLegacy || request.method == "initialize" || request.method == "ping" { return false }
    throw MCPError(
      .invalidParams,
      "expected \(MCPRequest.prefix)protocolVersion in _meta, \(MCPServer.modern[0]), or initialize first"
    )
  }

  private func answer(_ request: MCPRequest, isModern: Bool) throws(MCPError)
    -> [(String, String)]
  {
    let params = request.params
    /// How long what is listed holds, and for whom: it is of one person's file.
    let kept =
      isModern ? [("ttlMs", String(MCPServer.lifetime)), ("cacheScope", "\"private\"")] : []
    switch request.method {
    case "server/discover" where isModern:
      let versions = (MCPServer.modern + MCPServer.legacy).map(JSONText.quoted)
      return [
        ("supportedVersions", "[" + versions.joined(separator: ",") + "]"),
        ("capabilities", MCPServer.capabilities), ("instructions", MCPServer.text("instructions")),
      ] + kept
    case "initialize" where !isModern:
      isLegacy = true
      let asked = params.string("protocolVersion")
      let version = asked.flatMap { MCPServer.legacy.contains($0) ? $0 : nil }
      return [
        ("protocolVersion", JSONText.quoted(version ?? MCPServer.legacy[0])),
        ("capabilities", MCPServer.capabilities), ("serverInfo", MCPServer.info),
        ("instructions", MCPServer.text("instructions")),
      ]
    case "ping" where !isModern: return []
    case "tools/list": return [("tools", MCPServer.text("tools"))] + kept
    case "tools/call":
      guard let name = params.string("name"), MCPTools.names.contains(name) else {
        throw MCPError(
          .invalidParams,
          "unknown tool: \(params.string("name") ?? ""), expected one of "
            + MCPTools.names.joined(separator: ", "))
      }
      return tools.call(name, params.object("arguments") ?? MCPArguments())
    case "resources/list": return [("resources", try resources.list())] + kept
    case "resources/templates/list":
      return [("resourceTemplates", MCPServer.text("templates"))] + kept
    case "resources/read":
      let uri = params.string("uri") ?? ""
      guard let contents = try resources.read(uri) else {
        throw MCPError(
          isModern ? .invalidParams : .resourceNotFound, "there is no resource \(uri)",
          data: JSONText.object([("uri", JSONText.quoted(uri))]))
      }
      return [("contents", contents)] + kept
    default:
      throw MCPError(.methodNotFound, "there is no method \(request.method)")
    }
  }

  private static let capabilities = #"{"tools":{},"resources":{}}"#

  private static var info: String {
    JSONText.object([
      ("name", "\"tally\""), ("title", "\"Tally\""), ("version", JSONText.quoted(Tally.version)),
    ])
  }

  /// A file of `Schema/mcp` on one line: what models and clients are told is data.
  private static func text(_ name: String) -> String {
    (Schema.file("mcp/\(name).json")?.text ?? "null").replacing("\n", with: " ")
  }
}
