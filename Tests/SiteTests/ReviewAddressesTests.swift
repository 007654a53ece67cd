import Site
import Testing

/// The addresses of the pages of reviews.
@Suite struct ReviewAddressesTests {
  /// Ids that are names of folders, of other files, or of other reviews.
  private static let ids = [
    "000001-000003", "000004-000006", "reviews", "index", "index-pages", "1", "01", "a", "a-2",
    "review-4", String(repeating: "z", count: 100),
  ]

  private func addresses(_ count: Int) -> ReviewAddresses {
    ReviewAddresses(
      count: count, limits: ReviewAddresses.Limits(mostInOneFolder: 10, folderSize: 3))
  }

  private func paths(_ addresses: ReviewAddresses, in document: String = "reviews") -> [String] {
    Self.ids.enumerated().map { addresses.path(of: $1, number: $0 + 1, in: document) }
  }

  @Test func `pages of a small site are in one folder`() {
    #expect(paths(addresses(10)) == Self.ids.map { "reviews/\($0).html" })
    #expect(paths(addresses(10), in: "essay") == Self.ids.map { "essay/\($0).html" })
    #expect(addresses(10).root == "../")
    #expect(!ReviewAddresses(count: 4000).hasFolders)
    #expect(ReviewAddresses(count: 4001).hasFolders)
  }

  @Test func `pages of a large site are in folders named by the numbers in them`() {
    let large = addresses(11)
    #expect(large.root == "../../")
    #expect(large.path(of: "a", number: 3) == "reviews/000001-000003/a.html")
    #expect(large.path(of: "a", number: 4) == "reviews/000004-000006/a.html")
    #expect(
      ReviewAddresses(count: 1_000_001).path(of: "a", number: 1_000_001, in: "b")
        == "b/1000001-1001000/a.html")
    let folders = Dictionary(grouping: paths(large)) { $0.split(separator: "/")[1] }
    #expect(folders.values.allSatisfy { $0.count <= 3 })
    #expect(folders.keys.sorted() == folders.keys.sorted { $0.count < $1.count || $0 < $1 })
  }

  @Test func `any reviews have different addresses, from which their numbers can be found`() {
    for count in [10, 11, 5000] {
      let addresses = addresses(count)
      let paths = paths(addresses)
      #expect(Set(paths).count == paths.count)
      for (index, path) in paths.enumerated() {
        let found = addresses.number(at: path) { id in
          Self.ids.firstIndex(of: id).map { $0 + 1 }
        }
        #expect(found == index + 1)
        #expect(ReviewAddresses.root(from: path) == addresses.root)
      }
    }
  }

  @Test(arguments: [
    "reviews/a.html", "reviews/000001-000003/a.html", "reviews/000007-000009/a/a.html",
    "essay/000007-000009/a.html", "reviews/000007-000009/a", "reviews/000007-000009/b.html",
    "index.html", "",
  ])
  func `a path that no review has names none`(path: String) {
    #expect(addresses(11).number(at: path) { $0 == "a" ? 8 : nil } == nil)
  }

  @Test func `an address does not change when reviews are added to a large site`() {
    for count in [12, 999, 123_456] {
      #expect(paths(addresses(count)) == paths(addresses(11)))
    }
  }

  @Test func `an author may name a review without its folder`() {
    func path(_ written: String, _ count: Int) -> String? {
      addresses(count).path(for: written, documents: ["reviews", "essay"]) {
        $0 == "a" ? 8 : nil
      }
    }
    #expect(path("reviews/a.html", 11) == "reviews/000007-000009/a.html")
    #expect(path("essay/a.html", 11) == "essay/000007-000009/a.html")
    for written in ["reviews/b.html", "other/a.html", "a.html", "reviews/a", "reviews/x/a.html"] {
      #expect(path(written, 11) == nil)
    }
    #expect(path("reviews/a.html", 10) == nil)
  }
}
