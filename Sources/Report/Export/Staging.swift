internal import Records
internal import Storage

/// Where an export is written before it is put in its place, in one of four shapes.
final class Staging {
  private let export: Export
  private let manifest: Manifest
  /// The final file, or the folder that the final files go to.
  let target: String
  /// The name of the one file in a folder; `nil` where the target is a file.
  private let scratch: ScratchFolder?
  private var written: [FileSetWriter.Written] = []
  private var writer: FileSetWriter?
  private var tables: [Manifest.Table] = []
  private var database: DatabaseFile?
  private var joint: JointFile?
  private var manifestFile: AtomicFile?

  init(_ export: Export, _ manifest: Manifest) throws(Failure) {
    self.export = export
    self.manifest = manifest
    var path = FilePath.absolute(export.target)
    let isFolder = path.hasSuffix("/") || export.ownsFolder || !export.partition.isEmpty
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if isFolder, !export.ownsFolder, export.partition.isEmpty {
      path += "/" + Staging.fileName(export, manifest, base: Staging.baseName(export))
    }
    target = path
    let (parent, name) = FilePath.split(path)
    if export.ownsFolder {
      try Staging.checkOwned(path)
      scratch = try ScratchFolder(name, in: parent, isNoted: export.isNoted)
    } else if !export.partition.isEmpty {
      scratch = try ScratchFolder("export", in: path, isNoted: export.isNoted)
    } else {
      try FilePath.makeFolder(parent)
      scratch =
        export.format == .sqlite
        ? try ScratchFolder(name, in: parent, isNoted: export.isNoted) : nil
    }
  }

  /// `claims.csv`, or `claims-12-40.csv` for what is new between two watermarks.
  private static func fileName(_ export: Export, _ manifest: Manifest, base: String) -> String {
    var name = base
    if export.since != nil {
      let span = [manifest.since, manifest.watermark].map { Manifest.slug(Cell.text($0) ?? "0") }
      name += "-" + span.joined(separator: "-")
    }
    return name + "." + export.format.fileExtension + (export.isCompressed ? ".gz" : "")
  }

  /// The name of the export where a person gave one, else of what it holds.
  private static func baseName(_ export: Export) -> String {
    Manifest.slug(export.name.contains(" to ") ? export.items[0].name : export.name)
  }

  /// A folder is replaced only where it holds nothing but an earlier export.
  private static func checkOwned(_ folder: String) throws(Failure) {
    guard FilePath.exists(folder) else { return }
    guard FilePath.isFolder(folder) else {
      throw Failure(
        .cannotCreate, "there is a file of this name, expected a folder", at: Place(folder))
    }
    let files = FilePath.files(below: folder)
    guard !files.isEmpty else { return }
    let text = FilePath.text(folder + "/" + Manifest.name) ?? ""
    let known = text.contains("\"written_by\": \"tally ")
    let strange = files.first { file in
      file != Manifest.name && file != "datapackage.json"
        && !text.contains("\"path\": \(JSONText.quoted(file))")
    }
    if !known || strange != nil {
      throw Failure(
        .cannotCreate,
        "the folder holds other files\(strange.map { " (\($0))" } ?? ""): an export replaces its whole folder, choose another one",
        at: Place(folder))
    }
  }

  /// Writes the rows of an item.
  func add(_ selection: Selection, _ connection: borrowing Connection) throws(Failure) {
    if export.format == .sqlite { return try addTable(selection, connection) }
    if export.isJoint { return try addPart(selection, connection) }
    let base = Manifest.slug(selection.item.name)
    let writer: FileSetWriter
    if let scratch {
      let name: String
      if !export.partition.isEmpty {
        name =
          (export.isMultiple ? base + "-" : "") + Staging.fileName(export, manifest, base: "part")
      } else {
        name =
          (export.format == .dataPackage ? "data/" : "")
          + Staging.fileName(export, manifest, base: base)
      }
      writer = FileSetWriter(export, selection, name: name, in: scratch.path, isScratch: true)
    } else {
      let (folder, name) = FilePath.split(target)
      writer = FileSetWriter(export, selection, name: name, in: folder, isScratch: false)
    }
    self.writer = writer
    try selection.run(on: connection, to: writer)
    try writer.finish()
    self.writer = nil
    written += writer.written
    describe(selection, writer.fields)
  }

  private func addTable(_ selection: Selection, _ connection: borrowing Connection) throws(Failure)
  {
    guard let scratch else { return }
    if database == nil {
      database = try DatabaseFile(scratch.path + "/" + FilePath.split(target).name)
    }
    guard let database else { return }
    try database.add(selection, from: connection)
    let entry = Manifest.File(
      table: selection.item.name, path: FilePath.split(target).name, rows: database.rows)
    written.append(FileSetWriter.Written(entry: entry, file: nil))
    describe(selection, database.fields)
  }

