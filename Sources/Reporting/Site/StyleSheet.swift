import SourceText

/// What a style sheet asks for: a site has no file for it, and no page asks another server for anything.
enum StyleSheet {
  /// Finds the addresses of a sheet that lead to other files.
  ///
  /// - Parameter file: The sheet.
  /// - Returns: A diagnostic for each, at its place.
  static func problems(in file: SourceFile) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let text = withoutComments(file.text)
    for match in text.matches(of: /@import|url\(\s*["']?(?<address>[^"')\s]*)/.ignoresCase()) {
      let address = match.output.address.map(String.init)
      if let address, address.lowercased().hasPrefix("data:") || address.hasPrefix("#") { continue }
      let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      problems.append(
        Diagnostic(
          address.map { "the sheet asks for '\($0)', which is no file of the site" }
            ?? "the sheet asks for another sheet", at: file.location(utf8Offset: offset),
          hint: "put it into the sheet itself"))
    }
    return problems
  }

  /// The sheet with spaces for its comments, so that places stay.
  static func withoutComments(_ text: String) -> String {
    text.replacing(/\/\*(?s:.*?)\*\//) { match in
      String(repeating: " ", count: match.output.utf8.count)
    }
  }
}
