internal import Glibc

/// The time of day, as the warehouse writes it.
public enum Clock {
  /// Now in UTC, to the second: `2024-03-05T10:20:30Z`.
  public static var now: String {
    var seconds = time(nil)
    var parts = unsafe tm()
    // Both are variables of this call.
    unsafe gmtime_r(&seconds, &parts)
    // Numbers only from here on.
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      unsafe "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
