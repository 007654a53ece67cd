import Blocks
package import SourceText

/// Checks and rules of style sheets, which must be self-contained: pages load nothing from other files or servers.
package enum StyleSheet {
  /// The largest number of methods among which a reader can choose in one text.
  package static let mostChoices = 10

  /// Finds references to other files in a sheet.
  ///
  /// - Parameter file: The sheet.
  /// - Returns: A diagnostic at the location of each.
  package static func problems(in file: SourceFile) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let text = withoutComments(file.text)
    // The search for a pattern takes longer than the rest of a small report.
    let words = text.lowercased()
    guard words.contains("@import") || words.contains("url(") else { return [] }
    for match in text.matches(of: /@import|url\(\s*["']?(?<address>[^"')\s]*)/.ignoresCase()) {
      let address = match.output.address.map(String.init)
      if let address, address.lowercased().hasPrefix("data:") || address.hasPrefix("#") { continue }
      let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      problems.append(
        Diagnostic(
          address.map { "the sheet references '\($0)', which is not a file of the site" }
            ?? "the sheet imports another sheet", at: file.location(utf8Offset: offset),
          hint: "embed it in the sheet"))
    }
    return problems
  }

  /// Returns the rules that colour a text by the method selected in its tabs.
  ///
  /// The first method needs no rules: its steps are the classes `p1` to `n6` themselves. A later method, in slot n, marks
  /// words with `bn-p1` to `bn-n6`, and its note and legend with `by-n`.
  ///
  /// - Parameter slots: The number of selectable methods.
  /// - Returns: A rule for each step, and one that hides the notes of the methods that are not selected.
  package static func choiceRules(slots: Int) -> String {
    let steps = ["p", "n"].flatMap { sign in (1...MarkedText.Mark.steps).map { "\(sign)\($0)" } }
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

  /// Returns the sheet with comments replaced by spaces, so that locations are preserved.
  package static func withoutComments(_ text: String) -> String {
    text.replacing(/\/\*(?s:.*?)\*\//) { match in
      String(repeating: " ", count: match.output.utf8.count)
    }
  }
}
