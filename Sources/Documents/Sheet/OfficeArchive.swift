internal import Records

/// The parts of an office document, each a member of its zip archive.
struct OfficeArchive {
  let content: SourceContent
  private let members: [String: ZipArchive.Member]

  init(_ content: SourceContent) throws(Failure) {
    self.content = content
    let archive = try content.archive()
    var members: [String: ZipArchive.Member] = [:]
    for member in archive.members { members[member.name.lowercased()] = member }
    self.members = members
  }

  /// What kind of workbook it is; `nil` where it is no office document at all.
  ///
  /// - Throws: a `Failure` where it is one without sheets that can be read.
  func format() throws(Failure) -> Workbook.Format? {
    if members["content.xml"] != nil {
      try checkIsOpen()
      guard let stream = try part("mimetype") else { return .ods }
      var name = [UInt8](repeating: 0, count: 256)
      let count = try stream.read(into: &name, from: 0, count: name.count)
      if String(decoding: name[..<count], as: UTF8.self).hasPrefix(ODSWorkbook.mediaType) {
        return .ods
      }
    } else if members["[content_types].xml"] == nil {
      return nil
    } else if let root = try relations(of: "").first(where: { $0.kind == "officeDocument" })?.target
      ?? (members["xl/workbook.xml"] == nil ? nil : "xl/workbook.xml")
    {
      if root.hasSuffix(".bin") {
        throw Failure(
          .badData, "this is a binary workbook (xlsb): save it as xlsx",
          at: Place(content.source.locator))
      }
      if try XLSXWorkbook.isWorkbook(self, root) { return .xlsx }
    }
    throw Failure(
      .badData,
      "this is an office document without sheets: save its text or its tables by themselves",
      at: Place(content.source.locator))
  }

  /// An OpenDocument file with a password lists how its parts are encrypted.
  private func checkIsOpen() throws(Failure) {
    guard let stream = try part("META-INF/manifest.xml") else { return }
    var reader = XMLReader(stream, locator: content.source.locator)
    while true {
      switch try reader.next() {
      case .start("encryption-data"): throw Workbook.isProtected(content.source.locator)
      case .done: return
      default: break
      }
    }
  }

  /// The bytes of a part.
  ///
  /// `nil` where there is none of that name. Names differ by more than case.
  func part(_ name: String) throws(Failure) -> ByteStream? {
    guard let member = members[name.lowercased()] else { return nil }
    return try content.stream(of: member)
  }

  /// A part without which there is no workbook.
  func required(_ name: String) throws(Failure) -> ByteStream {
    guard let stream = try part(name) else {
      throw Failure(
        .badData, "the workbook is damaged: it has no \(name); save it anew",
        at: Place(content.source.locator))
    }
    return stream
  }

  /// The targets of a part's relations, by their number and kind.
  func relations(of part: String) throws(Failure) -> [(id: String, kind: String, target: String)] {
    let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let (folder, file) = (String(part[..<slash]), String(part[slash...]))
    guard let stream = try self.part("\(folder)_rels/\(file).rels") else { return [] }
    var reader = XMLReader(stream, locator: content.source.locator)
    var found: [(id: String, kind: String, target: String)] = []
    while true {
      switch try reader.next() {
      case .start("Relationship"):
        guard let target = reader.value("Target"), reader.value("TargetMode") != "External"
        else { continue }
        let kind = reader.value("Type") ?? ""
        found.append(
          (
            reader.value("Id") ?? "", kind.split(separator: "/").last.map(String.init) ?? "",
            OfficeArchive.resolve(target, in: folder)
          ))
      case .done: return found
      default: break
      }
    }
  }

  /// A path within the archive, `..` taken away.
  private static func resolve(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts: [Substring] = []
    for part in (folder + target).split(separator: "/") {
      if part == ".." {
        _ = parts.popLast()
      } else if part != "." {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
