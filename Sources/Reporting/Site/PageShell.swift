import Blocks
import HTML
import Mustache
import SourceText

/// The shell around a document: a Mustache template with HTML values.
///
/// Values are written with three braces, `{{{title}}}`. Two braces would escape them twice and are refused, as are unknown
/// names, for which Mustache would print nothing.
struct PageShell: Sendable {
  /// The source of the template.
  let text: String
  private let template: MustacheTemplate

  /// Reads a shell and checks its tags.
  init(_ file: SourceFile) throws(Diagnostics) {
    var problems = Diagnostics()
    problems.report(contentsOf: Self.unknownTags(in: file))
    try problems.throwIfErrors()
    text = file.text
    do {
      template = try MustacheTemplate(string: file.text)
    } catch {
      throw Diagnostics([Self.diagnostic(error, in: file)])
    }
  }

  /// Renders a page in the shell.
  func html(_ page: Page) -> String {
    template.render(page.values)
  }

  private static func diagnostic(_ error: any Error, in file: SourceFile) -> Diagnostic {
    guard let error = error as? MustacheTemplate.ParserError else {
      return Diagnostic("invalid Mustache template", at: SourceLocation(file: file.path))
    }
    let place = SourceLocation(
      file: file.path, line: error.context.lineNumber, column: error.context.columnNumber)
    return Diagnostic("invalid Mustache template: \(error.error)", at: place)
  }

  private static func unknownTags(in file: SourceFile) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var rest = file.text[...]
    while let open = rest.firstRange(of: "{{") {
      let place = file.location(of: open.lowerBound)
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        problems.append(
          Diagnostic("unclosed tag", at: place, hint: "close it with as many braces as opened it"))
        break
      }
      let tag = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      guard let sigil = tag.first, sigil != "!" else { continue }
      let name = tag.filter { !"{#^/& ".contains($0) }
      if !Page.keys.contains(String(name)) {
        problems.append(
          Diagnostic(
            "unknown page value '\(name)'", at: place,
            hint: NearestName.hint(for: String(name), among: Page.keys.sorted())))
      } else if !"{#^/&".contains(sigil) {
        problems.append(
          Diagnostic(
            "'\(name)' is already HTML and would be escaped twice", at: place,
            hint: "use {{{\(name)}}}"))
      }
    }
    return problems
  }
}

/// The parts of a page, for the shell.
struct Page {
  let language: String
  let title: String
  let siteTitle: String
  let description: String
  /// The relative path to the root of the site: empty, or "../".
  let root: String
  let kicker: String?
  let heading: String
  /// The id of the heading; nil if it has none.
  let headingID: String?
  let standfirst: Phrase?
  /// The author and the date.
  let byline: Phrase?
  let body: HTML
  /// The body as blocks, for formats that need them.
  let blocks: [Block]
  let navigation: [(title: String, path: String, isCurrent: Bool)]
  let previous: (title: String, path: String)?
  let next: (title: String, path: String)?

  /// The names that a shell may use.
  static let keys: Set<String> = [
    "lang", "title", "site", "description", "root", "kicker", "heading", "standfirst", "byline",
    "body",
    "navigation", "path", "current", "pager", "previous", "next",
  ]

  /// The values by name, as HTML.
  var values: [String: Any] {
    var values: [String: Any] = [
      "lang": HTML(text: language).markup,
      "title": HTML(text: title).markup,
      "site": HTML(text: siteTitle).markup,
      "description": HTML(text: description).markup,
      "root": root,
      "heading": headingID.map { ("<span id=\"\($0)\">\(heading)</span>" as HTML).markup }
        ?? HTML(text: heading).markup,
      "body": body.markup,
      "navigation": navigation.map { item -> [String: Any] in
        [
          "title": HTML(text: item.title).markup, "path": root + item.path,
          "current": item.isCurrent,
        ]
      },
      "pager": previous != nil || next != nil,
    ]
    if let kicker { values["kicker"] = HTML(text: kicker).markup }
    if let standfirst { values["standfirst"] = standfirst.html.markup }
    if let byline { values["byline"] = byline.html.markup }
    if let previous { values["previous"] = link(previous) }
    if let next { values["next"] = link(next) }
    return values
  }

  private func link(_ target: (title: String, path: String)) -> [String: Any] {
    ["title": HTML(text: target.title).markup, "path": root + target.path]
  }
}
