import Blocks
import Foundation
import HTML
import Markdown
import SourceText

/// Resolves the addresses that authors write to addresses on the site.
///
/// Documents link to each other and to pictures as files, so that they can be read as they are. On a page, addresses are
/// relative to the root of the site, wherever the page is.
struct AuthorAddresses {
  /// The locations of the author's addresses, by the addresses on the page.
  private(set) var places: [String: SourceLocation] = [:]
  private let images: SiteImages
  private let document: String
  private let root: String
  private let written: [String: SourceLocation]
  private let reviewPage: @Sendable (_ path: String) -> String?

  /// Creates a resolver for a page.
  ///
  /// - Parameters:
  ///   - images: The pictures of all documents.
  ///   - document: The path of the page's document.
  ///   - root: The relative path from the page to the root of the site.
  ///   - links: The links of the document.
  ///   - reviewPage: Returns the true path of a review's page, which authors name as on a small site; nil for any other path.
  init(
    images: SiteImages, document: String, root: String, links: [MarkdownPage.Link],
    reviewPage: @escaping @Sendable (_ path: String) -> String?
  ) {
    self.images = images
    self.document = document
    self.root = root
    self.reviewPage = reviewPage
    written = Dictionary(
      links.map { (Self.decoded($0.destination), $0.location) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Returns markup with the author's addresses resolved; chunks write addresses as they are on the site.
  mutating func resolve(_ html: HTML) -> HTML {
    guard !written.isEmpty else { return html }
    return html.changing { mark in
      guard mark.isAuthors, mark.kind == .link || mark.kind == .source else { return .keep }
      let place = written[Self.decoded(mark.value)]
      let new = resolved(
        mark.value, isImage: mark.kind == .source, isWritten: place != nil)
      if let place { places[new] = place }
      return new == mark.value ? .keep : .set(new)
    }
  }

  /// Returns a phrase with the addresses of its form for pages resolved.
  mutating func resolve(_ phrase: Phrase) -> Phrase {
    Phrase(.rendered(resolve(phrase.html), elsewhere: phrase))
  }

  /// Returns the address on the site of a page that the author links to.
  func address(_ address: String) -> String {
    resolved(address, isImage: false, isWritten: written[Self.decoded(address)] != nil)
  }

  private func resolved(_ address: String, isImage: Bool, isWritten: Bool) -> String {
    if isImage, let image = images.image(address, in: document) { return root + image.path }
    if let page = DocumentAddress.page(for: address) {
      return "\(root)\(page.name).html\(page.fragment)"
    }
    let isElsewhere =
      PageLinks.hasScheme(address) || address.hasPrefix("/") || address.hasPrefix("#")
    guard isWritten, !isElsewhere else { return address }
    let fragment = address[(address.firstIndex(of: "#") ?? address.endIndex)...]
    let page = PageLinks.address(address, from: "").flatMap { reviewPage($0.path) }
    return root + (page.map { $0 + fragment } ?? address)
  }

  private static func decoded(_ address: String) -> String {
    address.removingPercentEncoding ?? address
  }
}
