import Blocks
import HTML

/// The parts of a page, for the shell.
struct Page {
  /// A link to a page in the navigation.
  struct NavigationItem: Hashable {
    let title: String
    let path: String
    let isCurrent: Bool
  }

  let language: String
  let title: String
  let siteTitle: String
  let description: String
  /// The relative path to the root of the site: empty, `../` or `../../`.
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
  let navigation: [NavigationItem]
  let previous: (title: String, path: String)?
  let next: (title: String, path: String)?
  /// The content security policy; nil if the page has no script.
  var policy: String?

  /// A value of the shell that differs between pages of one form.
  enum Gap: String, CaseIterable {
    case title, description, kicker, heading, standfirst, byline, body, policy
    case previousTitle, previousPath, nextTitle, nextPath
  }

  /// Returns a value; nil if the page does not have it.
  subscript(gap: Gap) -> HTML? {
    switch gap {
    case .title: HTML(text: title)
    case .description: HTML(text: description)
    case .kicker: kicker.map { HTML(text: $0) }
    case .heading:
      headingID.map { "<span\(id: $0)>\(heading)</span>" as HTML } ?? HTML(text: heading)
    case .standfirst: standfirst?.html
    case .byline: byline?.html
    case .body: body
    case .policy: policy.map { HTML(text: $0) }
    case .previousTitle: previous.map { HTML(text: $0.title) }
    case .previousPath: previous.map { HTML(text: root + $0.path) }
    case .nextTitle: next.map { HTML(text: $0.title) }
    case .nextPath: next.map { HTML(text: root + $0.path) }
    }
  }
}

/// A page in its shell.
struct FramedPage {
  /// The markup before the contents of the `main` element, or else of `body`.
  let head: HTML
  /// The contents of that element; the whole page if there is none.
  let middle: HTML
  /// The markup after them.
  let foot: HTML
  /// The whole page.
  let html: HTML

  init(head: HTML, middle: HTML, foot: HTML) {
    (self.head, self.middle, self.foot) = (head, middle, foot)
    html = "\(head)\(middle)\(foot)"
  }
}
