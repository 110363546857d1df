import Foundation
import Records
import Testing

@testable import Articles
@testable import Documents
@testable import Ingest
@testable import Tables
@testable import Text

/// A number printed in any form that Tally reads is read back as itself.
@Suite struct NumberFormsTests {
  private static let reader = (try? Vocabulary()).map { ArticleReader(vocabulary: $0) }

  private func values(_ text: String) throws -> [Double?] {
    try #require(NumberFormsTests.reader).read(
      Array(text.utf8), source: SourceDescription(kind: .article, locator: "-")
    ).claims.map(\.value)
  }

  /// Whole numbers of every length, without those that could be years.
  static let numbers: [Int] = {
    var state: UInt64 = 20_260_301
    var numbers = [
      3, 10, 11, 20, 99, 100, 101, 110, 999, 1_000, 1_001, 10_010, 100_000, 1_000_000, 20_000_300,
    ]
    for digits in 1...12 {
      for _ in 0..<6 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let top = (0..<digits).reduce(1) { value, _ in value * 10 }
        numbers.append(max(2, Int(state >> 33) % top))
      }
    }
    return numbers.filter { !(1500...2150).contains($0) }
  }()

  @Test(arguments: numbers)
  func `a whole number reads back in every grouping`(number: Int) throws {
    let digits = String(number)
    var forms = [
      digits, grouped(digits, 3, ","), indian(digits), fullWidth(digits), grouped(digits, 3, "’"),
    ]
    forms += [grouped(digits, 3, "\u{202F}"), grouped(digits, 3, "\u{A0}")]
    if digits.count > 6 { forms += [grouped(digits, 3, " "), grouped(digits, 3, ".")] }
    for form in forms {
      #expect(try values("The office counted \(form) percent then.") == [Double(number)], "\(form)")
    }
  }

  @Test(arguments: numbers)
  func `a whole number reads back in English and Chinese words`(number: Int) throws {
    let words = NumberFormatter()
    words.numberStyle = .spellOut
    words.locale = Locale(identifier: "en_US")
    let english = words.string(from: NSNumber(value: number)) ?? ""
    #expect(
      try values("The office counted \(english) percent then.") == [Double(number)], "\(english)")
    let chinese = chinese(number)
    #expect(try values("共有\(chinese)公里。") == [Double(number)], "\(chinese)")
  }

  @Test(arguments: [0.1, 0.25, 1.5, 2.375, 11.5, 64.06, 99.9, 140.125])
  func `a decimal reads back with every scale, sign and unit`(value: Double) throws {
    let text = value.description
    let scales: [(String, Double)] = [
      (" thousand", 1e3), (" million", 1e6), (" billion", 1e9), (" trillion", 1e12), ("m", 1e6),
      ("bn", 1e9),
      ("tn", 1e12),
      ("k", 1e3), (" mln", 1e6), (" lakh", 1e5), (" crore", 1e7), (" lakh crore", 1e12),
    ]
    for (name, scale) in scales {
      for (before, after) in [("$", ""), ("€", ""), ("EUR ", ""), ("USD", ""), ("HK$", "")] {
        let form = before + text + name + after
        let found = try values("The state paid \(form) for it.")
        #expect(found.count == 1, "\(form)")
        #expect(
          found.first.flatMap { $0 }.map { abs($0 - value * scale) <= 1e-9 * value * scale }
            ?? false, "\(form)")
      }
    }
    for (name, scale) in [("万", 1e4), ("亿", 1e8), ("万亿", 1e12), ("", 1)] {
      let found = try values("总额为\(text)\(name)元。")
      #expect(
        found.first.flatMap { $0 }.map { abs($0 - value * scale) <= 1e-9 * value * scale } ?? false,
        "\(text)\(name)元")
    }
    for sign in ["-", "−", "minus "] {
      #expect(try values("The reading was \(sign)\(text) percent.") == [-value], "\(sign)\(text)")
    }
    #expect(try values("The share is \(fullWidth(text)) percent.") == [value])
  }

  // MARK: Printing

  private func grouped(_ digits: String, _ size: Int, _ mark: String) -> String {
    var out = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % size == 0 { out += mark }
      out.append(digit)
    }
    return out
  }

  /// Such as 12,34,567.
  private func indian(_ digits: String) -> String {
    guard digits.count > 3 else { return digits }
    return grouped(String(digits.dropLast(3)), 2, ",") + "," + digits.suffix(3)
  }

  private func fullWidth(_ digits: String) -> String {
    String(
      String.UnicodeScalarView(
        digits.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
  }

  /// Such as 二十三万零五百.
  private func chinese(_ number: Int) -> String {
    let names = Array("零一二三四五六七八九")
    func section(_ value: Int) -> String {
      var out = ""
      var isGap = false
      for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10
        if digit == 0 {
          isGap = !out.isEmpty
        } else {
          if isGap { out += "零" }
          out += String(names[digit]) + name
          isGap = false
        }
      }
      return out
    }
    var out = ""
    var isGap = false
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
      let part = unit == 100_000_000 ? number / unit : number / unit % 10_000
      if part == 0 {
        isGap = !out.isEmpty
        continue
      }
      if isGap || !out.isEmpty && part < 1000 { out += "零" }
      out += (part >= 10_000 ? chinese(part) : section(part)) + name
      isGap = false
    }
    return out
  }
}
