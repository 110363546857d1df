import Foundation

/// Data to load, the same bytes for the same seed.
struct Generator {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Price bars: 7 columns, about 63 bytes a row.
  mutating func bars(rows: Int, to path: String) throws {
    try write(to: path, header: "symbol,time,open,high,low,close,volume\n", rows: rows) {
      generator, row in
      let minute = row / 500
      let price = 1000 + generator.below(900_000)
      func money(_ cents: Int) -> String { "\(cents / 100).\(cents % 100 / 10)\(cents % 10)" }
      let symbol = "S\(10_000 + row % 500)"
      let time =
        "2024-\(Self.pad(minute / 40_320 % 12 + 1))-\(Self.pad(minute / 1440 % 28 + 1))T\(Self.pad(minute / 60 % 24)):\(Self.pad(minute % 60)):00"
      let spread = generator.below(500)
      return
        "\(symbol),\(time),\(money(price)),\(money(price + spread)),\(money(price - spread / 2)),"
        + "\(money(price + spread / 3)),\(generator.below(10_000_000))\n"
    }
  }

  /// Observations in the long form of SDMX-CSV: 200 places, 50 indicators.
  mutating func observations(rows: Int, to path: String) throws {
    let header = "FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS\n"
    let months = max(1, (rows + 9999) / 10_000)
    try write(to: path, header: header, rows: rows) { generator, row in
      let (series, month) = (row / months, row % months)
      return
        "M,R\(100 + series % 200),INDICATOR_OF_ACTIVITY_\(10 + series / 200),\(1990 + month / 12)-\(Self.pad(month % 12 + 1)),"
        + "\(generator.below(1_000_000)).\(generator.below(10)),USD,A\n"
    }
  }

  /// Observations with many series: 340 places, 400 indicators, years; 7 columns, 62 bytes a row.
  ///
  /// - Parameter isByPeriod: all series of a year together, else all years of a series.
  mutating func manySeries(rows: Int, isByPeriod: Bool, to path: String) throws {
    let header = "REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,TITLE\n"
    let years = 15
    let series = max(1, rows / years)
    try write(to: path, header: header, rows: series * years) { generator, row in
      let (number, year) = isByPeriod ? (row % series, row / series) : (row / years, row % years)
      let (place, indicator) = (number / 400, number % 400)
      return
        "R\(100 + place),INDICATOR_\(100 + indicator),\(2005 + year),"
        + "\(generator.below(1_000_000)).\(generator.below(10)),USD,A,Title of indicator \(100 + indicator)\n"
    }
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  mutating func write(
    to path: String, header: String, rows: Int, row: (inout Generator, Int) -> String
  ) throws {
    var source = self
    defer { self = source }
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CommandFailed(description: "cannot write \(path)")
    }
    defer { try? handle.close() }
    var block = Array(header.utf8)
    for index in 0..<rows {
      block.append(contentsOf: row(&source, index).utf8)
      if block.count > 1 << 20 {
        try handle.write(contentsOf: block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: block)
    // What is still to be written to the disk would slow down whoever writes next.
    try handle.synchronize()
  }
}
