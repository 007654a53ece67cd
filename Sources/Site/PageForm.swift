import Blocks
import HTML
import SourceText

/// The output form of a page.
package enum PageForm: Sendable {
  /// A file of a site.
  case site
  /// A section of a single file.
  case section(SingleFile)
  /// A section of a Markdown text.
  case markdown(MarkdownAnchors)
  /// No output: only the claims of the page are needed.
  case none

  /// Whether pages are written from their blocks.
  package var needsBlocks: Bool { if case .markdown = self { true } else { false } }

  /// Returns a page in this form.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - framed: The page in its shell.
  ///   - path: The path of the page on a site.
  ///   - addresses: The addresses that the author writes.
  /// - Returns: The text to write.
  func text(
    of page: Page, _ framed: FramedPage, at path: String, resolving addresses: AuthorAddresses
  ) -> String {
    switch self {
    case .site: framed.html.markup
    case .section(let file): file.section(framed, at: path)
    case .markdown(let anchors):
      Self.markdown(page, at: path) { written in
        let address = addresses.address(written)
        return PageLinks.hasScheme(address) ? address : anchors.target(of: address, from: path)
      }
    case .none: ""
    }
  }

  private static func markdown(
    _ page: Page, at path: String, target: @escaping (String) -> String?
  ) -> String {
    let text = MarkdownRenderer(depth: 1, name: SingleFile.id(of: path), target: target)
    // The title of the list is already the title of the whole text.
    let isList = path == MarkdownAnchors.listPath
    let heading = isList ? MarkdownAnchors.list : MarkdownPhrase.escape(page.heading)
    // The name of a review distinguishes sections better than its verdict.
    let kicker = page.kicker.map { MarkdownPhrase.escape($0) }
    let lines = [
      "## " + (kicker ?? heading), kicker == nil ? nil : "**\(heading)**",
      page.standfirst.map { text.text(of: $0) },
      page.byline.map { text.text(of: $0) },
      text.text(of: page.blocks),
    ]
    return lines.compactMap(\.self).joined(separator: "\n\n") + "\n"
  }
}
