import Testing

@testable import Articles
@testable import Documents
@testable import Tables
@testable import Text

@Suite struct MatcherTests {
  private let matcher: Matcher = {
    var matcher = Matcher()
    for (target, name) in [
      "Mexico", "New Mexico", "Beijing-Tianjin-Hebei", "Beijing", "Korea, Rep.", "北京市",
    ]
    .enumerated() {
      matcher.add(name, .init(kind: .place, form: .name, target: target))
    }
    matcher.add("US", .init(kind: .place, form: .abbreviation, target: 10))
    matcher.add("USA", .init(kind: .place, form: .code, target: 10))
    matcher.add("pound", .init(kind: .unit, form: .name, target: 1, rank: 2))
    matcher.add("pound", .init(kind: .unit, form: .name, target: 0, rank: 1))
    matcher.add("..", .init(kind: .mark, form: .symbol, target: 5))
    matcher.add("-", .init(kind: .mark, form: .symbol, target: 6))
    matcher.compile()
    return matcher
  }()

  private func longest(_ text: String) -> Int? {
    let tokens = Tokenizer.tokens(of: Array(text.utf8))
    return matcher.longest(.unknown, tokens, at: 0) { $0.kind == .place }.map {
      Int(matcher.entries[$0.entries.lowerBound].target)
    }
  }

  @Test(arguments: [
    ("New Mexico grew", 1), ("Mexico grew", 0), ("Beijing–Tianjin–Hebei region", 2),
    ("Beijing and Tianjin", 3),
    ("北京市的", 5), ("US output", 10),
  ])
  func `the longest name is found`(text: String, target: Int) { #expect(longest(text) == target) }

  @Test(arguments: ["us output", "USA output", "Tianjin", ""])
  func `abbreviations match as written and codes not at all in prose`(text: String) {
    #expect(longest(text) == nil)
  }

  @Test func `a label matches as a whole, codes included`() {
    #expect(matcher.whole(Array("USA".utf8)) { $0.kind == .place }.map(\.target) == [10])
    #expect(matcher.whole(Array("Korea, Rep.".utf8)) { $0.kind == .place }.map(\.target) == [4])
    #expect(matcher.whole(Array("Beijing and".utf8)) { $0.kind == .place }.isEmpty)
  }

  @Test func `marks made of punctuation only are told apart`() {
    #expect(matcher.whole(Array("..".utf8)) { $0.kind == .mark }.map(\.target) == [5])
    #expect(matcher.whole(Array("-".utf8)) { $0.kind == .mark }.map(\.target) == [6])
    #expect(matcher.whole(Array(".".utf8)) { $0.kind == .mark }.isEmpty)
  }

  @Test func `the default reading comes first`() {
    #expect(matcher.whole(Array("Pound".utf8)) { $0.kind == .unit }.map(\.target) == [0, 1])
  }
}
