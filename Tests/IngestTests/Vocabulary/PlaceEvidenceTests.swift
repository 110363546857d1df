import Testing

@testable import Articles
@testable import Text

/// Names that are not only places: read as one where the text says so, and nowhere else.
@Suite struct PlaceEvidenceTests {
  static let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

  /// The codes of the places that a text names, `?` for one of several.
  private func places(_ text: String) throws -> [String] {
    let reader = try #require(PlaceEvidenceTests.reader)
    let cut = ArticleText(Array(text.utf8), lexicon: reader.lexicon)
    let entities = EntityReader(
      text: cut, classes: reader.classes, places: reader.places, matcher: reader.matcher)
    let range = 0..<cut.tokens.count
    let tags = Tagger(text: cut, classes: reader.classes)
      .tags(of: range, figures: [], periods: [], shouted: false)
    return entities.placeNames(in: range, tags: tags)
      .map { $0.place < 0 ? "?" : reader.vocabulary.places[$0.place].code }
  }

  @Test(arguments: [
    ("Reading scores rose in spring.", []),
    ("The tests in Reading and writing were hard.", []),
    ("Shops in Reading, England, sold more.", ["GB-READING", "GB-ENG"]),
    ("The city of Nice welcomed guests.", ["FR-NICE"]),
    ("Nice weather brought guests.", []),
    ("Mobile phones sold well.", []),
    ("Ships unload in Mobile, Alabama.", ["US-AL-MOBILE", "US-AL"]),
    ("Orange said that sales fell.", []),
  ])
  func `an ordinary word is a place beside what contains it`(text: String, codes: [String]) throws {
    #expect(try places(text) == codes)
  }

  @Test(arguments: [
    ("Lincoln spoke for an hour.", []),
    ("Offices in Lincoln, Nebraska, stood empty.", ["US-NE-LINCOLN", "US-NE"]),
    ("Toyota raised its prices.", []),
    ("Rents in Oran rose.", ["DZ-ORAN"]),
    ("Workers in Jackson went home.", ["US-MS-JACKSON"]),
    ("Workers of Jackson Hewitt went home.", []),
  ])
  func `the name of a person or company is a place where a place stands`(
    text: String, codes: [String]
  ) throws {
    #expect(try places(text) == codes)
  }

  @Test(arguments: [
    ("Wuppertal built homes.", ["DE-WUPPERTAL"]),
    ("Wuppertal Steamroller played.", []),
    ("Courts in Cook County were busy.", ["US-IL-031"]),
  ])
  func `another place's name is a place where no capitals join it`(text: String, codes: [String])
    throws
  {
    #expect(try places(text) == codes)
  }

  @Test(arguments: [
    ("Voters in Washington County waited.", ["?"]),
    ("Voters in Washington County, Oregon, waited.", ["US-OR-067", "US-OR"]),
    ("Oregon was calm. Voters in Washington County waited.", ["US-OR", "US-OR-067"]),
    ("Buses in Springfield, Illinois, ran late.", ["US-IL-SPRINGFIELD", "US-IL"]),
    ("Buses in Springfield ran late.", ["?"]),
  ])
  func `of several places the one that lies in what the text names is meant`(
    text: String, codes: [String]
  ) throws {
    #expect(try places(text) == codes)
  }

  @Test func `a vocabulary without the newer columns is still taken`() throws {
    let addition = try Vocabulary.Addition(
      content: Array("code,kind,name,parent\nX-LEM,country,Lemuria,WLD\n".utf8), locator: "-")
    let vocabulary = try Vocabulary(additions: [addition])
    let place = try #require(vocabulary.place(code: "X-LEM"))
    #expect(vocabulary.places[place].population == 0)
    #expect(vocabulary.places(labelled: "Lemuria").target == place)
  }

  @Test func `places know how many people live there`() throws {
    let vocabulary = try Vocabulary.shipped.get()
    let lagos = try #require(vocabulary.place(code: "NG-LAGOS"))
    let oran = try #require(vocabulary.place(code: "DZ-ORAN"))
    #expect(vocabulary.places[lagos].population > 10 * vocabulary.places[oran].population)
  }
}
