import Foundation
import Testing

@Suite struct ScheduleTests {
  private func folder(_ name: String = "x") throws -> (Shell, String) {
    let shell = try Shell()
    let folder = shell.folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try shell.write("Region,2022,2023\nBeijing,1.5,2.5\nTianjin,3,4\n", to: name + "/a.csv")
    try shell.write(
      "sources: {a: a.csv}\nexports: {all: {view: observations, to: all.csv}}\njobs: {nightly: {ingest: a, export: all}}\n",
      to: name + "/tally.yml")
    return (shell, folder.path)
  }

  /// A name with what shells, cron and systemd each take for something else.
  private static let trap = "a b%$HOME 'c' \"d\" \\e;f&"

  @Test(arguments: [
    ("--at 02:30", "30 2 * * *", "*-*-* 02:30:00"),
    ("--at 2:05 --on mon-fri", "5 2 * * 1,2,3,4,5", "Mon,Tue,Wed,Thu,Fri *-*-* 02:05:00"),
    ("--at 23:59 --on fri-mon", "59 23 * * 0,1,5,6", "Sun,Mon,Fri,Sat *-*-* 23:59:00"),
    ("--at 04:00 --on 1", "0 4 1 * *", "*-*-01 04:00:00"),
    ("--every 15m", "*/15 * * * *", "*-*-* *:0/15:00"),
    ("--every 6h --at 00:10", "10 */6 * * *", "*-*-* 0/6:10:00"),
    ("--every hour", "0 * * * *", "*-*-* *:00:00"),
    ("--every week --at 03:00", "0 3 * * 1", "Mon *-*-* 03:00:00"),
  ])
  func `cron and systemd say the same time`(options: String, cron: String, calendar: String) throws
  {
    let (shell, _) = try folder()
    let result = try shell.run("cd x && tally schedule nightly \(options)")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines[2].hasPrefix(cron + " /"))
    #expect(lines.contains("OnCalendar=\(calendar)"))
    #expect(lines.contains("Persistent=true"))
    #expect(lines.contains { $0.hasPrefix("RandomizedDelaySec=") })
  }

  @Test(arguments: [
    ("", "expected --at 02:30"), ("--at 24:00", "expected a time of day"),
    ("--at 2", "expected a time of day"),
    ("--every 7m", "divides 60"), ("--every 5h", "divides 24"),
    ("--at 1:00 --on someday", "days of the week"),
    ("--at 1:00 --on 31", "from 1 to 28"), ("--every 5m --at 1:00", "has no time of day"),
  ])
  func `a time that cron cannot keep is refused`(options: String, message: String) throws {
    let (shell, _) = try folder()
    let result = try shell.run("cd x && tally schedule nightly \(options)")
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `the crontab line runs as it stands, whatever the path`() throws {
    let (shell, path) = try folder(Self.trap)
    // A list of arguments, so that no shell reads the path before the command does.
    let process = Process()
    process.executableURL = Shell.binary
    process.arguments = [
      "schedule", "nightly", "--at", "02:30", "--cron", "--config", path + "/tally.yml",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let line = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // What cron does: five fields, then up to an unescaped %, with \% for %.
    let command = line.dropLast().split(separator: " ", maxSplits: 5)[5].replacingOccurrences(
      of: "\\%", with: "\u{1}")
    #expect(!command.contains("%"))
    try shell.write(command.replacingOccurrences(of: "\u{1}", with: "%"), to: "line")
    let ran = try shell.run("cd / && env -i /bin/sh '\(shell.folder.path)/line'")
    #expect(ran == ("", "", 0))
    #expect(FileManager.default.fileExists(atPath: path + "/all.csv"))
  }

  static let systemd = FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")

  @Test(.enabled(if: systemd)) func `systemd accepts the units`() throws {
    let (shell, path) = try folder("a b%h $HOME")
    try FileManager.default.createDirectory(
      at: shell.folder.appendingPathComponent("units"), withIntermediateDirectories: true)
    let schedule = "tally schedule nightly --at 02:30 --on mon,thu --units units"
    let made = try shell.run("\(schedule) --config '\(path)/tally.yml'")
    #expect(made == ("", "", 0))
    let result = try shell.run(
      "systemd-analyze verify units/tally-nightly.timer units/tally-nightly.service")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    let service = try shell.run("cat units/tally-nightly.service").output
    #expect(service.contains("a b%%h $$HOME/tally.yml\""))
  }

  /// cron looks once a minute: only where it is asked for, by root, and where no other cron runs.
  static let hasCron =
    ProcessInfo.processInfo.environment["TALLY_TEST_CRON"] != nil && getuid() == 0
    && FileManager.default.isExecutableFile(atPath: "/usr/sbin/cron")

  @Test(.enabled(if: hasCron), .timeLimit(.minutes(3))) func `a real cron daemon runs the job`()
    throws
  {
    let (shell, path) = try folder("cron 100% $x")
    let user = "nobody"
    let result = try shell.run(
      """
      chmod -R a+rwX . && cp '\(Shell.binary.path)' ./own && chmod 755 own
      ./own schedule nightly --every 1m --cron --config '\(path)/tally.yml' --log '\(path)/log.ndjson' > line &&
      crontab -u \(user) line && { cron -f & daemon=$!; }
      for i in $(seq 1 130); do sleep 0.5; [ -e '\(path)/all.csv.manifest.json' ] && break; done
      sleep 0.5; crontab -u \(user) -r; kill $daemon
      """)
    #expect(FileManager.default.fileExists(atPath: path + "/all.csv.manifest.json"), "\(result)")
    let log = try String(contentsOfFile: path + "/log.ndjson", encoding: .utf8)
    #expect(log.contains("\"status\":\"done\""))
  }
}
