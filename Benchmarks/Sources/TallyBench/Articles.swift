import Foundation

/// Reading articles: megabytes a second of one process on one core, and what its memory rests at.
///
/// The peers are Python libraries hundreds of times slower, so they get a sample.
struct ArticleBench {
  let tally: String
  let folder: String
  let megabytes: Int

  func run(_ generator: inout Generator) throws {
    let (plain, documents, sample) = (
      folder + "/news-\(megabytes).txt", folder + "/news-\(megabytes).ndjson",
      folder + "/news-sample.txt"
    )
    try make(plain) { try generator.news(bytes: megabytes * 1_000_000, to: $0) }
    try make(documents) { try generator.newsDocuments(bytes: megabytes * 1_000_000, to: $0) }
    try make(sample) { try generator.news(bytes: 40_000, to: $0) }
    report("articles, one file", plain, [tally, "extract", plain])
    report(
      "articles, one document a line", documents,
      [tally, "extract", "--documents", "ndjson", documents])
    // Both libraries get a sentence at a time, which is what they are made for.
    let lines = "for line in open('\(sample)', encoding='utf-8'): "
    report(
      "quantulum3, a sample", sample,
      ["python3", "-c", "from quantulum3 import parser\n\(lines)parser.parse(line)"])
    report(
      "Recognizers-Text, a sample", sample,
      [
        "python3", "-c",
        "from recognizers_number_with_unit import recognize_currency, recognize_dimension\n"
          + "\(lines)(recognize_currency(line, 'en-us'), recognize_dimension(line, 'en-us'))",
      ])
  }

  private func make(_ path: String, _ write: (String) throws -> Void) throws {
    if !FileManager.default.fileExists(atPath: path) { try write(path) }
  }

  private func report(_ what: String, _ path: String, _ command: [String]) {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    // A peer that is not installed fails at once.
    guard let cost = try? TallyBench.run(command) else {
      if command.first == tally { print("\(what): failed") }
      return
    }
    let rate = Double(size) / 1e6 / cost.cpu
    print(
      what.padding(toLength: 34, withPad: " ", startingAt: 0)
        + String(
          format: "%8.2f MB in %7.2f s of one core: %8.3f MB/s, %4.0f MB of memory",
          Double(size) / 1e6, cost.cpu, rate,
          cost.megabytes))
    fflush(nil)
  }
}

// MARK: - Text

extension Generator {
  private static let subjects = [
    "Steel output", "The province's exports", "Net income at the lender", "Sales of electric cars",
    "The trade deficit",
    "Research spending", "The company's revenue", "Retail sales in Canada",
    "Air traffic over the delta", "Farm income",
  ]
  private static let movements = [
    "rose", "fell", "climbed", "slipped", "grew", "dropped", "jumped", "shrank", "edged up",
    "was down",
  ]
  private static let endings = [
    "compared with the same period of 2022", "from a year earlier",
    "according to the statistics office",
    "in the first three quarters", "its fastest pace since 2014",
    "Ms. Okafor told reporters on Friday",
    "well above what analysts had expected", "in the three months to September",
    "as demand weakened",
  ]

  /// A sentence as business news has them: two figures in three of four.
  private mutating func sentence() -> String {
    func pick(_ words: [String], _ number: Int) -> String { words[number % words.count] }
    let (a, b, c) = (below(1000), below(1000), below(1000))
    let (subject, movement, ending) = (
      pick(Self.subjects, below(97)), pick(Self.movements, below(89)), pick(Self.endings, below(83))
    )
    switch below(8) {
    case 0:
      return
        "\(subject) \(movement) \(a % 40).\(b % 10) percent to $\(c).\(a % 10) million, \(ending)."
    case 1:
      return
        "\(subject) \(movement) by \(a % 30).\(b % 10)% to about \(c) million tonnes \(ending)."
    case 2:
      return
        "Some \(a + 10) firms and nearly \(b + 2),\(100 + c % 900) workers joined the scheme \(ending)."
    case 3:
      return
        "The region said that the plan would cost it €\(a)bn by 2030, or \(b % 9).\(c % 10) percent of output."
    case 4:
      return
        "It drove \(a) km in \(b % 60) hours at \(c % 200) km/h, and one in five of the cars did not finish."
    case 5:
      return
        "\(subject) \(movement) \(a % 90) cents to US $\(b).\(10 + c % 90) a barrel, \(ending)."
    case 6:
      return
        "Between \(a % 50) and \(a % 50 + 7) million people live within 35 miles of the coast \(ending)."
    default:
      return
        "There is some concern about how the plants did because of the turmoil, said the head of the board."
    }
  }

  /// Plain text: paragraphs of a few sentences.
  mutating func news(bytes: Int, to path: String) throws {
    try write(to: path, header: "The year in figures\n\n", rows: bytes / 85) { generator, row in
      generator.sentence() + (row % 4 == 3 ? "\n\n" : " ")
    }
  }

  /// Documents of 300 sentences, one a line.
  mutating func newsDocuments(bytes: Int, to path: String) throws {
    try write(to: path, header: "", rows: max(1, bytes / 26_000)) { generator, row in
      let text = (0..<300).map { _ in generator.sentence() }.joined(separator: "\\n\\n")
      return "{\"id\":\"\(row)\",\"published\":\"2024-11-05\",\"text\":\"\(text)\"}\n"
    }
  }
}
