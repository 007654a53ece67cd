import HTML
import Literate
import SourceText

/// A woven page with its claims.
package struct WovenPage: Sendable {
  /// The path on a site, which names the page in every other form too.
  package let path: String
  /// The title for links to the page.
  package let title: String
  /// The page's shell as on a site, before and after the contents of its `main` element.
  let head, foot: HTML
  /// The page in the output forms of the run.
  package let texts: PageTexts
  let claims: [ClaimResult]
  /// The references of the page, and the locations where authors wrote them.
  let links: PageLinks
  /// The references as a section of a single file; nil if there is none.
  let sectionLinks: PageLinks?
  let places: [String: SourceLocation]

  /// Returns the page with the section that another one has in a single file.
  package func with(sectionOf other: WovenPage) -> WovenPage {
    WovenPage(
      path: path, title: title, head: head, foot: foot,
      texts: PageTexts(
        site: texts.site, section: other.texts.section, markdown: texts.markdown),
      claims: claims, links: links, sectionLinks: other.sectionLinks, places: places)
  }

  /// The claims as test cases.
  package var cases: [JUnit.Case] { claims.map { JUnit.Case(page: path, claim: $0) } }
}

/// The pages and numbers of one review.
package struct WovenReview: Sendable {
  let id: String
  /// The pages, one per document.
  package let pages: [WovenPage]
  package let json: String

  /// Creates the results of a review from its id, its pages and its line of JSON.
  package init(id: String, pages: [WovenPage], json: String) {
    self.id = id
    self.pages = pages
    self.json = json
  }
}
