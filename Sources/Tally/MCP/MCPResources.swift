internal import Records
internal import Report
internal import Storage

/// What a client may read: the schema of the warehouse, and the reports.
struct MCPResources {
  let warehouse: String
  /// The folders of the user's own reports.
  let folders: [String]

  private static let schema = "tally://schema"
  private static let report = "tally://reports/"

  /// All resources as a JSON array.
  func list() throws(MCPError) -> String {
    do throws(Failure) {
      var entries = [
        MCPResources.entry(
          MCPResources.schema, "schema", "Tables, views and columns",
          "What the warehouse's tables and views hold, column by column: what `query` reads.",
          "text/csv")
      ]
      for report in try Catalogue.reports(in: folders) {
        entries.append(
          MCPResources.entry(
            MCPResources.report + report.name, report.name, report.title, report.description,
            "application/sql"))
      }
      return "[" + entries.joined(separator: ",") + "]"
    } catch {
      throw MCPError(.internalError, error.description)
    }
  }

  private static func entry(
    _ uri: String, _ name: String, _ title: String, _ description: String, _ type: String
  ) -> String {
    JSONText.object([
      ("uri", JSONText.quoted(uri)), ("name", JSONText.quoted(name)),
      ("title", JSONText.quoted(title)), ("description", JSONText.quoted(description)),
      ("mimeType", JSONText.quoted(type)),
    ])
  }

  /// The contents of a resource as a JSON array; `nil` where there is none of this name.
  func read(_ uri: String) throws(MCPError) -> String? {
    do throws(Failure) {
      if uri == MCPResources.schema {
        return MCPResources.contents(uri, "text/csv", try schema())
      }
      guard uri.hasPrefix(MCPResources.report) else { return nil }
      let name = String(uri.dropFirst(MCPResources.report.count))
      guard let report = try Catalogue.reports(in: folders).first(where: { $0.name == name })
      else { return nil }
      return MCPResources.contents(uri, "application/sql", report.sql)
    } catch {
      throw MCPError(.internalError, error.description)
    }
  }

  private static func contents(_ uri: String, _ type: String, _ text: String) -> String {
    "["
      + JSONText.object([
        ("uri", JSONText.quoted(uri)), ("mimeType", JSONText.quoted(type)),
        ("text", JSONText.quoted(text)),
      ]) + "]"
  }

  private func schema() throws(Failure) -> String {
    let connection = try Warehouse.openForReading(warehouse)
    var bytes: [UInt8] = []
    let writer = Format.csv.writer { bytes += $0 }
    writer.begin(["table", "column", "type", "description"])
    for entry in try Description.all + SchemaCommand.records(connection) {
      writer.row([.text(entry.table), .text(entry.column), .text(entry.type), .text(entry.text)])
    }
    writer.end()
    return String(decoding: bytes, as: UTF8.self)
  }
}
