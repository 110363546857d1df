import Testing

@testable import Articles
@testable import Documents
@testable import Tables
@testable import Text

@Suite struct TokenizerTests {
  private func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Tokenizer.tokens(of: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    (
      "a regional GDP of 11.5 trillion yuan.",
      ["a", "regional", "GDP", "of", "11.5", "trillion", "yuan", "."]
    ),
    ("$1.5bn, 1,234.50 and 3%", ["$", "1.5", "bn", ",", "1,234.50", "and", "3", "%"]),
    ("the U.S. economy", ["the", "U.S.", "economy"]),
    ("China's and China’s", ["China", "'s", "and", "China", "’s"]),
    ("COVID-19, A320", ["COVID", "-", "19", ",", "A", "320"]),
    ("增长5.5%", ["增", "长", "5.5", "%"]),
    ("São Paulo – 2024.", ["São", "Paulo", "–", "2024", "."]),
    ("", []),
  ])
  func `a text is cut into words, numbers and marks`(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(arguments: [("Türkiye", "turkiye"), ("U.S.", "us"), ("YUAN", "yuan"), ("Łódź", "lodz")])
  func `case, accents and full stops do not count in a key`(a: String, b: String) {
    #expect(
      Tokenizer.tokens(of: Array(a.utf8)).map(\.key)
        == Tokenizer.tokens(of: Array(b.utf8)).map(\.key))
  }

  @Test func `a static key is the key of the word`() {
    #expect(Tokenizer.tokens(of: Array("Region".utf8)).first?.key == Token.key("region"))
  }

  @Test func `line breaks are kept as traits`() {
    let tokens = Tokenizer.tokens(of: Array("a\nb\n\nc".utf8))
    #expect(tokens.map { $0.traits.contains(.lineBefore) } == [false, true, true])
    #expect(tokens.map { $0.traits.contains(.blankLineBefore) } == [false, false, true])
  }
}
