import Load
import Records
import Storage

enum VocabularyLoadProbe {
  static func add(_ text: String, to connection: borrowing Connection) throws(Failure) -> String? {
    try VocabularyLoad.add(Array(text.utf8), from: "test", to: connection)
  }
}