  private func addPart(_ selection: Selection, _ connection: borrowing Connection) throws(Failure) {
    if joint == nil { joint = try JointFile(export, at: target) }
    guard let joint else { return }
    try joint.add(selection, from: connection)
    let entry = Manifest.File(
      table: selection.item.name, path: FilePath.split(target).name, rows: joint.rows)
    written.append(FileSetWriter.Written(entry: entry, file: nil))
    describe(selection, joint.fields)
  }

  private func describe(_ selection: Selection, _ fields: [(name: String, type: ColumnType)]) {
    let relation: String? =
      if case .relation(let name) = selection.item.content { name } else { nil }
    var description: String?
    if case .report(let report, _) = selection.item.content { description = report.description }
    if let relation {
      description = Description.all.first { $0.table == relation && $0.column.isEmpty }?.text
    }
    tables.append(
      Manifest.Table(
        name: selection.item.name,
        fields: fields.map { ($0.name, $0.type.name, Description.text(of: $0.name, in: relation)) },
        sql: selection.sql,
        description: description))
  }

  /// The manifest with what was written.
  func complete(_ manifest: Manifest, _ connection: borrowing Connection) throws(Failure)
    -> Manifest
  {
    var manifest = manifest
    if export.format == .sqlite, let scratch {
      database = nil
      let (bytes, sum) = try ScratchFolder.measure(scratch.path + "/" + FilePath.split(target).name)
      for index in written.indices {
        written[index].entry.bytes = index == 0 ? bytes : 0
        written[index].entry.sha256 = sum
      }
    }
    if let joint, !written.isEmpty {
      let file = try joint.finish()
      self.joint = nil
      written[0].file = file
      for index in written.indices {
        written[index].entry.bytes = index == 0 ? file.bytes : 0
        written[index].entry.sha256 = file.sha256
      }
    }
    manifest.files = written.map(\.entry)
    manifest.tables = tables
    if export.since != nil, export.sinceColumn == nil {
      manifest.replaced = try connection.rows(
        "SELECT DISTINCT locator FROM source WHERE superseded_by > coalesce(?, 0) AND superseded_by <= ? AND source_id <= coalesce(?, 0) ORDER BY locator",
        manifest.since, manifest.watermark, manifest.since
      ).compactMap { $0[0].text }
    }
    return manifest
  }

  /// The moves that put everything in its place.
  func publication(_ manifest: Manifest) throws(Failure) -> Publication {
    if export.ownsFolder, let scratch {
      if export.format == .dataPackage {
        try write(manifest.dataPackage, to: scratch.path + "/datapackage.json")
      }
      try write(manifest.text, to: scratch.path + "/" + Manifest.name)
      return Publication(moves: [.init(temporary: scratch.path, final: target, isFolder: true)])
    }
    var publication = Publication(scratch: scratch?.path)
    if let scratch {
      var folder = target
      if export.format == .sqlite { folder = FilePath.split(target).folder }
      var seen: Set<String> = []
      for file in written where seen.insert(file.entry.path).inserted {
        publication.moves.append(
          .init(
            temporary: scratch.path + "/" + file.entry.path, final: folder + "/" + file.entry.path,
            sha256: file.entry.sha256))
      }
    } else {
      for file in written {
        guard let file = file.file, file.temporary != file.path else { continue }
        publication.moves.append(
          .init(temporary: file.temporary, final: file.path, sha256: file.sha256))
      }
    }
    guard export.hasManifest, publication.moves.count > 0 else { return publication }
    // The manifest comes last: where it is, everything is.
    let name =
      export.partition.isEmpty
      ? target + Manifest.suffix
      : target + "/" + Staging.fileName(export, manifest, base: "manifest").split(separator: ".")[0]
        + ".json"
    let file = try AtomicFile(name, isNoted: export.isNoted)
    file.write(Array(manifest.text.utf8))
    try file.seal()
    manifestFile = file
    publication.moves.append(
      .init(temporary: file.temporary, final: file.path, sha256: file.sha256))
    return publication
  }

  private func write(_ text: String, to path: String) throws(Failure) {
    let file = try AtomicFile(path)
    file.write(Array(text.utf8))
    try file.finish()
  }

  /// Removes everything that was written.
  func discard() {
    writer?.discard()
    for file in written { file.file?.discard() }
    manifestFile?.discard()
    joint?.discard()
    database = nil
    if let scratch { FilePath.remove(scratch.path) }
  }

  /// Lets go of files that were moved.
  func release() {
    for file in written { file.file?.release() }
    manifestFile?.release()
  }
}
