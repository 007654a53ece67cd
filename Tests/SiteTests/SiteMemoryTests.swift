import HTML
import Site
import SourceText
import Testing

/// What a check of links keeps in memory.
@Suite struct SiteMemoryTests {
  /// Adds pages that link to their neighbours and have as many numbered ids as their number allows.
  private func check(pages: Int) throws -> (bytes: Int, shapes: Int) {
    var check = SiteCheck()
    for number in 0..<pages {
      let ids = (1...3 + number % 50).map { "<b id=\"t\($0)\"></b><i id=\"r\($0)\"></i>" }.joined()
      let next = number + 1 < pages ? number + 1 : 0
      let markup = """
        <a href="../index.html#top"></a><a href="r\(next).html#t2"></a><p id="top"></p>\(ids)
        """
      let page = HTMLTemplate<Int>(reading: markup) { _, _ in nil }.filled { _ in "" }
      try check.add(PageLinks(page, at: "reviews/r\(number).html"), places: [:])
    }
    let index = HTMLTemplate<Int>(reading: "<p id=\"top\">") { _, _ in nil }.filled { _ in "" }
    try check.add(PageLinks(index, at: "index.html"), places: [:])
    try check.verify(files: [])
    return (check.pageBytes, check.shapeCount)
  }

  @Test func `a page takes less than a hundred bytes, whatever its size`() throws {
    for pages in [200, 3000] {
      let (bytes, shapes) = try check(pages: pages)
      #expect(bytes < 100 * pages)
      #expect(shapes == 2)
    }
  }
}
