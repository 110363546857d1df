import Testing

@testable import Articles
@testable import Records

@Suite struct QuoteFinderTests {
  private func line(_ json: String) throws -> ClaimLine {
    try #require(try ClaimLine(Array(json.utf8)[...], number: 1, claimsBefore: 0))
  }

  private func find(_ json: String, in text: String) throws -> QuoteFinder.Answer {
    QuoteFinder(Array(text.utf8)).find([QuoteFinder.Wanted(try line(json))])[0]
  }

  @Test func `offsets count code points, and lead to the quote`() throws {
    #expect(
      try find(#"{"quote":"5 percent","start":4,"end":13}"#, in: "Ärä 5 percent, 5 percent.")
        == .found(6..<15, isMoved: false))
  }

  @Test func `a quote that stands once is found wherever it is`() throws {
    #expect(
      try find(#"{"quote":"5 percent","start":2,"end":11}"#, in: "Up by 5 percent.")
        == .found(6..<15, isMoved: true))
    #expect(try find(#"{"quote":"7 percent"}"#, in: "Up by 5 percent.") == .missing)
  }

  @Test func `no quote is found within a longer number or word`() throws {
    let text = "Up 2.5 percent, 15 percent and 5 percentage points."
    #expect(try find(#"{"quote":"5 percent"}"#, in: text) == .missing)
    #expect(
      try find(#"{"quote":"5"}"#, in: "Of 15, 2.5 and 5,000 just 5.")
        == .found(26..<27, isMoved: true))
  }

  @Test func `of several the words around it tell the one`() throws {
    let text = "Hebei grew by 5 percent. Henan grew by 5 percent."
    #expect(try find(#"{"quote":"5 percent"}"#, in: text) == .ambiguous(2))
    #expect(
      try find(#"{"quote":"5 percent","prefix":"Henan grew by "}"#, in: text)
        == .found(39..<48, isMoved: true))
    #expect(
      try find(#"{"quote":"5 percent","sentence":"Hebei grew by 5 percent."}"#, in: text)
        == .found(14..<23, isMoved: true))
    // The offsets of an earlier text lead to the wrong one.
    #expect(
      try find(
        #"{"quote":"5 percent","start":14,"end":23,"prefix":"Henan grew by ","suffix":"."}"#,
        in: text) == .found(39..<48, isMoved: true))
    // Words that are no longer there tell nothing.
    #expect(
      try find(
        #"{"quote":"5 percent","prefix":"Fujian fell by nearly ","suffix":", it said"}"#, in: text)
        == .ambiguous(2))
  }

  @Test func `a line that is no claim is told where and why`() throws {
    func refusal(_ json: String) -> ClaimRefusal? {
      do throws(ClaimRefusal) {
        _ = try ClaimLine(Array(json.utf8)[...], number: 1, claimsBefore: 0)
        return nil
      } catch { return error }
    }
    #expect(refusal(#"{"quote":"5 é","start":}"#)?.column == 24)
    #expect(refusal(#"{"start":4}"#)?.message.hasPrefix("quote: ") ?? false)
    #expect(refusal(#"{"quote":"5","palce":"Hebei"}"#)?.message.contains("palce") ?? false)
    #expect(refusal(#"{"quote":"5","period":"soon"}"#)?.message.contains("2023-Q1") ?? false)
    #expect(refusal(#"{"quote":"5","confidence":2}"#)?.message.contains("0 to 1") ?? false)
    #expect(refusal(#"{"quote":"5","status":"done"}"#)?.message.contains("forecast") ?? false)
    #expect(refusal(#"{"record":"mention","quote":"Hebei","kind":"place"}"#) == nil)
  }
}
