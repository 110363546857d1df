internal import Report

extension QueryCommand {
  /// The command for a plain command line, without the parser's search through every command and option, which takes
  /// longer than a small query: `query SQL` with `--db`, `-f`, `--timeout` and `--max-rows`.
  ///
  /// Whatever else stands there, or stands there wrongly, is left to the parser: `nil`.
  init?(quickly arguments: [String]) {
    guard arguments.first == "query" else { return nil }
    var statement: String?
    var database: String?
    var format: Format?
    var timeout: Double?
    var maxRows: Int?
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        guard statement == nil else { return nil }
        statement = argument
        continue
      }
      guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
      switch argument {
      case "--db": database = value
      case "-f", "--format":
        guard let found = Format(rawValue: value) else { return nil }
        format = found
      case "--timeout":
        guard let seconds = Double(value), seconds > 0, seconds < 1e9 else { return nil }
        timeout = seconds
      case "--max-rows":
        guard let rows = Int(value), rows >= 0 else { return nil }
        maxRows = rows
      default: return nil
      }
    }
    guard let statement else { return nil }
    self.init()
    var warehouse = WarehouseOption()
    warehouse.given = database
    self.warehouse = warehouse
    var result = ResultOptions()
    result.format = format
    result.output = nil
    result.addsByteOrderMark = false
    result.keepsFormulas = false
    self.result = result
    var parameters = ParameterOptions()
    parameters.parameter = []
    self.parameters = parameters
    var vintage = VintageOption()
    vintage.asOf = nil
    self.vintage = vintage
    sql = statement
    self.timeout = timeout
    self.maxRows = maxRows
  }
}
