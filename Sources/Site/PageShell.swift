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
  private let frames = FrameCache()

  /// Reads a shell and checks its tags.
  init(_ file: SourceFile) throws(Diagnostics) {
    var problems = Diagnostics()
    problems.report(contentsOf: Self.unknownTags(in: file) + Self.placeholders(in: file))
    try problems.throwIfErrors()
    text = file.text
    do {
      template = try MustacheTemplate(string: file.text)
    } catch {
      throw Diagnostics(Self.diagnostic(error, in: file))
    }
  }

  /// Returns a page in the shell.
  ///
  /// The template is rendered once for each form of pages, not for each page.
  func framed(_ page: Page) -> FramedPage {
    let form = FrameForm(of: page)
    return frames.frame(of: form) { template.render(form.values) }.filled(with: page)
  }

  private static func diagnostic(_ error: any Error, in file: SourceFile) -> Diagnostic {
    guard let error = error as? MustacheTemplate.ParserError else {
      return Diagnostic("invalid Mustache template", at: SourceLocation(file: file.path))
    }
    let place = SourceLocation(
      file: file.path, line: error.context.lineNumber, column: error.context.columnNumber)
    return Diagnostic("invalid Mustache template: \(error.error)", at: place)
  }

  /// Finds the character that begins a placeholder, which HTML does not allow either.
  private static func placeholders(in file: SourceFile) -> [Diagnostic] {
    guard let index = file.text.unicodeScalars.firstIndex(of: "\u{1}") else { return [] }
    return [
      Diagnostic("the control character U+0001 is not allowed", at: file.location(of: index))
    ]
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
      if !FrameForm.keys.contains(String(name)) {
        problems.append(
          Diagnostic(
            "unknown page value '\(name)'", at: place,
            hint: NearestName.hint(for: String(name), among: FrameForm.keys.sorted())))
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
