internal import ArgumentParser
internal import Glibc
internal import Records
internal import Report

/// How and where a result is written.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("table, csv, tsv, json, ndjson, markdown or html.", valueName: "format"),
    transform: { name in
      guard let format = Format(rawValue: name) else {
        throw ValidationError("expected one of \(Format.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return format
    })
  var format: Format?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file, whole or not at all; its extension names the format.", valueName: "file"))
  var output: String?

  /// Writes a result: to standard output, or to a file that takes its name only when it is complete.
  func write(title: String = "", _ body: (any RowWriter) throws(Failure) -> Void) throws(Failure) {
    let format = self.format ?? output.flatMap { Format(path: $0) } ?? .table
    guard let output, output != "-" else {
      try body(format.writer(title: title, width: Terminal.width) { Terminal.write($0) })
      return
    }
    let file = try AtomicFile(output)
    do {
      try body(format.writer(title: title) { file.write($0) })
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}

/// A file that is written beside its place and moved there when it is complete.
final class AtomicFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var error: Int32 = 0

  /// Makes the temporary file.
  ///
  /// - Throws: a `Failure` of kind `cannotCreate` where the folder is not there or may not be written.
  init(_ path: String) throws(Failure) {
    self.path = path
    temporary = path + ".\(getpid()).part"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, "cannot create the file: check the folder and its permissions", at: Place(path))
    }
  }

  /// Writes bytes; what fails is told by `finish`.
  func write(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count, error == 0 {
      // The rest of the array, never past its end.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count >= 0 { done += count } else if errno != EINTR { error = errno }
    }
  }

  /// Puts the complete file in its place.
  func finish() throws(Failure) {
    if error == 0, fsync(descriptor) != 0 { error = errno }
    close(descriptor)
    guard error == 0 else { throw Failure(.inputOutput, "cannot write: the disk may be full", at: Place(path)) }
    guard unsafe rename(temporary, path) == 0 else {
      throw Failure(.cannotCreate, "cannot put the file in its place", at: Place(path))
    }
  }

  /// Removes what was written.
  func discard() { unsafe _ = unlink(temporary) }
}

/// `-p name value`, any number of times.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .upToNextOption,
    help: ArgumentHelp("A parameter: its name and its value.", valueName: "name value"))
  var parameter: [String] = []

  /// The parameters in the order given.
  func pairs() throws(Failure) -> [(name: String, value: String)] {
    var pairs: [(String, String)] = []
    var rest = parameter[...]
    while let first = rest.popFirst() {
      if let equals = first.firstIndex(of: "="), equals > first.startIndex {
        pairs.append((String(first[..<equals]), String(first[first.index(after: equals)...])))
      } else {
        guard let value = rest.popFirst() else { throw Failure(.usage, "-p \(first): expected a name and a value") }
        pairs.append((first, value))
      }
    }
    return pairs
  }
}
