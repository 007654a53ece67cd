import HTML
import Literate

/// Converts pages to sections of one self-contained file, with the style sheet and the pictures embedded and links between
/// sections.
///
/// Every id is prefixed with its page's name, so that ids are unique.
struct SingleFile: Sendable {
  /// The style sheet, without comments and indentation.
  let sheet: String
  /// The pictures by path on a site.
  let images: [String: SiteImages.Image]

  init(sheet: String, images: [String: SiteImages.Image]) {
    self.images = images
    let lines = StyleSheet.withoutComments(sheet).split(separator: "\n").map(\.trimmedLine)
    // Nothing in a sheet may look like its end tag.
    self.sheet = lines.filter { !$0.isEmpty }.joined(separator: "\n").replacing("</", with: "<\\/")
  }

  /// Returns a page as a section.
  ///
  /// - Parameters:
  ///   - page: The page as on a site.
  ///   - path: The path of the page on a site.
  /// - Returns: A section with the content of the page's `main` element.
  func section(_ page: String, at path: String) -> String {
    let changed = inlined(page, at: path)
    let back =
      path == "index.html" ? "" : "<p class=\"wide\"><a href=\"#index\">All reviews</a></p>\n"
    return """
      <div class="page" id="\(Self.id(of: path))">
      \(changed[Self.middle(of: changed)])
      <div class="grid">\(back)</div>
      </div>

      """
  }

  /// Returns the parts of a page's shell before the first section and after the last.
  func frame(_ page: String, at path: String) -> (head: String, foot: String) {
    let changed = inlined(page, at: path)
    let middle = Self.middle(of: changed)
    return (String(changed[..<middle.lowerBound]) + "\n", String(changed[middle.upperBound...]))
  }

  /// Returns a section of the failed claims, which precedes all pages; empty if all claims hold.
  func failures(_ claims: [JUnit.Case]) -> String {
    let failed = claims.filter { !$0.claim.holds }
    guard !failed.isEmpty else { return "" }
    let rows = failed.map { item -> HTML in
      let address = Self.id(of: item.page) + (item.claim.label.map { ".\($0)" } ?? "")
      return """
        <div class="claim false"><p class="measured"><b><a href="#\(address)">\(item.page)</a>:</b> \
        <code>\(item.name)</code>, measured \(item.measured)</p></div>

        """
    }
    let verb = failed.count == 1 ? "does" : "do"
    let html: HTML = """
      <div class="page">
      <article class="grid">
      <header class="head"><h1>\(failed.count) of \(counted(claims.count, "claim")) \(verb) not hold</h1></header>
      \(rows.joined())</article>
      </div>

      """
    return html.markup
  }

  /// Returns the id of a section: its page's path with points, which page names cannot contain, for slashes.
  static func id(of path: String) -> String {
    let name = path.hasSuffix(".html") ? path.dropLast(".html".count) : path[...]
    return String(name).replacing("/", with: ".")
  }

  /// Returns the range of the content of the page's `main` element, else of its `body`.
  private static func middle(of page: String) -> Range<String.Index> {
    for element in ["main", "body"] {
      var start: String.Index?
      var end: String.Index?
      for piece in Markup(page) {
        switch piece {
        case .opening(let tag) where tag.name == element && start == nil:
          start = tag.source.endIndex
        case .closing(element[...], let source): end = source.startIndex
        default: break
        }
      }
      if let start, let end, start <= end { return start..<end }
    }
    return page.startIndex..<page.endIndex
  }

  /// Returns a page with addresses, ids and style sheet adapted to a single file.
  private func inlined(_ page: String, at path: String) -> String {
    let id = Self.id(of: path)
    let changed = HTML(trusting: page).changingAttributes { tag, attribute in
      change(attribute, of: tag, at: path, id)
    }
    var result = ""
    for piece in Markup(changed) {
      switch piece {
      case .opening(let tag) where tag.name == "link" && tag["rel"] == "stylesheet":
        result += "<style>\n\(sheet)\n</style>"
      case .opening(let tag): result += tag.source
      // HTML allows the end tags of cells and rows to be omitted, which saves a tenth of a page.
      case .closing("td", _), .closing("th", _), .closing("tr", _): break
      case .closing(_, let source), .text(let source), .other(let source): result += source
      }
    }
    return result
  }

  private func change(
    _ attribute: Markup.Attribute, of tag: Markup.Tag, at path: String, _ id: String
  ) -> HTML.Change {
    switch attribute.name {
    case "id": return .set("\(id).\(attribute.value)")
    case "name" where tag.name == "input": return .set("\(id).\(attribute.value)")
    // The table of all words repeats the tooltips, which would take a seventh of the file.
    case "title" where ["span", "b", "u"].contains(tag.name): return .remove
    case "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls":
      let names = attribute.value.split(separator: " ")
      return .set(names.map { "\(id).\($0)" }.joined(separator: " "))
    case "href" where tag.name != "link":
      let value = attribute.value
      guard !PageLinks.hasScheme(value), let address = PageLinks.address(value, from: path) else {
        return .keep
      }
      // The data files and lists of a site do not exist here.
      guard address.path.hasSuffix(".html") else { return .remove }
      let section = Self.id(of: address.path)
      return .set("#" + section + (address.fragment.map { ".\($0)" } ?? ""))
    case "src":
      let image = PageLinks.address(attribute.value, from: path).flatMap { images[$0.path] }
      return image.map { .set($0.dataAddress) } ?? .keep
    default: return .keep
    }
  }
}

extension Substring {
  /// The line without surrounding spaces.
  fileprivate var trimmedLine: Substring {
    let start = drop { $0 == " " }
    return start.dropLast(start.reversed().prefix { $0 == " " }.count)
  }
}
