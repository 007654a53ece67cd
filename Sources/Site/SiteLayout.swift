package import Blocks
import HTML
package import Literate
import SourceText

/// Lays out woven documents as pages: shell, navigation and addresses.
package struct SiteLayout: Sendable {
  private let shell: PageShell
  private let images: SiteImages
  private let sheet: String
  /// The title of the site.
  private let title: String
  /// The titles and paths in the navigation of each page.
  private let navigation: [(title: String, path: String)]
  private let reviewPage: @Sendable (_ path: String) -> String?
  /// The output forms of pages.
  package let forms: PageForms

  /// Creates a layout.
  ///
  /// - Parameters:
  ///   - templates: The templates of the site.
  ///   - documents: The documents of the site, for its title, navigation and pictures.
  ///   - forms: The output forms of pages.
  ///   - reviewPage: Returns the true path of a review's page, which authors name as on a small site; nil for any other path.
  package init<Context>(
    _ templates: Templates, _ documents: SiteDocuments<Context>, forms: PageForms,
    reviewPage: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
  ) {
    self.reviewPage = reviewPage
    shell = templates.shell
    sheet = templates.sheet
    images = documents.images
    title = documents.title
    navigation =
      [("Reviews", MarkdownAnchors.listPath)]
      + documents.reports.map { ($0.title, "\($0.name).html") }
    self.forms = forms
  }

  /// Returns a woven document as a page.
  ///
  /// - Parameters:
  ///   - woven: The woven document.
  ///   - entry: The document.
  ///   - path: The path of the page on a site.
  ///   - root: The relative path from the page to the root of the site.
  ///   - prefix: A prefix of the page's title.
  ///   - kicker: The line above the heading.
  ///   - previous: The page before it.
  ///   - next: The page after it.
  ///   - lead: Blocks between the head and the document.
  ///   - policy: The content security policy of a document with a script, which becomes one file; nil if it has none.
  /// - Returns: The page in the output forms.
  package func page<Context>(
    _ woven: WovenDocument, in entry: SiteDocuments<Context>.Entry, at path: String, root: String,
    titled prefix: String = "", kicker: String? = nil,
    previous: (title: String, path: String)? = nil, next: (title: String, path: String)? = nil,
    lead: [Block] = [], policy: String? = nil
  ) -> WovenPage {
    let title = prefix + woven.title
    let frontMatter = entry.document.frontMatter
    var addresses = AuthorAddresses(
      images: images, document: entry.file, root: root, links: woven.links,
      reviewPage: reviewPage)
    let page = Page(
      language: frontMatter.lang,
      title: title == self.title ? title : "\(title) · \(self.title)",
      siteTitle: self.title, description: title, root: root,
      kicker: kicker, heading: woven.title,
      headingID: woven.titleID,
      standfirst: woven.subtitle.map { addresses.resolve($0) },
      byline: Byline.phrase(of: frontMatter),
      body: lead.html + (woven.contents ?? "") + addresses.resolve(woven.html),
      blocks: lead + woven.blocks,
      navigation: navigation.map {
        Page.NavigationItem(title: $0.title, path: $0.path, isCurrent: $0.path == path)
      },
      previous: previous, next: next, policy: policy)
    let framed = shell.framed(page)
    return WovenPage(
      path: path, title: title, head: framed.head, foot: framed.foot,
      texts: forms.texts(
        of: page, policy == nil ? framed : withSheet(framed, root: root), at: path,
        resolving: addresses), claims: woven.claims,
      links: PageLinks(framed.html, target: framed.html, at: path),
      // The shell is not repeated in the sections of a single file.
      sectionLinks: forms.singleFile.map { _ in
        PageLinks(framed.html, target: framed.middle, at: path)
      }, places: addresses.places)
  }

  /// Returns a page as one file, with the style sheet inside.
  ///
  /// Viewers that forbid scripts often forbid styles in a page, too. They load the sheet of the site.
  private func withSheet(_ page: FramedPage, root: String) -> FramedPage {
    let inside = StyleSheet.element(sheet, isSite: true)
    let head = page.head.changing { mark in
      guard mark.kind == .sheet else { return .keep }
      return .replace(
        "\(inside)\n<noscript><link rel=\"stylesheet\"\(href: root + "assets/report.css")></noscript>"
      )
    }
    return FramedPage(head: head, middle: page.middle, foot: page.foot)
  }
}
