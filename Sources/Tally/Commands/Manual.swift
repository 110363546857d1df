internal import ArgumentParser

/// The command `tally manual`.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the manual page in roff.", shouldDisplay: false)

  func run() throws {
    var page =
      ".TH TALLY 1 \"\" \"Tally \(Tally.configuration.version)\"\n.SH NAME\ntally \\- \(Manual.escaped(Tally.configuration.abstract))\n"
    page += Manual.section("SYNOPSIS AND COMMANDS", Tally.helpMessage(columns: 76))
    for command in Tally.commands {
      page += Manual.section(
        "tally " + command._commandName, Tally.helpMessage(for: command, columns: 76))
    }
    Terminal.write(Array(page.utf8))
  }

  private static func section(_ title: String, _ text: String) -> String {
    ".SH \(title.uppercased())\n.nf\n\(escaped(text))\n.fi\n"
  }

  /// A backslash, and a full stop or quote at the start of a line, have a meaning in roff.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let plain = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : String(plain)
    }.joined(separator: "\n")
  }
}
