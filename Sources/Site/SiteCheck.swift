import HTML
import Literate
package import SourceText

/// Checks all links of a site before the site is moved into place.
///
/// Pages are added one by one as they are written. Only their ids, as ranges of numbers and shared names, and one entry per
/// address that another page references are kept, so memory grows with the number of pages and hardly with their size.
package struct SiteCheck: Sendable {
  /// The first reference to an address, and the number of pages that reference it.
  private struct Asked {
    let page: String
    let written: String
    var location: SourceLocation?
    var pages = 0

    /// The page, and the number of other pages.
    var pagesText: String {
      pages > 1 ? "'\(page)' and \(counted(pages - 1, "other page"))" : "'\(page)'"
    }
  }

  package init() {}

  private var asked: [PageLinks.Address: Asked] = [:]
  private var faults: [Fault: Asked] = [:]
  private var ids: [String: PageIDs] = [:]
  /// The different sets of names among the ids.
  private var names: Set<Set<String>> = []

  private struct Fault: Hashable {
    let problem: PageLinks.Problem
    let location: SourceLocation?
  }

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - links: The ids and references of the page.
  ///   - places: The locations of the addresses that authors wrote.
  package mutating func add(_ links: PageLinks, places: [String: SourceLocation]) {
    var known = links.ids
    known.share(names.insert(known.names).memberAfterInsert)
    ids[links.path] = known
    for mention in links.mentions {
      let place = places[mention.written]
      asked[mention.address, default: Asked(page: links.path, written: mention.written)].pages += 1
      if let place { asked[mention.address]?.location = place }
    }
    for problem in links.problems {
      let place = problem.written.flatMap { places[$0] }
      let written = problem.written ?? ""
      faults[
        Fault(problem: problem, location: place),
        default: Asked(page: links.path, written: written, location: place)
      ].pages += 1
    }
  }

  /// Checks all addresses.
  ///
  /// - Parameter files: The paths of all files of the site.
  /// - Throws: A diagnostic for each broken link.
  package func verify(files: Set<String>) throws(Diagnostics) {
    var problems = faults.map { fault, asked in
      fault.problem.diagnostic(on: asked.pagesText, at: fault.location)
    }
    for (address, asked) in asked where !isThere(address, files) {
      problems.append(Self.diagnostic(address, asked, files: files))
    }
    // Dictionaries are unordered, so the problems are sorted.
    problems.sort { ($0.message, $0.hint ?? "") < ($1.message, $1.hint ?? "") }
    try Diagnostics(problems).throwIfErrors()
  }

  /// Whether an address leads to a file, and to an element of it if it is a page.
  private func isThere(_ address: PageLinks.Address, _ files: Set<String>) -> Bool {
    guard files.contains(address.path) else { return false }
    guard let id = address.fragment, let known = ids[address.path] else { return true }
    return known.contains(id)
  }

  private static func diagnostic(
    _ address: PageLinks.Address, _ asked: Asked, files: Set<String>
  ) -> Diagnostic {
    let isThere = files.contains(address.path)
    let near = isThere ? nil : NearestName.of(address.path, among: files.sorted())
    let reason =
      isThere
      ? "'\(address.path)' has no element with the id '\(address.fragment ?? "")'"
      : near.map { "the site has no file '\(address.path)'; did you mean '\($0)'?" }
        ?? "the site has no file '\(address.path)'"
    let place = asked.location == nil ? " on \(asked.pagesText)" : ""
    return Diagnostic(
      "broken link '\(asked.written)'\(place)", at: asked.location, hint: reason)
  }
}

extension PageLinks.Problem {
  /// The address as written; nil if there is none.
  var written: String? {
    switch self {
    case .duplicate: nil
    case .missing(_, let written), .outside(let written): written
    }
  }

  /// Returns a diagnostic for the problem.
  fileprivate func diagnostic(on pages: String, at place: SourceLocation?) -> Diagnostic {
    let placeText = place == nil ? " on \(pages)" : ""
    return switch self {
    case .duplicate(let id):
      Diagnostic(
        "duplicate id '\(id)' on \(pages)", at: place,
        hint: "change one of the two labels")
    case .missing(let id, let written):
      Diagnostic(
        "broken link '\(written)'\(placeText)", at: place,
        hint: "the page has no element with the id '\(id)'")
    case .outside(let written):
      Diagnostic(
        "the address '\(written)' leads out of the site\(placeText)", at: place,
        hint: "use a relative address; pages load nothing from other servers")
    }
  }
}
