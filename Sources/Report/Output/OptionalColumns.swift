internal import Storage

/// The columns of a report that a table for people leaves out where no row has a value in them.
struct OptionalColumns {
  /// Their names.
  var names: [String] = []

  /// Takes those that are empty out of a whole result.
  func leaveOut(_ columns: inout [String], _ rows: inout [[Value]]) {
    guard !names.isEmpty, !rows.isEmpty else { return }
    let kept = columns.indices.filter { column in
      !names.contains(columns[column]) || rows.contains { $0[column] != .null }
    }
    guard kept.count < columns.count else { return }
    columns = kept.map { columns[$0] }
    rows = rows.map { row in kept.map { row[$0] } }
  }
}
