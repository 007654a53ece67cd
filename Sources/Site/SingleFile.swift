import HTML
import Literate

/// Converts pages to sections of one self-contained file, with the style sheet and the pictures embedded and links between
/// sections.
///
/// Every id is prefixed with its page's name, so that ids are unique.
package struct SingleFile: Sendable {
  /// The element with the style sheet.
  let sheet: HTML
  /// The pictures by path on a site.
  let images: [String: SiteImages.Image]

  package init(sheet: String, images: [String: SiteImages.Image], hasPlayground: Bool = true) {
    self.images = images
    self.sheet = StyleSheet.element(sheet, isSite: false, hasPlayground: hasPlayground)
  }

  /// Returns a page as a section.
  ///
  /// - Parameters:
  ///   - page: The page as on a site.
  ///   - path: The path of the page on a site.
  /// - Returns: A section with the content of the page's `main` element.
  func section(_ page: FramedPage, at path: String) -> String {
    let middle = Self.withoutCellEnds(inlined(page.middle, at: path).markup)
    let back: HTML =
      path == "index.html" ? "" : "<p class=\"wide\"><a\(href: "#index")>All reviews</a></p>\n"
    let section: HTML = """
      <div class="page"\(id: Self.id(of: path))>
      \(HTML(trusting: middle))
      <div class="grid">\(back)</div>
      </div>

      """
    return section.markup
  }

  /// Returns the parts of a page's shell before the first section and after the last.
  func frame(_ page: WovenPage) -> (head: String, foot: String) {
    let (head, foot) = (inlined(page.head, at: page.path), inlined(page.foot, at: page.path))
    return (head.markup + "\n", foot.markup)
  }

  /// Writes a section of the failed claims, which precedes all pages; nothing if all claims hold.
  func writeFailures(_ claims: Claims, to write: (String) throws -> Void) rethrows {
    guard claims.failed > 0 else { return }
    let verb = claims.failed == 1 ? "does" : "do"
    let head: HTML = """
      <div class="page">
      <article class="grid">
      <header class="head"><h1>\(claims.failed) of \(counted(claims.count, "claim")) \(verb) not hold</h1></header>

      """
    try write(head.markup)
    for block in claims.failedBlocks {
      for item in claims.failures(in: block) { try write(Self.failure(item).markup) }
    }
    try write("</article>\n</div>\n")
  }

  private static func failure(_ item: JUnit.Case) -> HTML {
    let address = id(of: item.page) + (item.claim.label.map { ".\($0)" } ?? "")
    return """
      <div class="claim false"><p class="measured"><b><a\(href: "#\(address)")>\(item.page)</a>:</b> \
      <code>\(item.name)</code>, measured \(item.measured)</p></div>

      """
  }

  /// Returns the id of a section: its page's path with points, which page names cannot contain, for slashes.
  static func id(of path: String) -> String {
    let name = path.hasSuffix(".html") ? path.dropLast(".html".count) : path[...]
    return String(name).replacing("/", with: ".")
  }

  /// Returns HTML with addresses, ids and style sheet adapted to a single file.
  private func inlined(_ html: HTML, at path: String) -> HTML {
    let id = Self.id(of: path)
    return html.changing { change($0, at: path, id) }
  }

  private func change(_ mark: HTML.Mark, at path: String, _ id: String) -> HTML.Change {
    switch mark.kind {
    case .id, .group: return .set("\(id).\(mark.value)")
    // The table of all words repeats the values, which would take a seventh of the file.
    case .tooltip: return .remove
    case .references:
      let names = mark.value.split(separator: " ")
      return .set(names.map { "\(id).\($0)" }.joined(separator: " "))
    case .link, .use:
      guard !PageLinks.hasScheme(mark.value),
        let address = PageLinks.address(mark.value, from: path)
      else { return .keep }
      // The data files and lists of a site do not exist here.
      guard address.path.hasSuffix(".html") else { return .remove }
      let section = Self.id(of: address.path)
      return .set("#" + section + (address.fragment.map { ".\($0)" } ?? ""))
    case .source:
      let image = PageLinks.address(mark.value, from: path).flatMap { images[$0.path] }
      return image.map { .set($0.dataAddress) } ?? .keep
    case .sheet: return .replace(sheet)
    case .resource: return .keep
    }
  }

  /// Removes the end tags of cells and rows, which HTML allows to be omitted: that saves a tenth of a page.
  private static func withoutCellEnds(_ markup: String) -> String {
    let bytes = markup.utf8Span.span
    var result = ""
    result.reserveCapacity(markup.utf8.count)
    var copied = 0
    func copy(upTo end: Int) {
      let start = markup.utf8.index(markup.startIndex, offsetBy: copied)
      result += markup[start..<markup.utf8.index(start, offsetBy: end - copied)]
    }
    var index = 0
    while index + 5 <= bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
        bytes[index + 2] == UInt8(ascii: "t"), "dhr".utf8.contains(bytes[index + 3]),
        bytes[index + 4] == UInt8(ascii: ">")
      else {
        index += 1
        continue
      }
      copy(upTo: index)
      index += 5
      copied = index
    }
    copy(upTo: bytes.count)
    return result
  }
}
