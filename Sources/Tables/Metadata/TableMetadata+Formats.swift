internal import Documents
internal import Records
internal import Text

// MARK: - CSV on the Web

extension TableMetadata {
  /// Reads CSVW metadata (https://www.w3.org/TR/tabular-metadata/) of one table, or of the group
  /// that it is in.
  ///
  /// A sheet is named by the fragment of its address: `file.xlsx#Sheet`.
  init?(csvw json: JSONValue, of source: Source, locator: String) throws(Failure) {
    let fileName = source.metadataName
    let isSheet = fileName != source.fileName
    if isSheet { try TableMetadata.checkSheets(json, of: source, locator) }
    var table = json
    if let tables = json["tables"]?.items {
      guard let found = tables.first(where: { TableMetadata.names($0["url"]?.text, fileName) })
      else { return nil }
      table = found
    } else if let url = json["url"]?.text, !TableMetadata.names(url, fileName),
      isSheet || !locator.hasSuffix(fileName + "-metadata.json")
    {
      return nil
    }
    self.init(locator: locator)
    if let dialect = table["dialect"] ?? json["dialect"] { try take(dialect) }
    // The cells of a sheet stand in no text that could have another dialect.
    if isSheet { (encoding, delimiter, quote) = (nil, nil, nil) }
    title = table["dc:title"]?.label ?? json["dc:title"]?.label
    publisher = table["dc:publisher"]?.label ?? json["dc:publisher"]?.label
    published = table["dc:issued"]?.label ?? json["dc:issued"]?.label
    shared = TableMetadata.shared(table)
    if case .bool(true)? = table["suppressOutput"] { kind = .record }
    if let type = table["rdf:type"]?.label {
      kind = type.hasSuffix("DataSet") ? .observations : .record
    }
    let schema = table["tableSchema"] ?? json["tableSchema"]
    missing = (table["null"] ?? schema?["null"])?.labels.filter { !$0.isEmpty } ?? []
    columns = (schema?["columns"]?.items ?? []).compactMap { column in
      if case .bool(true)? = column["virtual"] {
        take(virtual: column)
        return nil
      }
      var result = Column(titles: column["titles"]?.labels ?? [])
      result.role = column["propertyUrl"]?.text.flatMap(TableMetadata.role(ofProperty:))
      if case .bool(true)? = column["suppressOutput"] { result.role = .ignored }
      let datatype = column["datatype"]
      result.decimal = datatype?["format"]?["decimalChar"]?.text?.utf8.first
      result.isText = (datatype?.text ?? datatype?["base"]?.text) == "string"
      result.shared = TableMetadata.shared(column)
      return result
    }
    for column in schema?["columns"]?.items ?? [] {
      missing += column["null"]?.labels.filter { !$0.isEmpty } ?? []
    }
  }

  /// A column that is not in the table: its default holds for every row.
  private mutating func take(virtual column: JSONValue) {
    guard let property = column["propertyUrl"]?.text, let value = column["default"]?.label,
      let role = TableMetadata.role(ofProperty: property)
    else { return }
    if role == .dimension {
      let name = column["titles"]?.label ?? column["name"]?.label ?? property
      shared.dimensions.append(.init(name: name, value: value))
    } else {
      shared.take(value, role)
    }
  }

  /// Metadata of a workbook names the sheets that it describes.
  private static func checkSheets(
    _ json: JSONValue, of source: Source, _ locator: String
  ) throws(Failure) {
    for table in json["tables"]?.items ?? [json] {
      let url = table["url"]?.text
      guard url == nil || names(url, source.fileName) else { continue }
      throw Failure(
        .badData,
        "expected the sheet that it describes, as in \"url\": \"\(source.metadataName)\"",
        at: Place(locator))
    }
  }

  private static func names(_ url: String?, _ fileName: String) -> Bool {
    // A fragment may hold a slash, and what addresses have no room for as `%20`.
    func isNamed(_ url: String) -> Bool {
      url == fileName || url.hasSuffix("/" + fileName)
    }
    return url.map { isNamed($0) || isNamed(TableMetadata.unescaped($0)) } ?? false
  }

