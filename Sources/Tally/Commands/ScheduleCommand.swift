internal import ArgumentParser
internal import Glibc
internal import Records
internal import Report

/// The command `tally schedule`.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print a crontab line and a systemd service and timer that run a job.",
    discussion: """
      Times are those of the machine's clock, in its time zone. cron mails what a job prints, which is one line when it
      fails; systemd catches up on a start that was missed. Nothing is installed: `tally schedule JOB --at 02:30 --cron |
      crontab -` replaces your crontab, --units FOLDER writes the service and the timer.
      """)

  @OptionGroup var warehouse: WarehouseOption
  @OptionGroup var config: ConfigurationOption

  @Argument(help: "The job.")
  var job: String

  @Option(help: ArgumentHelp("The time of day: 02:30.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("15m, 2h, hour, day or week.", valueName: "interval"))
  var every: String?

  @Option(
    help: ArgumentHelp(
      "Days of the week (mon,thu or mon-fri), or a day of the month (1).", valueName: "days"))
  var on: String?

  @Option(help: ArgumentHelp("A file for the log, as JSON lines.", valueName: "file"))
  var log: String?

  @Flag(help: "Only the crontab line.")
  var cron = false

  @Option(
    help: ArgumentHelp("Write the service and the timer to a folder instead.", valueName: "folder"))
  var units: String?

  func run() throws {
    let schedule = try Schedule(at: at, every: every, on: on)
    let log = self.log.map { FilePath.absolute($0) }
    let units = self.units.map { FilePath.absolute($0) }
    let file = FilePath.absolute(config.given ?? Configuration.fileName)
    let program = try ScheduleCommand.program()
    let reports = config.reports.map { FilePath.absolute($0) }
    let (configuration, path) = try config.enter(warehouse)
    _ = try configuration.job(job)
    var arguments = [program, "run", job, "--config", file]
    // What the environment of this command says is not in that of cron.
    if let reports { arguments += ["--reports", reports] }
    if path != configuration.warehousePath { arguments += ["--db", path] }
    if let log { arguments += ["--log", log] }
    for argument in arguments
    where argument.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw Failure(
        .usage, "a path with control characters cannot stand in a crontab or unit",
        at: Place(argument))
    }
    let line = schedule.cron + " " + Quoting.crontab(arguments)
    if cron { return Terminal.print(line) }
    let name = "tally-\(job)"
    let service = ScheduleCommand.service(job, arguments, folder: configuration.folder)
    let timer = ScheduleCommand.timer(job, schedule)
    if let units {
      try ScheduleCommand.write(service, to: units + "/\(name).service")
      try ScheduleCommand.write(timer, to: units + "/\(name).timer")
      return
    }
    Terminal.print(
      """
      # crontab -e: in the line after the next, cron runs the job and mails what it prints. Set MAILTO to get the mail.
      # \(schedule.cron): minute, hour, day of the month, month, day of the week
      \(line)

      # ~/.config/systemd/user/\(name).service (or /etc/systemd/system)
      \(service)
      # ~/.config/systemd/user/\(name).timer: systemctl --user enable --now \(name).timer
      \(timer)
      """)
  }

  private static func service(_ job: String, _ arguments: [String], folder: String) -> String {
    """
    [Unit]
    Description=tally run \(job)
    RequiresMountsFor=\(Quoting.systemd(folder, isCommand: false))

    [Service]
    Type=oneshot
    ExecStart=\(arguments.map { Quoting.systemd($0, isCommand: true) }.joined(separator: " "))
    Nice=10

    """
  }

  private static func timer(_ job: String, _ schedule: Schedule) -> String {
    """
    [Unit]
    Description=tally run \(job), by the clock

    [Timer]
    OnCalendar=\(schedule.calendar)
    Persistent=true
    RandomizedDelaySec=\(schedule.delay)

    [Install]
    WantedBy=timers.target

    """
  }

  private static func write(_ text: String, to path: String) throws(Failure) {
    let file = try AtomicFile(path)
    file.write(Array(text.utf8))
    try file.finish()
  }

  /// The absolute path of this program as it was called: a link stays, so that an upgrade moves it.
  private static func program() throws(Failure) -> String {
    let name = CommandLine.arguments.first ?? "tally"
    if name.contains("/") { return FilePath.absolute(name) }
    for folder in (Terminal.environment("PATH") ?? "").split(
      separator: ":", omittingEmptySubsequences: false)
    {
      let path = FilePath.absolute((folder.isEmpty ? "." : folder) + "/" + name)
      if unsafe access(path, X_OK) == 0, !FilePath.isFolder(path) { return path }
    }
    throw Failure(.noInput, "cannot find the program \(name) in $PATH")
  }
}

/// Words as other programs read them.
enum Quoting {
  /// A command in a crontab: the shell's words, in which `%` would end the line.
  static func crontab(_ arguments: [String]) -> String {
    arguments.map(shell).joined(separator: " ").replacing("%", with: "\\%")
  }

  /// A word of a POSIX shell.
  static func shell(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      byte >= 0x80 || byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A
        || byte >= 0x61 && byte <= 0x7A
        || "-_./:,=@+%".utf8.contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// A word of a unit file (systemd.syntax(7)): `%` starts a specifier and, in commands, `$` a
  /// variable.
  static func systemd(_ word: String, isCommand: Bool) -> String {
    var text = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "%", with: "%%")
    if isCommand { text = text.replacing("$", with: "$$") }
    let plain = word.utf8.allSatisfy { $0 > 0x20 && !"\"'\\;".utf8.contains($0) }
    return plain && !word.isEmpty ? text : "\"" + text + "\""
  }
}
