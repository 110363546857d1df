internal import Text

/// Ages that are written without a unit: “Smith, 65, said”, “aged 70”, “he is 35”.
extension QuantityReader {
  /// Gives a bare number its unit where it is somebody's age.
  func readAge(_ figure: inout Figure, _ range: Range<Int>) {
    guard figure.unit == "1", figure.unitName == nil, figure.core.count == 1,
      let value = figure.value,
      value >= 1, value < 120, text.tokens[figure.core.lowerBound].kind == .number
    else { return }
    let isAge =
      value == value.rounded() && text.tokens[figure.core.lowerBound].detail == 0
      && (isAfterAgeWord(figure, range) || isApposition(figure, range)
        || isPredicate(figure, range))
    // A mean age has decimals.
    guard isAge || isAgeOf(figure, range) else { return }
    guard let year = vocabulary.units.first(where: { $0.code == "a{age}" }) else { return }
    figure.unit = year.code
    figure.unitName = year.name
  }

  /// “women aged 25 to 54”, “the 18-34 age group”: whom something is about.
  func isAgeGroup(_ figure: Figure, _ range: Range<Int>) -> Bool {
    guard figure.low != nil, figure.high != nil, figure.unit == "1" || figure.unit == "a{age}"
    else { return false }
    // Nobody is “46 to 65 years old”.
    if figure.unit == "a{age}" || isAfterAgeWord(figure, range) { return true }
    let next = figure.tokens.upperBound
    return figure.unit == "1" && next < range.upperBound
      && classes[text.tokens[next]].contains(.age)
  }

  /// “people from 18 to 45 years old”: two ages that bound a group.
  func dropAgeGroups(_ figures: inout [Figure]) {
    for index in figures.indices.reversed() where index > 0 && index < figures.count {
      let (first, second) = (figures[index - 1], figures[index])
      guard first.unit == "a{age}", second.unit == "a{age}",
        second.core.lowerBound - first.core.upperBound == 1,
        text.tokens[first.core.upperBound].key == SentenceReading.to,
        first.core.lowerBound > 0,
        text.tokens[first.core.lowerBound - 1].key == SentenceReading.from
      else { continue }
      figures.removeSubrange(index - 1...index)
    }
  }

  /// “aged 65”, “at the age of 65”, “turned 40”; a word for about between.
  private func isAfterAgeWord(_ figure: Figure, _ range: Range<Int>) -> Bool {
    var before = figure.tokens.lowerBound - 1
    if before >= range.lowerBound, text.tokens[before].key == SentenceReading.of { before -= 1 }
    return before >= range.lowerBound && classes[text.tokens[before]].contains(.age)
  }

  /// “Senard, 65, now faces”: between commas after a name.
  private func isApposition(_ figure: Figure, _ range: Range<Int>) -> Bool {
    let (first, next) = (figure.tokens.lowerBound, figure.tokens.upperBound)
    guard first - 2 >= range.lowerBound, next < range.upperBound,
      text.tokens[first - 1].isMark(","),
      text.tokens[next].isMark(",") || text.tokens[next].isMark(".")
        || text.tokens[next].key == SentenceReading.and,
      !text.tokens[first - 1].traits.contains(.spaceBefore)
    else { return false }
    let name = text.tokens[first - 2]
    guard name.kind == .word, name.traits.contains(.capitalised),
      !name.traits.contains(.allCapitals),
      !classes[name].contains(.calendar), !vocabulary.isNumbered(name)
    else { return false }
    // “John Smith, 65.” has two names; “In Table, 5.” has none.
    if !text.tokens[next].isMark(",") || first - 2 == range.lowerBound && !classes[name].isEmpty {
      return first - 3 >= range.lowerBound && text.tokens[first - 3].traits.contains(.capitalised)
        && text.tokens[first - 3].kind == .word && !classes.isFunctionWord(text.tokens[first - 3])
    }
    return true
  }

  /// “He will be 35 by the end of the year”.
  private func isPredicate(_ figure: Figure, _ range: Range<Int>) -> Bool {
    var before = figure.tokens.lowerBound - 1
    guard before > range.lowerBound, classes[text.tokens[before]].contains(.be) else {
      return false
    }
    before -= 1
    while before > range.lowerBound,
      classes[text.tokens[before]].contains(.modal)
        || classes[text.tokens[before]].contains(.adverb)
    {
      before -= 1
    }
    guard QuantityReader.persons.contains(text.tokens[before].key) else { return false }
    let next = figure.tokens.upperBound
    guard next < range.upperBound else { return true }
    return text.tokens[next].kind != .word && text.tokens[next].kind != .number
      || !classes[text.tokens[next]].isDisjoint(with: [.subordinator, .conjunction])
      || text.tokens[next].key == SentenceReading.by || text.tokens[next].key == SentenceReading.in
  }

  /// “the median age is 38”, “life expectancy for men was around 73”: what the sentence says of an
  /// age.
  private func isAgeOf(_ figure: Figure, _ range: Range<Int>) -> Bool {
    var index = figure.tokens.lowerBound - 1
    guard index > range.lowerBound, classes[text.tokens[index]].contains(.be) else { return false }
    index -= 1
    let first = index
    while range.contains(index), index > first - 8, text.tokens[index].kind == .word,
      classes[text.tokens[index]].isDisjoint(with: [.auxiliary, .subordinator, .mostlyVerb])
    {
      if classes[text.tokens[index]].contains(.age) { return true }
      index -= 1
    }
    return false
  }

  private static let persons = ["he", "she", "who"].map { Token.key(of: $0) }
}
