import Blocks
import HTML
import SourceText

/// The output form of a page.
enum PageForm: Sendable {
  /// A file of a site.
  case site
  /// A section of a single file.
  case section(SingleFile)
  /// A section of a Markdown text.
  case markdown(MarkdownAnchors)
  /// No output: only the claims of the page are needed.
  case none

  /// Whether pages are written from their blocks.
  var needsBlocks: Bool { if case .markdown = self { true } else { false } }

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
    let isList = path == "index.html"
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

/// The anchors of the headings of a Markdown text, as GitHub generates them.
struct MarkdownAnchors: Sendable {
  /// The anchors by the paths of pages.
  private var anchors: [String: String] = [:]

  /// The heading of the list of reviews.
  static let list = "All reviews"

  /// Creates the anchors of headings known before weaving: those of the list, the reviews and the reports.
  init(_ run: Run, _ documents: SiteDocuments) {
    anchors["index.html"] = Self.anchor(of: Self.list)
    for (index, pick) in run.picks.enumerated() {
      anchors[run.reviewPath(pick.id)] = Self.anchor(
        of: SiteWeaver.kicker(pick, number: index + 1, of: run.picks.count))
    }
    for report in documents.reports where report.hasKnownTitle {
      anchors["\(report.name).html"] = Self.anchor(of: report.title)
    }
  }

  /// Returns the target of a link; nil if the text has no heading for it.
  func target(of address: String, from path: String) -> String? {
    guard let address = PageLinks.address(address, from: path), address.fragment == nil else {
      return nil
    }
    return anchors[address.path].map { "#" + $0 }
  }

  /// Returns a heading in lower case, without punctuation, with hyphens for spaces.
  private static func anchor(of heading: String) -> String {
    let kept = heading.lowercased().unicodeScalars.filter { scalar in
      scalar == "-" || scalar == "_" || scalar == " " || scalar.properties.isLetterOrDigit
        || scalar.properties.generalCategory == .nonspacingMark
    }
    return String(String.UnicodeScalarView(kept)).replacing(" ", with: "-")
  }
}
