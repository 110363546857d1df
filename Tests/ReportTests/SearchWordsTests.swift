import Testing

@testable import Report

/// The words that the search of a site compares.
@Suite struct SearchWordsTests {
  @Test func `words are small letters without accents, Chinese is pairs`() {
    #expect(
      SearchWords.words(of: "R&D-intensity of Île-de-France: 3.07% in Việt Nam, 2024")
        == ["intensity", "of", "ile", "de", "france", "07", "in", "viet", "nam", "2024"])
    #expect(SearchWords.words(of: "天津市 GDP增长5.1%") == ["天津", "津市", "gdp", "增长"])
    #expect(SearchWords.words(of: "서울 Ελλάδα Алтай") == ["서울", "ελλαδα", "алтаи"])
    #expect(SearchWords.words(of: "") == [])
  }

  @Test func `a word is found by its first letters`() {
    #expect(SearchWords.shard("tianjin") == SearchWords.shard("ti"))
    #expect(SearchWords.shard("天津") == SearchWords.shard("天下"))
    #expect(SearchWords.shard("é") != SearchWords.shard("e"))
  }
}
