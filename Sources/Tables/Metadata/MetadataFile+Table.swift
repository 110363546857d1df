package import Documents
package import Records
internal import Text

extension MetadataFile {
  /// What it says about the table that a source is; `nil` where it does not describe it.
  ///
  /// - Throws: a `Failure` of kind `badData` where it is not JSON, or not what its name says.
  package func metadata(of source: Source) throws(Failure) -> TableMetadata? {
    guard let json = JSONValue(bytes) else {
      throw Failure(
        .badData, "this is not JSON: correct it, or take it away to have the table read unaided",
        at: Place(locator))
    }
    return switch kind {
    case .csvw: try TableMetadata(csvw: json, of: source, locator: locator)
    case .dataPackage:
      try TableMetadata(dataPackage: json, fileName: source.metadataName, locator: locator)
    }
  }
}
