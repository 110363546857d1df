internal import Documents
internal import Records
internal import Text

/// Reads the observations of an SDMX-ML message one after the other: generic and structure-specific
/// (compact) data of versions 2.0 and 2.1.
final class SDMXMLReader {
  /// A name and its value.
  typealias Pair = (name: String, value: String)

  /// One observation.
  struct Observation {
    /// What its data set and its series say: keys and attributes.
    var series: [Pair] = []
    /// The number of its series, by which a new one is known.
    var seriesNumber = 0
    var keys: [Pair] = []
    var attributes: [Pair] = []
    var value: String?
    var line = 0
    var column = 0
    /// `DataSet 1, Series 3, Obs 12`.
    var path = ""
    /// Its data set has no series.
    var isFlat = false
  }

  /// What holds for all series that have some values in common.
  struct Group {
    var key: [Pair] = []
    var attributes: [Pair] = []
  }

  private let stream: XMLStream
  /// What is said of the message.
  private(set) var about = GridDescription()
  /// Groups in the order in which they come.
  private(set) var groups: [Group] = []
  /// The elements that are open.
  private var open: [String] = []
  private var text = ""
  /// The dimension that is said with every observation.
  private var timeName = "TIME_PERIOD"
  private var dataSet: [Pair] = []
  private var series: [Pair] = []
  private var group: Group?
  private var observation: Observation?
  private var numbers = (dataSet: 0, series: 0, observation: 0)
  /// Counted over all data sets.
  private var seriesNumber = 0

  init(_ stream: XMLStream) { self.stream = stream }

  /// The next observation; `nil` after the last.
  ///
  /// - Throws: a `Failure` where the message is not well formed.
  func next() throws(Failure) -> Observation? {
    while let item = try stream.read() {
      switch item.event {
      case .start(let name, let attributes):
        open.append(name)
        text = ""
        start(name, attributes, item)
      case .text(let more): text += more
      case .end(let name):
        if let done = end(name) { return done }
        text = ""
      }
    }
    return nil
  }

  private var parent: String { open.count > 1 ? open[open.count - 2] : "" }

  private func start(_ name: String, _ attributes: [Pair], _ item: XMLStream.Item) {
    switch name {
    case "DataSet":
      numbers = (numbers.dataSet + 1, 0, 0)
      seriesNumber += 1
      series = []
      // What the message says of a data set begins with a small letter.
      dataSet = attributes.filter { $0.name.first?.isUppercase ?? false }
    case "Series":
      numbers.series += 1
      numbers.observation = 0
      seriesNumber += 1
      series = attributes
    case "Obs":
      numbers.observation += 1
      begin(attributes, item)
    case "Value": take(attributes)
    case "ObsDimension":
      if let value = attributes.value("value") {
        observation?.keys.append((attributes.value("id") ?? timeName, value))
      }
    case "ObsValue": observation?.value = attributes.value("value")
    case "Structure" where open.contains("Header"):
      if let dimension = attributes.value("dimensionAtObservation"), dimension != "AllDimensions" {
        timeName = dimension
      }
    case "Sender": about.publisher = attributes.value("id")
    default:
      // Compact data call their groups as their structure does (`SiblingGroup`).
      if name == "Group" || parent == "DataSet" && !SDMXMLReader.others.contains(name) {
        group = Group(key: attributes.filter { $0.name != "type" })
      }
    }
  }

  /// What stands in a data set beside series, groups and observations.
  private static let others: Set = [
    "Attributes", "Annotations", "KeyFamilyRef", "DataProvider", "DataStructureRef",
  ]

  private func begin(_ attributes: [Pair], _ item: XMLStream.Item) {
    var found = Observation()
    found.line = item.line
    found.column = item.column
    found.isFlat = parent == "DataSet"
    for pair in attributes {
      if pair.name == "OBS_VALUE" {
        found.value = pair.value
      } else if pair.name == timeName || pair.name == "TIME_PERIOD" {
        found.keys.append(pair)
      } else if pair.name != "type" {
        found.attributes.append(pair)
      }
    }
    observation = found
  }

  /// A value of generic data: where it stands says whose it is.
  private func take(_ attributes: [Pair]) {
    guard let name = attributes.value("id") ?? attributes.value("concept"),
      let value = attributes.value("value")
    else { return }
    let owner = open.count > 2 ? open[open.count - 3] : ""
    switch parent {
    case "SeriesKey": series.append((name, value))
    case "GroupKey": group?.key.append((name, value))
    case "ObsKey": observation?.keys.append((name, value))
    case "Attributes" where owner == "Obs": observation?.attributes.append((name, value))
    case "Attributes" where owner == "Series": series.append((name, value))
    case "Attributes" where owner == "Group": group?.attributes.append((name, value))
    case "Attributes": dataSet.append((name, value))
    default: break
    }
  }

  private func end(_ name: String) -> Observation? {
    defer { if open.last == name { open.removeLast() } }
    switch name {
    case "Obs":
      guard var done = observation else { return nil }
      observation = nil
      done.series = dataSet + series
      done.seriesNumber = seriesNumber
      done.path =
        "DataSet \(numbers.dataSet)"
        + (done.isFlat ? "" : ", Series \(numbers.series)") + ", Obs \(numbers.observation)"
      return done
    // Version 2.0 says the time of an observation as text.
    case "Time" where observation != nil: observation?.keys.append((timeName, text.trimmed))
    case "Series": series = []
    case "Prepared" where parent == "Header": about.published = String(text.trimmed.prefix(10))
    case "Name" where parent == "Sender": about.publisher = text.trimmed
    default: endGroup(name)
    }
    return nil
  }

  /// A group of generic data may hold its series: what it says is known once its own part ends.
  private func endGroup(_ name: String) {
    guard let found = group else { return }
    let isOwn = parent == "DataSet" && !SDMXMLReader.others.contains(name)
    let saysAttributes = name == "Attributes" && parent == "Group"
    guard isOwn || saysAttributes else { return }
    groups.append(found)
    group = saysAttributes ? Group(key: found.key) : nil
  }
}

extension [SDMXMLReader.Pair] {
  /// The first value of a name.
  func value(_ name: String) -> String? { first { $0.name == name }?.value }
}
