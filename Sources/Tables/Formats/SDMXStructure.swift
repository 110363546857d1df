internal import Documents
internal import Records

/// One dimension, measure or attribute of SDMX-JSON, with the values that data refer to by number.
struct SDMXComponent: Sendable {
  var id: String
  var name: String?
  var codes: [String] = []
  var labels: [String] = []
  /// The time axis.
  var isTime = false
  /// Where it stands in a key that names all dimensions.
  var position: Int?

  /// Whether the labels say more than the codes.
  var hasLabels: Bool { codes != labels }

  init(_ json: LooseJSON) {
    id = json["id"]?.string ?? ""
    name = SDMXComponent.text(json, "name")
    position = json["keyPosition"]?.literal.flatMap { Int($0) }
    let roles = [json["role"]?.string].compactMap(\.self) + (json["roles"]?.strings ?? [])
    isTime = id == "TIME_PERIOD" || roles.contains { $0.uppercased().hasPrefix("TIME") }
    for value in json["values"]?.items ?? [] {
      let label = SDMXComponent.text(value, "name")
      let code =
        value["id"]?.string ?? value["value"]?.string ?? value["value"]?.literal ?? value.string
        ?? label ?? ""
      codes.append(code)
      labels.append(label ?? code)
    }
  }

  /// A text, or the first of the texts in several languages.
  static func text(_ json: LooseJSON, _ name: String) -> String? {
    json[name]?.string ?? json[name + "s"]?.members?.lazy.compactMap(\.value.string).first
      ?? json[name]?.members?.lazy.compactMap(\.value.string).first
  }
}

extension LooseJSON {
  /// The texts of an array.
  var strings: [String] { items?.compactMap(\.string) ?? [] }
}

/// What the data of an SDMX-JSON message refer to.
struct SDMXStructure: Sendable {
  var name: String?
  /// By the level at which they are given: for the data set, its series, its observations.
  var dimensions = Levels()
  var measures: [SDMXComponent] = []
  var attributes = Levels()
  /// Attributes of groups of series (2.0).
  var groups: [SDMXComponent] = []

  /// Components by level.
  struct Levels: Sendable {
    var dataSet: [SDMXComponent] = []
    var series: [SDMXComponent] = []
    var observation: [SDMXComponent] = []

    init() {}

    init(_ json: LooseJSON?) {
      func list(_ name: String) -> [SDMXComponent] {
        json?[name]?.items?.map(SDMXComponent.init) ?? []
      }
      dataSet = list("dataSet")
      series = list("series")
      observation = list("observation")
    }
  }

  init(_ json: LooseJSON) {
    name = SDMXComponent.text(json, "name")
    dimensions = Levels(json["dimensions"])
    attributes = Levels(json["attributes"])
    measures = json["measures"]?["observation"]?.items?.map(SDMXComponent.init) ?? []
    groups = json["attributes"]?["dimensionGroup"]?.items?.map(SDMXComponent.init) ?? []
  }
}
