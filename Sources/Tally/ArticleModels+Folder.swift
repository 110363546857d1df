internal import Ingest
internal import Records

extension ArticleModels {
  /// The weights of a folder.
  ///
  /// - Throws: a `Failure` for a folder that cannot be read or a file that holds no weights.
  static func load(folder: String) throws(Failure) -> ArticleModels {
    var files: [String: String] = [:]
    for source in SourceFinder.find([folder]).sources where source.fileExtension == "csv" {
      let content = try SourceContent(source)
      var lines = try LineReader(content)
      var text = ""
      while let line = try lines.next() { text += String(decoding: line, as: UTF8.self) + "\n" }
      files[source.fileName] = text
    }
    guard !files.isEmpty else {
      throw Failure(
        .noInput, "no models: expected a folder with place.csv and others", at: Place(folder))
    }
    return try ArticleModels(files: files, folder: folder)
  }
}
