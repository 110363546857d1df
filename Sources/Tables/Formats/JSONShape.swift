internal import Documents
internal import Records

/// What kind of JSON a text is, by its beginning.
enum JSONShape {
  /// One object: what it holds is still to be seen.
  case document
  /// A list of rows, the first of which starts at a byte of the text.
  case list(from: Int, path: String)
  /// One value a line.
  case lines
  /// It opens like JSON and is none.
  case damaged(Failure)

  /// Looks at the first bytes of a text; `nil` where they are no JSON.
  init?(_ head: [UInt8], isWhole: Bool, locator: String) {
    var cursor = JSONCursor(head, locator: locator)
    guard let kind = cursor.kind(), kind == .object || kind == .array,
      JSONShape.opensLikeJSON(cursor)
    else { return nil }
    let start = cursor.at
    do throws(Failure) {
      try cursor.skip()
      // More values after the first one: one a line.
      if cursor.peek() != nil {
        guard kind == .object, cursor.kind() == .object else { return nil }
        self = .lines
        return
      }
    } catch {
      if isWhole {
        // One broken line among others costs that line.
        if JSONShape.isLines(head, locator) {
          self = .lines
        } else {
          self = .damaged(error)
        }
        return
      }
      // It goes on beyond the first bytes.
    }
    guard kind == .array else {
      self = .document
      return
    }
    self = JSONShape.list(head, from: start, locator)
  }

  /// Whether most lines open and close an object.
  private static func isLines(_ head: [UInt8], _ locator: String) -> Bool {
    var (lines, objects) = (0, 0)
    for line in head.prefix(1 << 16).split(separator: 0x0A) {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      lines += 1
      var cursor = JSONCursor(Array(line), locator: locator)
      if cursor.kind() == .object, (try? cursor.skip()) != nil, cursor.peek() == nil {
        objects += 1
      }
    }
    return objects > 1 && objects * 2 > lines
  }

  /// Whether what follows the first bracket can stand there: a text may open with a bracket too.
  private static func opensLikeJSON(_ cursor: JSONCursor) -> Bool {
    var cursor = cursor
    let isObject = cursor.kind() == .object
    cursor.open()
    guard let next = cursor.peek() else { return false }
    if isObject {
      if next == UInt8(ascii: "}") { return true }
      guard (try? cursor.string()) != nil else { return false }
      return cursor.peek() == UInt8(ascii: ":")
    }
    switch cursor.kind() {
    case .object?: return opensLikeJSON(cursor)
    case .array?: return opensLikeJSON(cursor)
    case .string?, .literal?:
      guard (try? cursor.skip()) != nil, let after = cursor.peek() else { return false }
      return after == UInt8(ascii: ",") || after == UInt8(ascii: "]")
    case nil: return next == UInt8(ascii: "]")
    }
  }

  /// The list of a document that is an array: itself, or the list after an object that tells of it.
  private static func list(_ head: [UInt8], from start: Int, _ locator: String) -> JSONShape {
    var cursor = JSONCursor(head, at: start + 1, locator: locator)
    if cursor.kind() == .object, (try? cursor.skip()) != nil, cursor.peek() == UInt8(ascii: ",") {
      cursor.at += 1
      if cursor.kind() == .array { return .list(from: cursor.at + 1, path: "/1") }
    }
    return .list(from: start + 1, path: "")
  }

  /// Whether the first item of a list has a member with dimensions: a bundle of cubes.
  static func mayHoldCubes(_ head: [UInt8]) -> Bool {
    let name = Array("\"dimension\"".utf8)
    let start = head.prefix(4096)
    return start.indices.contains { start[$0...].starts(with: name) }
  }

  /// The longest list of objects or of lists in a document: where its first item starts, the path to
  /// it, and how long it is.
  static func largestList(_ text: [UInt8], locator: String) throws(Failure) -> (
    from: Int, path: String, bytes: Int
  )? {
    var best: (from: Int, path: String, bytes: Int)?
    var cursor = JSONCursor(text, locator: locator)
    guard cursor.kind() == .object else { return nil }
    var open: [(at: Int, path: String)] = [(cursor.at, "")]
    while let next = open.popLast() {
      cursor.at = next.at
      for (name, at) in try cursor.members() {
        var inner = cursor
        inner.at = at
        let path = next.path + "/" + name
        switch inner.kind() {
        case .object? where path.count(where: { $0 == "/" }) < 5: open.append((at, path))
        case .array?:
          let bytes = try inner.skip().count
          var first = JSONCursor(text, at: at + 1, locator: locator)
          let kind = first.kind()
          if kind == .object || kind == .array, bytes > best?.bytes ?? 0 {
            best = (at + 1, path, bytes)
          }
        default: break
        }
      }
    }
    return best
  }
}

extension JSONRecords {
  /// Whether the elements are rows: they have members, most of them one value each, and much the
  /// same ones.
  var isTable: Bool {
    guard counts.rows > 0, !columns.isEmpty else { return false }
    return counts.scalars * 2 > counts.filled
      && counts.filled * 5 >= counts.rows * columns.count * (counts.rows > 3 ? 2 : 1)
  }
}