  /// An address without its percent signs (RFC 3986).
  private static func unescaped(_ url: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(url.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func take(_ dialect: JSONValue) throws(Failure) {
    encoding = dialect["encoding"]?.text
    delimiter = dialect["delimiter"]?.text?.utf8.first
    quote = dialect["quoteChar"]?.text?.utf8.first
    skipRows = try count(dialect["skipRows"], "skipRows")
    if let count = try count(dialect["headerRowCount"], "headerRowCount") {
      headerRows = count
    } else if case .bool(false)? = dialect["header"] {
      headerRows = 0
    }
  }

  /// A number of rows; `nil` where there is none.
  ///
  /// - Throws: a `Failure` where it is no number that rows could have.
  private func count(_ value: JSONValue?, _ name: String, from least: Double = 0) throws(Failure)
    -> Int?
  {
    guard let number = value?.number else { return nil }
    guard number == number.rounded(), number >= least, number <= TableMetadata.mostRows else {
      throw Failure(
        .badData,
        "\(name): expected a whole number from \(Int(least)) to \(Int(TableMetadata.mostRows)), found \(number)",
        at: Place(locator))
    }
    return Int(number)
  }

  /// No table has more rows above its body.
  private static let mostRows = 1e6

  /// Properties of a table or column that hold for each of its values.
  private static func shared(_ json: JSONValue) -> Shared {
    var shared = Shared()
    guard case .object(let members) = json else { return shared }
    for (name, value) in members where name.contains(":") {
      if let text = value.label, let role = role(ofProperty: name) { shared.take(text, role) }
    }
    return shared
  }
}

extension TableMetadata.Shared {
  /// What a property says that holds for every value.
  fileprivate mutating func take(_ text: String, _ role: TableLayout.Role) {
    switch role {
    case .place: place = text
    case .indicator: indicator = text
    case .period, .year: period = text
    case .unit: unit = text
    case .multiplier:
      multiplier = Int(text).flatMap {
        (-12...15).contains($0) ? NumberText.double(1, $0, false) : nil
      }
    default: break
    }
  }
}

// MARK: - Frictionless Data

extension TableMetadata {
  /// Reads a Data Package (https://specs.frictionlessdata.io): the resource whose path is the
  /// table, its dialect and Table Schema.
  init?(dataPackage json: JSONValue, fileName: String, locator: String) throws(Failure) {
    guard
      let resource = json["resources"]?.items?.first(where: { resource in
        resource["path"]?.labels.contains { TableMetadata.names($0, fileName) } ?? false
      })
    else { return nil }
    self.init(locator: locator)
    encoding = resource["encoding"]?.text
    title =
      resource["title"]?.text ?? (json["resources"]?.items?.count == 1 ? json["title"]?.text : nil)
    publisher =
      json["contributors"]?.items?.first { $0["role"]?.text == "publisher" }?["title"]?.text
    if let dialect = resource["dialect"] {
      try take(dialect)
      let rows = dialect["headerRows"]?.items
      if let first = try count(rows?.first, "headerRows", from: 1),
        let last = try count(rows?.last, "headerRows", from: 1)
      {
        (skipRows, headerRows) = (first - 1, max(0, last - first + 1))
      }
    }
    let schema = resource["schema"]
    missing = schema?["missingValues"]?.labels.filter { !$0.isEmpty } ?? []
    columns = (schema?["fields"]?.items ?? []).map { field in
      // Fields are matched by their order: their names are often made fit for a database.
      var column = Column()
      column.role = field["rdfType"]?.text.flatMap(TableMetadata.role(ofProperty:))
      let type = field["type"]?.text ?? "any"
      column.isText = type == "string"
      if type == "number" || type == "integer" {
        let group = field["groupChar"]?.text?.utf8.first
        column.decimal =
          field["decimalChar"]?.text?.utf8.first
          ?? (group == UInt8(ascii: ".") ? UInt8(ascii: ",") : nil)
      }
      return column
    }
    for field in schema?["fields"]?.items ?? [] {
      missing += field["missingValues"]?.labels.filter { !$0.isEmpty } ?? []
    }
  }
}
