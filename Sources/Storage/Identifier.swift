/// Names in SQL.
public enum Identifier {
  /// A name in double quotes, safe in any statement.
  public static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
