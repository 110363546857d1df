import Foundation
import Testing

/// The server of the Model Context Protocol, spoken with over pipes, a message a line.
@Suite struct MCPTests {
  private static let meta =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

  private func warehouse() throws -> Shell {
    let shell = try Shell()
    #expect(try shell.run("tally ingest Fixtures/articles Fixtures/tables").status == 0)
    return shell
  }

  /// A request of the revision without a handshake.
  private static func request(_ id: Int, _ method: String, _ params: String = "") -> String {
    let members = params.isEmpty ? meta : params + "," + meta
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(members)}}"#
  }

  private static func call(_ id: Int, _ tool: String, _ arguments: String) -> String {
    request(id, "tools/call", #""name":"\#(tool)","arguments":\#(arguments)"#)
  }

  /// What the server answers to lines, each answer an object.
  private func answers(
    _ shell: Shell, _ lines: [String], _ options: String = ""
  ) throws -> [[String: Any]] {
    let result = try shell.run(
      "tally mcp \(options)", input: lines.map { $0 + "\n" }.joined())
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    return try result.output.split(separator: "\n").map { line in
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(answer["jsonrpc"] as? String == "2.0")
      return answer
    }
  }

  /// The structured content of a call that went well, with the same as text.
  private func content(_ answer: [String: Any]) throws -> [String: Any] {
    let result = try #require(answer["result"] as? [String: Any])
    #expect(result["isError"] as? Bool == false, "\(result)")
    let content = try #require(result["structuredContent"] as? [String: Any])
    let text = try #require(((result["content"] as? [[String: Any]])?.first)?["text"] as? String)
    let again = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
    #expect(again == content as NSDictionary)
    #expect(!(try #require(content["sources"] as? [Any])).isEmpty)
    return content
  }

  @Test func `a client that says its revision with each request is answered without more`() throws {
    let shell = try warehouse()
    let found = try answers(
      shell,
      [
        MCPTests.request(1, "server/discover"),
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#,
        MCPTests.request(2, "tools/list"), "", MCPTests.request(3, "resources/list"),
        MCPTests.request(4, "resources/templates/list"),
        MCPTests.request(5, "resources/read", #""uri":"tally://schema""#),
        MCPTests.request(6, "resources/read", #""uri":"tally://reports/latest""#),
      ])
    #expect(found.map { $0["id"] as? Int } == [1, 2, 3, 4, 5, 6])
    let results = try found.map { try #require($0["result"] as? [String: Any]) }
    for result in results {
      #expect(result["resultType"] as? String == "complete")
      #expect(result["ttlMs"] is Int && result["cacheScope"] as? String == "private")
      let meta = try #require(result["_meta"] as? [String: Any])
      let info = try #require(meta["io.modelcontextprotocol/serverInfo"] as? [String: Any])
      #expect(info["name"] as? String == "tally")
    }
    #expect((results[0]["supportedVersions"] as? [String])?.first == "2026-07-28")
    #expect((results[0]["capabilities"] as? [String: Any])?["tools"] != nil)
    #expect((results[0]["instructions"] as? String)?.contains("source") == true)
    let tools = try #require(results[1]["tools"] as? [[String: Any]])
    #expect(
      tools.map { $0["name"] as? String } == ["figures", "query", "report", "check_text", "trace"])
    for tool in tools {
      #expect((tool["inputSchema"] as? [String: Any])?["type"] as? String == "object")
      #expect((tool["annotations"] as? [String: Any])?["readOnlyHint"] as? Bool == true)
    }
    let uris = try #require(results[2]["resources"] as? [[String: Any]]).map {
      $0["uri"] as? String
    }
    #expect(uris.contains("tally://schema") && uris.contains("tally://reports/figures"))
    func text(_ result: [String: Any]) throws -> String {
      try #require((result["contents"] as? [[String: Any]])?.first?["text"] as? String)
    }
    #expect(try text(results[4]).contains("\nclaims,quote,TEXT,"))
    #expect(try text(results[5]) == shell.run("tally report latest --sql").output.dropLast())
  }

  @Test(arguments: [("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")])
  func `a client of an earlier revision begins with a handshake`(asked: String, told: String) throws
  {
    let found = try answers(
      try warehouse(),
      [
        #"{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"\#(asked)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#,
        #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"trace","arguments":{"id":8}}}"#,
        #"{"jsonrpc":"2.0","id":4,"method":"resources/read","params":{"uri":"tally://none"}}"#,
      ])
    #expect(found.count == 4)
    let first = try #require(found[0]["result"] as? [String: Any])
    #expect(found[0]["id"] as? String == "a" && first["protocolVersion"] as? String == told)
    #expect((first["serverInfo"] as? [String: Any])?["name"] as? String == "tally")
    #expect((found[1]["result"] as? [String: Any])?.isEmpty == true)
    #expect(try content(found[2])["quote"] as? String == "approximately 11.5 trillion yuan")
    #expect((found[3]["error"] as? [String: Any])?["code"] as? Int == -32002)
  }

  @Test func `what is no request gets the error that the protocol has for it`() throws {
    let cases: [(line: String, code: Int, id: Int?)] = [
      ("{", -32700, nil), ("nonsense", -32700, nil), ("[]", -32600, nil), ("7", -32600, nil),
      (#"{"id":1,"method":"ping"}"#, -32600, 1), (#"{"jsonrpc":"2.0","id":1}"#, -32600, 1),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, nil),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600, nil),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}"#, -32602, 1),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, -32602, 1),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
        -32602, 1
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01"}}}"#,
        -32022, 1
      ),
      (MCPTests.request(1, "prompts/list"), -32601, 1),
      (MCPTests.call(1, "drop", "{}"), -32602, 1),
      (MCPTests.request(1, "resources/read", #""uri":"tally://none""#), -32602, 1),
    ]
    let found = try answers(try warehouse(), cases.map(\.line))
    #expect(found.count == cases.count)
    for (answer, expected) in zip(found, cases) {
      let error = try #require(answer["error"] as? [String: Any], "\(expected.line)")
      #expect(error["code"] as? Int == expected.code, "\(expected.line)")
      #expect((error["message"] as? String)?.isEmpty == false)
      #expect(answer["id"] as? Int == expected.id, "\(expected.line)")
      if expected.code == -32022 {
        let data = try #require(error["data"] as? [String: Any])
        #expect((data["supported"] as? [String])?.first == "2026-07-28")
        #expect(data["requested"] as? String == "1900-01-01")
      }
    }
  }

  @Test func `each tool answers from the warehouse, with its sources, and changes nothing`() throws
  {
    let shell = try warehouse()
    let before = try shell.run("sha256sum tally.db").output
    let text =
      "In 2024 the GDP of Beijing was 4.97 trillion yuan. The GDP of Beijing was 9.97 trillion yuan in 2024."
    let found = try answers(
      shell,
      [
        MCPTests.call(
          1, "figures",
          #"{"place":"Beijing","indicator":"GDP","period":"2024","kind":"observation"}"#),
        MCPTests.call(
          2, "query",
          #"{"sql":"SELECT locator, count(*) AS n FROM claims WHERE unit = :unit GROUP BY 1","parameters":{"unit":"CNY"}}"#
        ),
        MCPTests.call(3, "query", #"{"sql":"SELECT claim_id FROM claim ORDER BY 1","limit":3}"#),
        MCPTests.call(4, "report", #"{"name":"latest","parameters":{"place":"Beijing"}}"#),
        MCPTests.call(5, "check_text", #"{"text":"\#(text)","published":"2025-02-01"}"#),
        MCPTests.call(6, "trace", #"{"id":8}"#),
        MCPTests.call(7, "figures", #"{"words":"innovation platforms"}"#),
        MCPTests.call(8, "query", #"{"sql":"SELECT 1 AS one, 2 AS one"}"#),
      ])
    let contents = try found.map(content)
    let row = try #require((contents[0]["rows"] as? [[String: Any]])?.first)
    #expect(row["value"] as? Double == 4.96702e12 && row["unit"] as? String == "CNY")
    let source = try #require((contents[0]["sources"] as? [[String: Any]])?.first)
    #expect(source["locator"] as? String == row["locator"] as? String)
    #expect(contents[1]["sources_of"] as? String == "these rows")
    let counted = try #require(contents[1]["rows"] as? [[String: Any]])
    #expect(
      Set(counted.compactMap { $0["locator"] as? String })
        == Set(
          (contents[1]["sources"] as? [[String: Any]] ?? []).compactMap { $0["locator"] as? String }
        ))
    #expect((contents[2]["rows"] as? [Any])?.count == 3 && contents[2]["is_cut"] as? Bool == true)
    #expect((contents[3]["rows"] as? [Any])?.isEmpty == false)
    let claims = try #require(contents[4]["claims"] as? [[String: Any]])
    #expect(claims.count == 2 && contents[4]["stored"] as? Bool == false)
    #expect(claims[0]["verdict"] as? String == "supported")
    #expect(claims[1]["verdict"] as? String != "supported")
    let statistic = try #require(claims[0]["statistic"] as? [String: Any])
    let cell = try shell.run("tally trace \(try #require(statistic["observation_id"] as? Int))")
    #expect(cell.output.contains(try #require(statistic["cell"] as? String)))
    #expect(contents[5]["quote"] as? String == "approximately 11.5 trillion yuan")
    #expect((contents[5]["sentence"] as? String)?.contains("11.5 trillion yuan (around") == true)
    let platforms = try #require(contents[6]["rows"] as? [[String: Any]])
    #expect(!platforms.isEmpty)
    for row in platforms {
      #expect((row["context"] as? String)?.lowercased().contains("innovation platforms") == true)
    }
    #expect(
      (contents[7]["rows"] as? [[String: Int]]) == [["one": 1, "one_2": 2]]
        && contents[7]["sources_of"] as? String == "the warehouse as a whole")
    #expect(try shell.run("sha256sum tally.db").output == before)
    #expect(
      try shell.run("tally query 'SELECT count(*) FROM run' -f csv").output == "count(*)\n1\n")
  }

  @Test(arguments: [
    ("query", #"{"sql":"DELETE FROM claim"}"#, "not authorized"),
    ("query", #"{"sql":"ATTACH 'x.db' AS x"}"#, "not authorized"),
    ("query", #"{"sql":"SELECT nothing FROM claims"}"#, "nothing"),
    ("query", #"{"sq":"SELECT 1"}"#, "there is no argument sq"),
    ("query", #"{"sql":7}"#, "sql: expected a text"), ("query", "{}", "sql is needed"),
    ("query", #"{"sql":"SELECT 1","limit":0}"#, "limit: expected a whole number from 1 to 5"),
    ("query", #"{"sql":"SELECT 1","as_of":"soon"}"#, "as_of: expected a date"),
    (
      "query",
      #"{"sql":"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"}"#,
      "took longer than allowed"
    ),
    ("report", #"{"name":"lastest"}"#, "did you mean latest"),
    ("report", #"{"name":"latest","parameters":{"plaice":"x"}}"#, "no parameter plaice"),
    ("trace", #"{"id":999999}"#, "there is no claim or observation 999999"),
    ("trace", #"{"id":"8"}"#, "id: expected a whole number"),
    ("figures", "{}", "expected words, place, indicator or period"),
    ("check_text", #"{"text":"x","published":"soon"}"#, "published: expected a date"),
  ])
  func `what cannot be answered is told to the model`(
    tool: String, arguments: String, message: String
  ) throws {
    let found = try answers(
      try MCPTests.shared.get(), [MCPTests.call(1, tool, arguments)], "--max-rows 5 --timeout 0.2")
    let result = try #require(found.first?["result"] as? [String: Any])
    #expect(result["isError"] as? Bool == true)
    #expect(result["structuredContent"] == nil)
    let text = try #require(((result["content"] as? [[String: Any]])?.first)?["text"] as? String)
    #expect(text.contains(message), "\(text)")
  }

  /// One warehouse for all that only asks wrongly.
  private static let shared = Result {
    let shell = try Shell()
    _ = try shell.run("tally ingest Fixtures/articles/regional-economy.txt Fixtures/tables")
    return shell
  }

  @Test func `without a warehouse it says so and does not start`() throws {
    let result = try Shell().run("tally mcp", input: MCPTests.request(1, "tools/list") + "\n")
    #expect(result.status == 66)
    #expect(result.output.isEmpty && result.errors.contains("there is no warehouse here"))
  }

  @Test func `the protocol's own client speaks with it, where it is installed`() throws {
    let shell = try warehouse()
    let script = Shell.repository.appendingPathComponent("Scripts/mcp-client").path
    let python = ProcessInfo.processInfo.environment["TALLY_TEST_PYTHON"] ?? "python3"
    let result = try shell.run(
      "command -v '\(python)' >/dev/null || exit 77; '\(python)' '\(script)' \"$PWD/tally\" \"$PWD/tally.db\""
    )
    // 77: there is no Python here, or no package mcp.
    if result.status != 77 {
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("handshake: good\n"))
    }
  }
}
