import Storage
import Testing

@testable import Report

@Suite struct ChartTests {
  @Test func `a chart line is read, and what it lacks is said`() throws {
    let plan = try ChartPlan(header: ["bars", "label: place, period", "value: value", "unit: '%'"])
    #expect(plan.kind == .bars)
    #expect(plan["label"] == ["place", "period"])
    #expect(throws: (any Error).self) { try ChartPlan(header: ["bars", "label: place"]) }
    #expect(throws: (any Error).self) {
      try ChartPlan(header: ["pie", "label: place", "value: v"])
    }
    #expect(throws: (any Error).self) {
      try ChartPlan(header: ["bars", "label: place", "value: v", "colour: x"])
    }
  }

  @Test(arguments: [(0.7, 1.0), (1.0, 1.0), (3.1, 5.0), (0.024, 0.025), (7.0e11, 1.0e12)])
  func `steps are round`(size: Double, step: Double) {
    #expect(abs(Scale.step(size) - step) < step * 1e-9)
  }

  @Test func `an axis reaches over its numbers and under bars to zero`() {
    let scale = Scale([12, 95], from: 0, to: 100, includesZero: true)
    #expect(scale.low == 0 && scale.high == 100)
    #expect(scale(50) == 50)
    let tight = Scale([96, 104], from: 0, to: 1, includesZero: false)
    #expect(tight.low > 80 && tight.low <= 96 && tight.high >= 104)
    #expect(
      Scale([5, 5], from: 0, to: 1, includesZero: false).high
        > Scale([5, 5], from: 0, to: 1, includesZero: false).low)
  }

  @Test func `labels keep apart and in order`() {
    let places = ChartDrawing.apart([10, 12, 50, 99], by: 15, from: 0, to: 100)
    #expect(places[1] - places[0] >= 15 && places[2] >= places[1] + 15 && places[3] <= 100)
  }

  @Test func `rows become panels of one unit`() throws {
    let plan = try ChartPlan(header: [
      "bars", "label: place", "value: v", "panel: unit", "unit: unit",
    ])
    let data = ChartData(
      plan, columns: ["place", "v", "unit"],
      rows: [["a", 1, "CNY"], ["b", 2, "USD"], ["c", 3, "CNY"], ["d", nil, "CNY"]])
    #expect(data.panels.map(\.unit) == ["CNY", "USD"])
    #expect(data.panels[0].items.map(\.label) == ["a", "c"])
  }

  @Test func `lines are ordered in time and named briefly`() throws {
    let plan = try ChartPlan(header: ["lines", "x: t", "value: v", "series: place, dimensions"])
    let data = ChartData(
      plan, columns: ["t", "v", "place", "dimensions"],
      rows: [
        ["2024", 3, "a", "x"], ["2022", 1, "a", "x"], ["2022", 5, "b", "y"], ["2023", 6, "b", "y"],
        ["2022", 1, "b", "z"], ["2023", 2, "b", "z"],
      ])
    #expect(data.panels[0].lines.map(\.label) == ["a", "b, y", "b, z"])
    #expect(data.panels[0].lines[0].points.map(\.value) == [1, 3])
  }

  @Test func `the terminal draws bars, ranges and trends`() throws {
    func drawn(_ chart: String, _ columns: [String], _ rows: [[Value]]) throws -> [String] {
      var output: [UInt8] = []
      var layout = Layout()
      layout.draws = true
      layout.width = 40
      let writer = Format.table.writer(layout) { output += $0 }
      let presenter = try #require(writer as? any ReportPresenter)
      presenter.present(try Report(name: "r", text: "-- chart: \(chart)\nSELECT 1"), [])
      presenter.gather(columns)
      for row in rows { presenter.gather(row) }
      writer.end()
      return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    #expect(
      try drawn("bars | label: a | value: v", ["a", "v"], [["北京", 4], ["x", -2]])
        == [
          "北京  " + String(repeating: "█", count: 24) + " 4",
          "x     " + String(repeating: "▒", count: 12) + " \u{2212}2",
        ])
    #expect(
      try drawn(
        "lines | x: t | value: v | series: a", ["t", "v", "a"],
        [["2020", 1, "x"], ["2021", 8, "x"]])
        == ["x  ▁█  1 → 8  (2020 to 2021)"])
    let range = try drawn(
      "dots | label: a | value: v | low: l | high: h", ["a", "v", "l", "h"], [["x", 5, 0, 10]])
    #expect(
      range.count == 1 && range[0].hasPrefix("x  ├──") && range[0].contains("●")
        && range[0].hasSuffix("┤ 5"))
  }
}
