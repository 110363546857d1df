internal import Glibc
internal import Records
internal import Storage

/// What puts a written export in its place: moves that can be done again after a crash.
///
/// All files are complete and on the disk before the first move; the moves are noted in the
/// warehouse before the first one, so that the next run finishes what was cut off between two of
/// them.
struct Publication {
  /// From a temporary path to the final one.
  struct Move: Equatable {
    var temporary: String
    var final: String
    /// SHA-256 of the file: tells whether the final one is this one.
    var sha256 = ""
    /// A whole folder, which takes the place of the one before.
    var isFolder = false

    /// Whether the file has been moved: what stands in its place is this file and no older one.
    var isDone: Bool {
      guard !FilePath.exists(temporary), !isFolder else { return false }
      return (try? ScratchFolder.measure(final).sha256) == sha256
    }
  }

  var moves: [Move] = []
  /// A folder of temporary files that is empty in the end.
  var scratch: String?

  /// Does every move that was not done yet.
  ///
  /// - Throws: a `Failure` where a move is not possible; those before it stay done.
  ///
  /// - Parameter run: the run whose moves are done again; its manifest in a folder tells that the
  ///   folder was moved.
  func perform(again run: Int64? = nil) throws(Failure) {
    for move in moves {
      if move.isFolder, let run, Publication.holds(run, move.final) {
        FilePath.remove(move.temporary)
        continue
      }
      guard FilePath.exists(move.temporary) else {
        if move.isDone { continue }
        throw Failure(.inputOutput, "the written file is gone", at: Place(move.temporary))
      }
      if move.isFolder {
        try Publication.replace(move.final, by: move.temporary)
      } else {
        try FilePath.makeFolder(FilePath.split(move.final).folder)
        try FilePath.move(move.temporary, to: move.final)
      }
    }
    if let scratch { FilePath.remove(scratch) }
  }

  /// Whether the manifest in a folder is of a run.
  private static func holds(_ run: Int64, _ folder: String) -> Bool {
    FilePath.text(folder + "/" + Manifest.name)?.contains("\n  \"run\": \(run),\n") ?? false
  }

  /// Puts a folder in the place of another, in one step where the file system can.
  static func replace(_ folder: String, by written: String) throws(Failure) {
    let parent = FilePath.split(folder).folder
    if !FilePath.exists(folder) {
      guard unsafe rename(written.systemPath, folder.systemPath) == 0 else {
        throw Failure(.cannotCreate, "cannot put the folder in its place", at: Place(folder))
      }
    } else if FilePath.exchange(written, folder) {
      FilePath.sync(folder: parent)
      FilePath.remove(written)
    } else {
      let old = written + ".old"
      guard unsafe rename(folder.systemPath, old.systemPath) == 0,
        unsafe rename(written.systemPath, folder.systemPath) == 0
      else {
        throw Failure(.cannotCreate, "cannot put the folder in its place", at: Place(folder))
      }
      FilePath.remove(old)
    }
    FilePath.sync(folder: parent)
  }

  /// Whether some moves were done and some not: only the next run can finish them.
  var isHalfDone: Bool {
    let waiting = moves.count { FilePath.exists($0.temporary) }
    return waiting > 0 && waiting < moves.count
  }

  /// Whether a file that waits to be moved is gone, so that the moves cannot be finished.
  var isLost: Bool {
    moves.contains { !FilePath.exists($0.temporary) && !$0.isDone }
  }

  /// Removes what was written and not moved.
  func discard() {
    for move in moves { FilePath.remove(move.temporary) }
    if let scratch { FilePath.remove(scratch) }
  }

  // MARK: In the warehouse

  /// As it is noted: an array of [temporary, final, SHA-256 or kind].
  var text: String {
    var rows = moves.map { move -> JSONValue in
      .array([
        .string(move.temporary), .string(move.final),
        .string(move.isFolder ? "folder" : move.sha256),
      ])
    }
    if let scratch { rows.append(.array([.string(scratch), .string(scratch), "scratch"])) }
    return JSONValue.array(rows).line
  }

  /// Reads it back.
  init(text: String, _ connection: borrowing Connection) throws(Failure) {
    for row in try connection.rows(
      "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)",
      .text(text))
    {
      guard let temporary = row[0].text, let final = row[1].text else { continue }
      if row[2].text == "scratch" {
        scratch = temporary
      } else {
        moves.append(
          Move(
            temporary: temporary, final: final, sha256: row[2].text ?? "",
            isFolder: row[2].text == "folder"))
      }
    }
  }

  init(moves: [Move] = [], scratch: String? = nil) {
    self.moves = moves
    self.scratch = scratch
  }
}
