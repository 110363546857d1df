internal import Records

/// When a job runs, in the words of cron and of systemd.
struct Schedule: Equatable {
  /// Minutes of the hour and hours of the day, as both write them in their own way.
  enum Rhythm: Equatable {
    /// Once a day, at an hour and a minute.
    case at(hour: Int, minute: Int)
    /// Every so many minutes, a divisor of 60.
    case minutes(Int)
    /// Every so many hours, a divisor of 24, at a minute.
    case hours(Int, minute: Int)
  }

  var rhythm: Rhythm
  /// Days of the week, 0 for Sunday; none for every day.
  var weekdays: [Int] = []
  /// Day of the month.
  var day: Int?

  private static let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// Reads what a person writes.
  ///
  /// - Parameters:
  ///   - at: `02:30`.
  ///   - every: `15m`, `2h`, `hour`, `day`, `week`.
  ///   - on: `mon,thu`, `mon-fri`, or `1` for the first of the month.
  /// - Throws: a `Failure` of kind `usage`.
  init(at: String?, every: String?, on: String?) throws(Failure) {
    let time = try at.map { text throws(Failure) in try Schedule.time(text) }
    rhythm = .at(hour: time?.hour ?? 0, minute: time?.minute ?? 0)
    guard at != nil || every != nil else {
      throw Failure(.usage, "expected --at 02:30, or --every 15m, 2h, hour, day or week")
    }
    switch every {
    case nil, "day", "daily": break
    case "hour", "hourly": rhythm = .hours(1, minute: time?.minute ?? 0)
    case "week", "weekly": weekdays = [1]
    case let every?: try setInterval(every, minute: time?.minute, hasTime: at != nil)
    }
    if let on { try setDays(on) }
  }

  private static func time(_ text: String) throws(Failure) -> (hour: Int, minute: Int) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ 1...2 ~= $0.utf8.count }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), 0..<24 ~= hour, 0..<60 ~= minute
    else { throw Failure(.usage, "--at: expected a time of day such as 02:30, found \(text)") }
    return (hour, minute)
  }

  private mutating func setInterval(_ every: String, minute: Int?, hasTime: Bool) throws(Failure) {
    let failure = Failure(
      .usage,
      "--every: expected a number of minutes that divides 60 (15m), of hours that divides 24 (6h), hour, day or week, found \(every)"
    )
    guard let count = Int(every.dropLast()), count > 0 else { throw failure }
    switch every.last {
    case "m" where 60 % count == 0 && count < 60:
      if hasTime { throw Failure(.usage, "--every \(every) has no time of day: leave out --at") }
      rhythm = .minutes(count)
    case "m" where count == 60: rhythm = .hours(1, minute: minute ?? 0)
    case "h" where 24 % count == 0 && count < 24: rhythm = .hours(count, minute: minute ?? 0)
    case "h" where count == 24: rhythm = .at(hour: 0, minute: minute ?? 0)
    case "d" where count == 1: break
    default: throw failure
    }
  }

  private mutating func setDays(_ on: String) throws(Failure) {
    let failure = Failure(
      .usage,
      "--on: expected days of the week such as mon,thu or mon-fri, or a day of the month from 1 to 28, found \(on)"
    )
    if let day = Int(on) {
      guard 1...28 ~= day else { throw failure }
      self.day = day
      weekdays = []
      return
    }
    var days: Set<Int> = []
    for part in on.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
        Schedule.names.firstIndex(of: String(end.prefix(3)))
      }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1] else {
        throw failure
      }
      var day = first
      days.insert(day)
      while day != last {
        day = (day + 1) % 7
        days.insert(day)
      }
    }
    weekdays = days.count == 7 ? [] : days.sorted()
  }

  /// The five fields of a crontab.
  var cron: String {
    let time =
      switch rhythm {
      case .at(let hour, let minute): "\(minute) \(hour)"
      case .minutes(let count): (count == 1 ? "*" : "*/\(count)") + " *"
      case .hours(let count, let minute): "\(minute) " + (count == 1 ? "*" : "*/\(count)")
      }
    return
      "\(time) \(day.map(String.init) ?? "*") * \(weekdays.isEmpty ? "*" : weekdays.map(String.init).joined(separator: ","))"
  }

  /// `OnCalendar=` of systemd (systemd.time(7)).
  var calendar: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time =
      switch rhythm {
      case .at(let hour, let minute): "\(two(hour)):\(two(minute)):00"
      case .minutes(let count): "*:0/\(count):00"
      case .hours(let count, let minute): (count == 1 ? "*" : "0/\(count)") + ":\(two(minute)):00"
      }
    let days = weekdays.map { day in
      Schedule.names[day].prefix(1).uppercased() + Schedule.names[day].dropFirst()
    }
    return (days.isEmpty ? "" : days.joined(separator: ",") + " ")
      + "*-*-\(day.map(two) ?? "*") \(time)"
  }

  /// How far systemd may put the start off, so that not all machines ask at once: a tenth of the
  /// interval, 5 minutes at most.
  var delay: Int {
    switch rhythm {
    case .minutes(let count): min(300, count * 6)
    default: 300
    }
  }
}
