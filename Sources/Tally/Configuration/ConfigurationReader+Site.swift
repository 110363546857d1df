internal import Report
internal import YAML

extension ConfigurationReader {
  /// The site that the warehouse is published as.
  func site(_ node: Node) -> Site? {
    let keys = ["to", "title", "description", "cells", "then"]
    guard let section = Section(node, what: "site", keys: keys, problems) else { return nil }
    section.require("to", what: "site")
    guard let folder = section.text("to") else { return nil }
    var site = Site(title: section.text("title") ?? "Published figures", folder: folder)
    site.description = section.text("description")
    if let cells = section.number("cells") { site.cells = Int(cells) }
    return site
  }
}
