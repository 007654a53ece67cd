import HTML

/// What becomes of a page.
enum PageForm: Sendable {
  /// A file of a site.
  case site
  /// A section of a single file.
  case section(SingleFile)
  /// A section of a Markdown text.
  case markdown(MarkdownAnchors)
  /// Nothing: only what the page claims is wanted.
  case none

  /// The page in its form.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - html: The same in its shell.
  ///   - path: Where it is on a site.
  /// - Returns: What is written.
  func text(of page: Page, html: String, at path: String) -> String {
    switch self {
    case .site: html
    case .section(let file): file.section(html, at: path)
    case .markdown(let anchors): Self.markdown(page, at: path, anchors)
    case .none: ""
    }
  }

  private static func markdown(_ page: Page, at path: String, _ anchors: MarkdownAnchors) -> String
  {
    let text = MarkdownText(
      depth: 1, name: SingleFile.id(of: path), target: { anchors.target(of: $0, from: path) })
    // The title of the list is that of the whole text.
    let isList = path == "index.html"
    let heading = isList ? MarkdownAnchors.list : MarkdownText.escape(page.heading)
    // The name of a review tells sections apart better than its verdict does.
    let kicker = page.kicker.map { text.phrase(of: $0) }
    let lines = [
      "## " + (kicker ?? heading), kicker == nil ? nil : "**\(heading)**",
      page.standfirst.map { text.phrase(of: $0) },
      page.byline.map { text.phrase(of: $0) },
      text.text(of: page.body),
    ]
    return lines.compactMap(\.self).joined(separator: "\n\n") + "\n"
  }
}

/// The headings of a Markdown text that links can name, as GitHub names them.
struct MarkdownAnchors: Sendable {
  /// The anchor of a page's heading, by the page's path.
  private var anchors: [String: String] = [:]

  /// The heading of the list of reviews.
  static let list = "All reviews"

  /// The headings that are known before the pages are: the list's, the reviews', the reports'.
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

  /// Where a link leads; nil where the text has no heading for it.
  func target(of address: String, from path: String) -> String? {
    guard let address = PageLinks.address(address, from: path), address.fragment == nil else {
      return nil
    }
    return anchors[address.path].map { "#" + $0 }
  }

  /// A heading in lower case, without punctuation, with hyphens for spaces.
  private static func anchor(of heading: String) -> String {
    let kept = heading.lowercased().unicodeScalars.filter { scalar in
      scalar == "-" || scalar == "_" || scalar == " " || scalar.properties.isLetterOrDigit
        || scalar.properties.generalCategory == .nonspacingMark
    }
    return String(String.UnicodeScalarView(kept)).replacing(" ", with: "-")
  }
}
