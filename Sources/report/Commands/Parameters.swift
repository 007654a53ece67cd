import SourceText

/// Document options given on the command line.
enum Parameters {
  /// Parses the `key=value` of each `-P`; if a key is repeated, the last value wins.
  static func items(_ arguments: [String]) throws(Diagnostics) -> [Options.Item] {
    let place = SourceLocation(file: "-P")
    var problems = Diagnostics()
    var items: [Options.Item] = []
    for argument in arguments {
      let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
        problems.report(
          Diagnostic("'\(argument)' is not an option", at: place, hint: "use -P name=value"))
        continue
      }
      items.removeAll { $0.key == sides[0] }
      items.append(
        Options.Item(
          key: String(sides[0]), value: String(sides[1]), keyLocation: place, valueLocation: place))
    }
    try problems.throwIfErrors()
    return items
  }
}
