internal import ArgumentParser
internal import Records
internal import Storage

/// The instant as of which a result is shown.
struct VintageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show sources as they were at the end of that day, or at that instant (UTC): 2024-03-05, 2024-03-05T12:00:00Z.",
      valueName: "date"))
  var asOf: String?

  /// The instant, to the second.
  func instant() throws(Failure) -> String? {
    try asOf.map { text throws(Failure) in try VintageOption.instant(text, called: "--as-of") }
  }

  /// The instant that a text stands for, to the second.
  ///
  /// - Parameter name: what the text is called where it is none.
  static func instant(_ asOf: String, called name: String) throws(Failure) -> String {
    if Day(iso: asOf) != nil { return asOf + "T23:59:59Z" }
    let bytes = Array(asOf.utf8)
    let shape = Array("0000-00-00T00:00:00Z".utf8)
    let fits =
      bytes.count == shape.count
      && zip(bytes, shape).allSatisfy {
        $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1
      }
    guard fits, Day(iso: String(asOf.prefix(10))) != nil else {
      throw Failure(
        .usage,
        "\(name): expected a date such as 2024-03-05 or an instant such as 2024-03-05T12:00:00Z, found \(asOf)"
      )
    }
    return asOf
  }
}

/// What is to be said of a result that is shown as of an earlier instant.
enum Vintage {
  /// Names the sources that were known then and have been forgotten since: they are not shown.
  static func tell(_ instant: String?, _ connection: borrowing Connection) throws(Failure) {
    guard let instant, try connection.value("PRAGMA user_version").integer ?? 0 >= 2 else { return }
    let rows = try connection.rows(
      """
      SELECT locator, count(*) OVER () FROM forgotten
      WHERE loaded <= ?1 AND forgotten > ?1 AND coalesce(superseded, '9999') > ?1
      GROUP BY locator ORDER BY locator LIMIT 5
      """, .text(instant))
    guard let count = rows.first?[1].integer else { return }
    let names = rows.compactMap { $0[0].text }.joined(separator: ", ")
    Terminal.tell(
      "tally: \(count) \(count == 1 ? "source" : "sources") known then, forgotten since: \(names)"
        + (count > 5 ? ", …" : ""))
  }
}
