package import Site

/// A list of reviews on a site: a selection in an order.
package struct ReviewList: Hashable, Sendable {
  package var selection = ReviewSelection.all
  package var order = ReviewOrder.given

  /// Creates a list.
  package init(_ selection: ReviewSelection = .all, _ order: ReviewOrder = .given) {
    (self.selection, self.order) = (selection, order)
  }

  /// The largest number of reviews on a page.
  package static let reviewsPerPage = 100
  /// The largest size of a page's rows in bytes: with the rest of the page, at most 300,000.
  static let bytesPerPage = 275_000

  /// Returns the lists of a site: every selection that has reviews, and in several orders if it has at least ten.
  package static func offered(among reviews: ReviewSummaries) -> [ReviewList] {
    ReviewSelection.offered(among: reviews).flatMap { selection in
      orders(of: selection, among: reviews).map { ReviewList(selection, $0) }
    }
  }

  /// Returns the orders of a selection: those by which readers look for errors, if it has enough reviews.
  private static func orders(
    of selection: ReviewSelection, among reviews: ReviewSummaries
  ) -> [ReviewOrder] {
    guard reviews.count(of: selection) >= ReviewSelection.least else { return [.given] }
    return switch selection {
    case .all: reviews.hasLabels ? [.given, .confidence, .label] : [.given, .confidence]
    case .wrong: [.given, .confidence]
    case .right, .unsure: [.given]
    }
  }

  /// The prefix of the titles of the list's pages.
  var heading: String {
    guard order != .given else { return selection.heading }
    guard selection != .all else { return order.title + ": " }
    return selection.heading.dropLast(2) + ", " + order.title.lowercased() + ": "
  }

  /// Returns the path of one of the list's pages.
  ///
  /// - Parameters:
  ///   - number: The number of the page, from 1.
  ///   - addresses: The addresses of the site. On a large site, all pages but the first of a list are in folders.
  /// - Returns: The path from the root of the site.
  package func path(_ number: Int = 1, in addresses: ReviewAddresses) -> String {
    let parts = [
      "index", selection == .all ? nil : selection.rawValue, order == .given ? nil : order.rawValue,
    ]
    let name = parts.compactMap(\.self).joined(separator: "-")
    if number == 1 { return "\(name).html" }
    return addresses.hasFolders
      ? "\(name)-pages/\(addresses.range(of: number))/\(number).html" : "\(name)-\(number).html"
  }
}

/// The links on a page of a list to other lists and pages.
struct ListLinks: Sendable {
  /// A link.
  package struct Link: Sendable {
    let title: String
    /// The name for assistive technology, if the title needs context.
    var name: String?
    /// The number of reviews, if the link shows it.
    var count: Int?
    /// The path from the root of the site.
    let path: String
    let isCurrent: Bool
  }

  /// The lists of other selections, in the same order where they have it.
  let selections: [Link]
  /// The same selection in other orders.
  let orders: [Link]
  /// The groups of the list.
  let groups: [Link]
  /// Some pages of the list, in order; nil for omitted ones.
  let pages: [Link?]
  /// The search of the list; nil without one.
  let search: ListSearch?
  /// The selection that the list shows, and its number of reviews.
  let selection: ReviewSelection
  let count: Int

  /// No links.
  init() {
    (selections, orders, groups, pages) = ([], [], [], [])
    (search, selection, count) = (nil, .all, 0)
  }

  /// Collects the links of a page.
  ///
  /// - Parameters:
  ///   - list: The list.
  ///   - number: The number of the page, from 1.
  ///   - pages: The pages of the list.
  ///   - reviews: All reviews.
  ///   - addresses: The addresses of the site.
  init(
    _ list: ReviewList, page number: Int, of pages: ListPages, among reviews: ReviewSummaries,
    in addresses: ReviewAddresses
  ) {
    let lists = ReviewList.offered(among: reviews)
    let offered = ReviewSelection.offered(among: reviews)
    selections =
      reviews.count < ReviewSelection.least
      ? []
      : offered.map { selection in
        let same = ReviewList(selection, list.order)
        let other = lists.contains(same) ? same : ReviewList(selection)
        return Link(
          title: selection.title, count: reviews.count(of: selection),
          path: other.path(in: addresses), isCurrent: selection == list.selection)
      }
    let orders = lists.filter { $0.selection == list.selection }
    self.orders =
      orders.count < 2
      ? []
      : orders.map {
        Link(title: $0.order.title, path: $0.path(in: addresses), isCurrent: $0 == list)
      }
    groups = pages.groups.map { group in
      Link(
        title: group.title, count: group.count, path: list.path(group.page, in: addresses),
        isCurrent: group.title == pages.group(ofPage: number)?.title)
    }
    self.pages = Self.pages(list, page: number, of: pages.count, addresses)
    search = ListSearch(reviews)
    selection = list.selection
    count = reviews.count(of: list.selection)
  }

  /// Links to the first and the last page, the neighbours, and pages 10, 100, … before and after this one, so that few steps lead
  /// to any page.
  private static func pages(
    _ list: ReviewList, page number: Int, of count: Int, _ addresses: ReviewAddresses
  ) -> [Link?] {
    guard count > 1 else { return [] }
    var distances = [0, 1, 2]
    var distance = 10
    while distance < count {
      distances.append(distance)
      distance *= 10
    }
    let near = distances.flatMap { [number - $0, number + $0] }.filter { (1...count).contains($0) }
    var links: [Link?] = []
    var last = 0
    for page in Set(near + [1, count]).sorted() {
      if page > last + 1 { links.append(nil) }
      last = page
      let end = page == 1 ? ", first" : page == count ? ", last" : ""
      links.append(
        Link(
          title: "\(page)", name: "Page \(page)\(end)", path: list.path(page, in: addresses),
          isCurrent: page == number))
    }
    return links
  }
}
