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

  /// The rules that colour a text by the method chosen from its tabs.
  ///
  /// The first method needs none: its steps are the classes `p1` to `n6` themselves. A later method, in slot n, marks a word
  /// with `bn-p1` to `bn-n6`, and its note and legend with `by-n`.
  ///
  /// - Parameter slots: The number of methods a text can be coloured by.
  /// - Returns: A rule for each step, and one that hides the notes of the methods that are not chosen.
  static func choiceRules(slots: Int) -> String {
    let steps = ["p", "n"].flatMap { sign in (1...ColourScale.steps).map { "\(sign)\($0)" } }
    let colours = steps.map { step in
      let words = (1..<slots).map { ".reading:has(.by-\($0):checked) .b\($0)-\(step)" }
      return """
        \(words.joined(separator: ",\n")) { background: var(--\(step)); text-decoration: var(--\(step)-line) }

        """
    }
    let notes = (0..<slots).map {
      ".reading:has(.tabs):not(:has(.by-\($0):checked)) .aside .by-\($0)"
    }
    return """
      @supports selector(:has(a)) {
      \(colours.joined())\(notes.joined(separator: ",\n")) { display: none }
      }

      """
  }

  /// The sheet with spaces for its comments, so that places stay.
  static func withoutComments(_ text: String) -> String {
    text.replacing(/\/\*(?s:.*?)\*\//) { match in
      String(repeating: " ", count: match.output.utf8.count)
    }
  }
}
