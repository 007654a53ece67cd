/// HTML with gaps that are filled repeatedly, such as once per review.
///
/// Its marks are found once, when it is created.
package struct HTMLTemplate<Gap: Sendable>: Sendable {
  /// A piece of a template.
  private enum Part: Sendable {
    case literal(HTML)
    case gap(Gap)
    /// An attribute with gaps in its value, which is the middle one of its sources.
    case attribute(HTML.Mark.Kind, [HTMLTemplate])
    /// The `link` element of a style sheet.
    case sheet(HTMLTemplate)
    /// The contents of a comment, a style or a script, where nothing is an attribute.
    case raw(HTMLTemplate)
  }

  private var parts: [Part] = []
  private var isAuthors = false

  /// Reads markup, which may be of any origin.
  ///
  /// - Parameters:
  ///   - markup: The markup. A gap is a name between the control characters U+0001 and U+0002.
  ///   - isAuthors: Whether the addresses were written in an author's Markdown.
  ///   - gap: Returns the gap with a name, which may be inside a tag; nil if there is no such gap.
  /// - Complexity: O(*n*).
  package init(
    reading markup: some StringProtocol, isAuthors: Bool = false,
    gap: (_ name: Substring, _ isInTag: Bool) -> Gap?
  ) {
    self.isAuthors = isAuthors
    for piece in Markup(markup) {
      switch piece {
      case .opening(let tag) where tag.name == "link" && tag["rel"] == "stylesheet":
        var sheet = Self()
        sheet.read(tag) { gap($0, true) }
        parts.append(.sheet(sheet))
      case .opening(let tag): read(tag) { gap($0, true) }
      case .closing(_, let source), .text(let source): append(source) { gap($0, false) }
      case .other(let source):
        var raw = Self()
        raw.append(source) { gap($0, false) }
        parts.append(.raw(raw))
      }
    }
  }

  private init() {}

  /// Returns the HTML with its gaps filled.
  ///
  /// - Parameter filling: Returns the content of a gap.
  /// - Returns: The filled HTML, with the marks of the template and the fillings.
  /// - Complexity: O(*n*) in the length of the result.
  package func filled(by filling: (Gap) -> HTML) -> HTML {
    var html = HTML()
    fill(into: &html, by: filling)
    return html
  }

  /// Appends the HTML with its gaps filled to other HTML.
  package func fill(into html: inout HTML, by filling: (Gap) -> HTML) {
    for part in parts {
      switch part {
      case .literal(let literal): html += literal
      case .gap(let gap): html += filling(gap)
      case .attribute(let kind, let sources):
        let start = html.markup.utf8.count
        let filled = sources.map { $0.filled(by: filling).markup }
        html.markup += filled.joined()
        html.marks.append(
          mark(kind, start..<html.markup.utf8.count, value: HTML.unescape(filled[1])))
      case .sheet(let sheet):
        let start = html.markup.utf8.count
        let filled = sheet.filled(by: filling)
        html.marks.append(mark(.sheet, start..<start + filled.markup.utf8.count, value: ""))
        html += filled
      case .raw(let raw): html.markup += raw.filled(by: filling).markup
      }
    }
  }

  private mutating func read(_ tag: Markup.Tag, _ gap: (Substring) -> Gap?) {
    var copied = tag.source.startIndex
    for attribute in tag.attributes {
      guard let kind = HTML.Mark.Kind(attribute.name, of: tag.name) else { continue }
      append(tag.source[copied..<attribute.name.startIndex], gap)
      let source = tag.source[attribute.name.startIndex..<attribute.end]
      if source.unicodeScalars.contains(Self.gapStart) {
        let ends = [
          source[..<attribute.source.startIndex], attribute.source,
          source[attribute.source.endIndex...],
        ]
        let sources = ends.map { end in
          var template = Self()
          template.append(end, gap)
          return template
        }
        parts.append(.attribute(kind, sources))
      } else {
        var html = HTML(trusting: String(source))
        html.marks = [mark(kind, 0..<source.utf8.count, value: attribute.value)]
        append(html)
      }
      copied = attribute.end
    }
    append(tag.source[copied...], gap)
  }

  private func mark(_ kind: HTML.Mark.Kind, _ range: Range<Int>, value: String) -> HTML.Mark {
    HTML.Mark(
      kind: kind, range: range, value: kind == .tooltip ? "" : value, isAuthors: isAuthors)
  }

  private mutating func append(_ html: HTML) {
    if case .literal(let last) = parts.last {
      parts[parts.count - 1] = .literal(last + html)
    } else if !html.isEmpty {
      parts.append(.literal(html))
    }
  }

  /// Appends a text, split at its gaps.
  private mutating func append(_ text: Substring, _ gap: (Substring) -> Gap?) {
    var rest = text
    while let start = rest.unicodeScalars.firstIndex(of: Self.gapStart) {
      append(HTML(trusting: String(rest[..<start])))
      rest = rest[rest.unicodeScalars.index(after: start)...]
      guard let end = rest.unicodeScalars.firstIndex(of: Self.gapEnd) else { continue }
      if let gap = gap(rest[..<end]) { parts.append(.gap(gap)) }
      rest = rest[rest.unicodeScalars.index(after: end)...]
    }
    append(HTML(trusting: String(rest)))
  }
}

extension HTMLTemplate {
  private static var gapStart: Unicode.Scalar { "\u{1}" }
  private static var gapEnd: Unicode.Scalar { "\u{2}" }

  /// Returns the text of a gap with a name in markup to be read.
  package static func gap(_ name: String) -> String { "\(gapStart)\(name)\(gapEnd)" }
}
