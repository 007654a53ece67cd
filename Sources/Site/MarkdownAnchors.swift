import SourceText

/// The anchors of the headings of a Markdown text, as GitHub generates them.
package struct MarkdownAnchors: Sendable {
  /// The anchors by the paths of pages.
  private var anchors: [String: String] = [:]
  /// Returns the headings of further pages.
  private let heading: @Sendable (_ path: String) -> String?

  /// The heading of the list of reviews.
  static let list = "All reviews"

  /// The path of the list of reviews.
  static let listPath = "index.html"

  /// Creates the anchors of headings known before weaving: those of the list, the reviews and the reports.
  ///
  /// - Parameters:
  ///   - pages: The paths and the headings of the reports.
  ///   - heading: Returns the heading of a review's page, by its path; nil for any other path.
  package init(
    _ pages: [(path: String, heading: String)],
    heading: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
  ) {
    self.heading = heading
    anchors[Self.listPath] = Self.anchor(of: Self.list)
    for page in pages { anchors[page.path] = Self.anchor(of: page.heading) }
  }

  /// Returns the target of a link; nil if the text has no heading for it.
  package func target(of address: String, from path: String) -> String? {
    guard let address = PageLinks.address(address, from: path), address.fragment == nil else {
      return nil
    }
    let anchor = anchors[address.path] ?? heading(address.path).map(Self.anchor)
    return anchor.map { "#" + $0 }
  }

  /// Returns a heading in lower case, without punctuation and symbols, with hyphens for spaces.
  private static func anchor(of heading: String) -> String {
    let kept = heading.lowercased().unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
        .connectorPunctuation:
        true
      default: scalar == "-" || scalar == " "
      }
    }
    return String(String.UnicodeScalarView(kept)).replacing(" ", with: "-")
  }
}
