import Foundation
package import HTML

/// The ids of a page and the addresses that it references.
///
/// Addresses within the page are resolved at once, so that only those of other pages are kept.
package struct PageLinks: Sendable {
  /// An address on the site.
  struct Address: Hashable, Sendable {
    /// The path of the file from the root of the site.
    let path: String
    /// The id in the file; nil for the whole file.
    let fragment: String?
  }

  /// An address, resolved and as written.
  struct Mention: Hashable, Sendable {
    let address: Address
    let written: String
  }

  /// A problem of a page that can be found without the other pages.
  enum Problem: Hashable, Sendable {
    /// Two elements have the same id.
    case duplicate(id: String)
    /// A reference names an id that no element has.
    case missing(id: String, written: String)
    /// A resource is loaded from another server, or an address works only under one base path.
    case outside(written: String)
  }

  /// The path of the page from the root of the site.
  let path: String
  /// The references to other pages, each once, in the order of the page.
  private(set) var mentions: [Mention] = []
  /// The problems of the page by itself.
  private(set) var problems: [Problem] = []

  /// The ids of the page that other pages may refer to.
  let ids: PageIDs

  /// Creates the links of a page that another process wrote.
  init(path: String, mentions: [Mention], problems: [Problem], ids: PageIDs) {
    self.path = path
    self.mentions = mentions
    self.problems = problems
    self.ids = ids
  }

  /// Collects the ids and addresses of a page from its marks.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - target: The part of the page that other pages may refer to; nil for all of it.
  ///   - path: The path of the page from the root of the site.
  /// - Complexity: O(*m*) for *m* marks.
  package init(_ page: HTML, target: HTML? = nil, at path: String) {
    self.path = path
    var found: Set<String> = []
    var named: [(id: String, written: String)] = []
    var known: Set<String> = []
    ids = PageIDs(of: target ?? page)
    let folders = Self.folders(of: path)
    for mark in page.marks {
      switch mark.kind {
      case .id:
        if !found.insert(mark.value).inserted { problems.append(.duplicate(id: mark.value)) }
      case .references:
        named += mark.value.split(separator: " ").map { (String($0), mark.value) }
      case .link, .source, .use, .resource:
        guard known.insert(mark.value).inserted else { continue }
        note(mark.value, in: folders, isLoaded: mark.kind != .link, &named)
      case .group, .tooltip, .sheet: break
      }
    }
    problems += named.filter { !found.contains($0.id) }.map {
      .missing(id: $0.id, written: $0.written)
    }
  }

  private mutating func note(
    _ written: String, in folders: [Substring], isLoaded: Bool,
    _ named: inout [(id: String, written: String)]
  ) {
    if written.hasPrefix("data:") { return }
    if Self.hasScheme(written) || written.hasPrefix("//") {
      if isLoaded { problems.append(.outside(written: written)) }
      return
    }
    guard !written.hasPrefix("/"), let address = Self.address(written, from: path, in: folders)
    else {
      problems.append(.outside(written: written))
      return
    }
    if address.path != path {
      mentions.append(Mention(address: address, written: written))
    } else if let fragment = address.fragment {
      named.append((fragment, written))
    }
  }

  /// Resolves a relative address to a file and an id; returns nil if it leads out of the site.
  static func address(_ written: String, from page: String) -> Address? {
    address(written, from: page, in: folders(of: page))
  }

  /// Returns the folders of a page, outermost first.
  private static func folders(of page: String) -> [Substring] {
    page.split(separator: "/").dropLast()
  }

  private static func address(
    _ written: String, from page: String, in folders: [Substring]
  ) -> Address? {
    // Bytes, because nearly every link of every page is resolved here.
    let bytes = written.utf8
    let hash = bytes.firstIndex(of: UInt8(ascii: "#"))
    let fragment = hash.map { decoded(written[bytes.index(after: $0)...]) ?? "" }
    // The empty fragment is the top of the page.
    let id = fragment == "" ? nil : fragment
    let file = bytes[..<(hash ?? bytes.endIndex)].prefix { $0 != UInt8(ascii: "?") }
    guard !file.isEmpty else { return Address(path: page, fragment: id) }
    var steps = folders
    for step in file.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      switch Substring(step) {
      case ".": break
      case "..":
        if steps.popLast() == nil { return nil }
      case let step: steps.append(decoded(step).map { $0[...] } ?? step)
      }
    }
    return Address(path: steps.joined(separator: "/"), fragment: id)
  }

  /// Decodes percent signs, which few addresses have; nil if one is followed by something else.
  private static func decoded(_ text: Substring) -> String? {
    text.utf8.contains(UInt8(ascii: "%")) ? String(text).removingPercentEncoding : String(text)
  }

  /// Whether an address has a scheme, such as `https:` or `mailto:`.
  static func hasScheme(_ address: String) -> Bool {
    let bytes = address.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex else {
      return false
    }
    return bytes[..<colon].allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        || "0123456789+-.".utf8.contains($0)
    }
  }
}
