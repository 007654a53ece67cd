import Blocks
import HTML
import SourceText

/// The forms in which the pages of a run are written.
package struct PageForms: Sendable {
  /// Whether pages become files of a site.
  package let isSite: Bool
  /// The single file of which pages become sections; nil for none.
  let singleFile: SingleFile?
  /// The headings of the Markdown text of which pages become sections; nil for none.
  let markdown: MarkdownAnchors?

  /// Creates forms.
  ///
  /// - Parameters:
  ///   - isSite: Whether pages become files of a site.
  ///   - singleFile: The single file of which pages become sections.
  ///   - markdown: The headings of the Markdown text of which pages become sections.
  package init(isSite: Bool, singleFile: SingleFile? = nil, markdown: MarkdownAnchors? = nil) {
    self.isSite = isSite
    self.singleFile = singleFile
    self.markdown = markdown
  }

  /// Whether pages become sections of a single file.
  package var hasSingleFile: Bool { singleFile != nil }

  /// Whether pages are written from their blocks.
  package var needsBlocks: Bool { markdown != nil }

  /// Returns a page in each form.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - framed: The page in its shell.
  ///   - path: The path of the page on a site.
  ///   - addresses: The addresses that the author writes.
  /// - Returns: The texts to write.
  func texts(
    of page: Page, _ framed: FramedPage, at path: String, resolving addresses: AuthorAddresses
  ) -> PageTexts {
    let text = markdown.map { anchors in
      Self.markdown(page, at: path) { written in
        let address = addresses.address(written)
        return PageLinks.hasScheme(address) ? address : anchors.target(of: address, from: path)
      }
    }
    return PageTexts(
      site: isSite ? framed.html.markup : "",
      section: singleFile?.section(framed, at: path) ?? "", markdown: text ?? "")
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

/// A page in each form of a run; empty in others.
package struct PageTexts: Sendable {
  /// The file of a site.
  package let site: String
  /// The section of a single file.
  package let section: String
  /// The section of a Markdown text.
  package let markdown: String
}
