package import SourceText

/// A parsed line of a picks file.
///
///     line  := [ "{" item (SP item)* "}" ] ( text | "@" path )
///     item  := "#" slug | "label=" label | "title=" words_joined_by_underscores
package struct PickLine {
  /// The part after the items.
  package enum Content {
    case text(String)
    case path(String)
  }

  /// The id, if given.
  package private(set) var id: Located<String>?
  /// The label, if given.
  package private(set) var label: Located<String>?
  /// The title, if given.
  package private(set) var title: String?
  /// The review or its path.
  package let content: Content
  /// The start of the content.
  package let location: SourceLocation

  /// Parses a line; returns nil if it is empty or a comment, or if its items are not closed.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - file: The file, or a part of it.
  ///   - preceding: The number of lines of the file before that part.
  ///   - problems: Collects the problems of the items.
  package init?(
    _ line: Substring, in file: SourceFile, after preceding: Int = 0, problems: inout Diagnostics
  ) {
    func place(_ index: String.Index) -> SourceLocation {
      let found = file.location(of: index)
      return SourceLocation(
        file: found.file, line: found.line.map { $0 + preceding }, column: found.column)
    }
    var rest = line.trimmed
    if rest.isEmpty || rest.hasPrefix("#") { return nil }
    var items: Substring?
    if rest.hasPrefix("{") {
      guard let end = rest.firstIndex(of: "}") else {
        problems.report(
          Diagnostic(
            "the items of this pick are not closed", at: place(rest.startIndex),
            hint:
              "write {#id label=positive} before a review; use \\{ for a review that begins with a brace"
          ))
        return nil
      }
      items = rest[..<end].dropFirst()
      rest = rest[rest.index(after: end)...].trimmed
    }
    location = place(rest.startIndex)
    if rest.hasPrefix("@") {
      content = .path(String(rest.dropFirst().trimmed))
    } else {
      let isEscaped = ["\\{", "\\@", "\\#"].contains { rest.hasPrefix($0) }
      content = .text(String(isEscaped ? rest.dropFirst() : rest))
    }
    if let items { read(items, place, problems: &problems) }
  }

  private mutating func read(
    _ items: Substring, _ location: (String.Index) -> SourceLocation, problems: inout Diagnostics
  ) {
    var options: [Options.Item] = []
    for item in items.split(whereSeparator: \.isWhitespace) {
      let place = location(item.startIndex)
      if item.hasPrefix("#") {
        readID(item.dropFirst(), at: place, problems: &problems)
      } else if let equals = item.firstIndex(of: "=") {
        let value = item[item.index(after: equals)...]
        options.append(
          Options.Item(
            key: String(item[..<equals]), value: String(value), keyLocation: place,
            valueLocation: location(value.startIndex)))
      } else {
        problems.report(
          Diagnostic(
            "'\(item)' is neither an id nor an option", at: place,
            hint: "write #\(Slug.of(item) ?? "id") or label=positive"))
      }
    }
    var taker = Options(options, owner: "this pick")
    label = taker.takeText("label").map { Located($0.value, at: $0.valueLocation) }
    title = taker.takeText("title")?.value.replacing("_", with: " ")
    taker.finish()
    problems.report(contentsOf: taker.problems)
  }

  private mutating func readID(
    _ text: Substring, at place: SourceLocation, problems: inout Diagnostics
  ) {
    if let first = id {
      problems.report(
        Diagnostic(
          "this pick has two ids", at: place, hint: "first given at \(first.location)"))
    } else if Slug.isValid(text) {
      id = Located(String(text), at: place)
    } else {
      problems.report(
        Diagnostic(
          "'#\(text)' is not a valid id", at: place,
          hint: Slug.of(text).map { "write #\($0)" } ?? "ids consist of a-z, 0-9 and hyphens"))
    }
  }
}
