package import Documents

extension ReadingOptions {
  /// What the command line leaves open, as a metadata file says it.
  package func obeying(_ metadata: TableMetadata?) -> ReadingOptions {
    guard let metadata else { return self }
    var options = self
    options.hasMetadata = true
    options.encoding = encoding ?? metadata.encoding
    options.delimiter = delimiter ?? metadata.delimiter
    options.title = title ?? metadata.title
    options.publisher = publisher ?? metadata.publisher
    options.published = published ?? metadata.published
    return options
  }
}
