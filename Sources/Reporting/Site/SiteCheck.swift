import HTML
import Literate
package import SourceText

/// Looks whether every address of a site leads somewhere, before the site takes its place.
///
/// Pages are read one by one while they are written. What is kept of them is one entry for each address that some other
/// page names, so memory grows with the number of pages and not with their size.
package struct SiteCheck: Sendable {
  /// Who first named an address, and how many pages do.
  private struct Asked {
    let page: String
    let written: String
    var location: SourceLocation?
    var pages = 0

    /// The page, and how many there are beside it.
    var pagesText: String {
      pages > 1 ? "'\(page)' and \(counted(pages - 1, "other page"))" : "'\(page)'"
    }
  }

  package init() {}

  private var asked: [PageLinks.Address: Asked] = [:]
  private var faults: [Fault: Asked] = [:]

  private struct Fault: Hashable {
    let problem: PageLinks.Problem
    let location: SourceLocation?
  }

  /// Takes note of a page.
  ///
  /// - Parameters:
  ///   - links: What the page has and asks for.
  ///   - places: Where authors wrote the addresses that they wrote.
  package mutating func add(_ links: PageLinks, places: [String: SourceLocation]) {
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

  /// Follows all addresses.
  ///
  /// - Parameters:
  ///   - files: The paths of all files of the site.
  ///   - ids: Gives the ids of a page, and nil where they are not known any more; it is asked once for a page.
  /// - Throws: A diagnostic for each address that leads nowhere.
  package func verify(files: Set<String>, ids: (_ page: String) -> Set<String>?) throws(Diagnostics)
  {
    var problems = faults.map { fault, asked in
      fault.problem.diagnostic(on: asked.pagesText, at: fault.location)
    }
    let byPage = Dictionary(grouping: asked.keys, by: \.path)
    for (path, addresses) in byPage {
      let missing: [PageLinks.Address]
      if !files.contains(path) {
        missing = addresses
      } else {
        let named = addresses.filter { $0.fragment != nil }
        let known = named.isEmpty ? nil : ids(path)
        missing = known.map { known in named.filter { !known.contains($0.fragment ?? "") } } ?? []
      }
      for address in missing {
        guard let asked = asked[address] else { continue }
        problems.append(Self.diagnostic(address, asked, files: files))
      }
    }
    // A dictionary has no order, a list of problems has.
    problems.sort { ($0.message, $0.hint ?? "") < ($1.message, $1.hint ?? "") }
    try Diagnostics(problems).throwIfErrors()
  }

  private static func diagnostic(
    _ address: PageLinks.Address, _ asked: Asked, files: Set<String>
  ) -> Diagnostic {
    let isThere = files.contains(address.path)
    let near = isThere ? nil : NearestName.of(address.path, among: files.sorted())
    let reason =
      isThere
      ? "'\(address.path)' has nothing with the id '\(address.fragment ?? "")'"
      : near.map { "the site has no file '\(address.path)'; did you mean '\($0)'?" }
        ?? "the site has no file '\(address.path)'"
    let place = asked.location == nil ? " on \(asked.pagesText)" : ""
    return Diagnostic(
      "the address '\(asked.written)' leads nowhere\(place)", at: asked.location, hint: reason)
  }
}

extension PageLinks.Problem {
  /// How the page writes it; nil where nothing is named.
  var written: String? {
    switch self {
    case .duplicate: nil
    case .missing(_, let written), .outside(let written): written
    }
  }

  /// The problem in words.
  fileprivate func diagnostic(on pages: String, at place: SourceLocation?) -> Diagnostic {
    let placeText = place == nil ? " on \(pages)" : ""
    return switch self {
    case .duplicate(let id):
      Diagnostic(
        "two things have the id '\(id)' on \(pages)", at: place,
        hint: "give one of the two another label")
    case .missing(let id, let written):
      Diagnostic(
        "the address '\(written)' leads nowhere\(placeText)", at: place,
        hint: "the page has nothing with the id '\(id)'")
    case .outside(let written):
      Diagnostic(
        "the address '\(written)' leads out of the site\(placeText)", at: place,
        hint: "pages ask no other server for anything, and a relative address holds under any path")
    }
  }
}
