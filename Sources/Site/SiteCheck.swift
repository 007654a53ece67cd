import HTML
import Literate
package import SourceText
import Spooling

/// Checks all links of a site before the site is moved into place.
///
/// Pages are added one by one as they are written. A link to an earlier page is followed at once, one to a later page as soon as
/// that page is added. Of a page are kept: a hash of its path, and its ids as ranges of numbers and as names that it shares with
/// other pages.
package struct SiteCheck: ~Copyable, Sendable {
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

  private struct Fault: Hashable {
    let problem: PageLinks.Problem
    let location: SourceLocation?
  }

  private struct Page {
    /// The index of its shape.
    let shape: Int32
    /// The index of the first of its bounds.
    let bounds: Int32
  }

  /// The addresses of files that are not among the pages so far, by path and id.
  private var waiting: [String: [String?: Asked]] = [:]
  /// The ids that pages so far do not have.
  private var broken: [PageLinks.Address: Asked] = [:]
  private var faults: [Fault: Asked] = [:]
  /// The pages by the hashes of their paths, in parts, so that growing a table does not hold all pages twice.
  private var pages: [[Int: Page]] = Array(repeating: [:], count: parts)
  private static let parts = 64
  private var bounds: [UInt32] = []
  private var shapes: [PageIDs.Shape] = []
  private var shapeIndices: [PageIDs.Shape: Int32] = [:]
  /// The paths of all pages, which are read only to find the nearest to a missing one.
  private var paths = RecordList<String>.Appender(block: 64)

  package init() {}

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - links: The ids and references of the page.
  ///   - places: The locations of the addresses that authors wrote.
  /// - Throws: A diagnostic if a temporary file cannot be written.
  package mutating func add(
    _ links: PageLinks, places: [String: SourceLocation]
  ) throws(Diagnostics) {
    let page = note(links.ids)
    let hash = links.path.hashValue
    pages[Self.part(hash)][hash] = page
    try paths.append(links.path)
    for (id, asked) in waiting.removeValue(forKey: links.path) ?? [:] where !has(page, id) {
      broken[PageLinks.Address(path: links.path, fragment: id)] = asked
    }
    for mention in links.mentions {
      let address = mention.address
      func ask(_ known: Asked?) -> Asked {
        var asked = known ?? Asked(page: links.path, written: mention.written)
        asked.pages += 1
        if let place = places[mention.written] { asked.location = place }
        return asked
      }
      let hash = address.path.hashValue
      if let target = pages[Self.part(hash)][hash] {
        if !has(target, address.fragment) { broken[address] = ask(broken[address]) }
      } else {
        waiting[address.path, default: [:]][address.fragment] =
          ask(waiting[address.path]?[address.fragment])
      }
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

  /// Returns the part of the table for a hash.
  private static func part(_ hash: Int) -> Int { Int(UInt(bitPattern: hash) % UInt(parts)) }

  /// Keeps the ids of a page.
  private mutating func note(_ ids: PageIDs) -> Page {
    var shape = Int32(shapes.count)
    if let known = shapeIndices[ids.shape] {
      shape = known
    } else {
      shapeIndices[ids.shape] = shape
      shapes.append(ids.shape)
    }
    defer { bounds += ids.bounds }
    return Page(shape: shape, bounds: Int32(clamping: bounds.count))
  }

  /// Whether a page has an id; every page has the whole of it.
  private func has(_ page: Page, _ id: String?) -> Bool {
    id.map { shapes[Int(page.shape)].contains($0, bounds[Int(page.bounds)...]) } ?? true
  }

  /// Checks all addresses.
  ///
  /// - Parameter files: The paths of all files of the site that are not pages.
  /// - Throws: A diagnostic for each broken link.
  package func verify(files: Set<String>) throws(Diagnostics) {
    var problems = faults.map { fault, asked in
      fault.problem.diagnostic(on: asked.pagesText, at: fault.location)
    }
    for (address, asked) in broken {
      problems.append(
        Self.diagnostic(
          asked, "'\(address.path)' has no element with the id '\(address.fragment ?? "")'"))
    }
    let missing = waiting.filter { !files.contains($0.key) }
    let all = missing.isEmpty ? [] : (Array(files) + Array(paths.list)).sorted()
    for (path, references) in missing {
      let near = NearestName.of(path, among: all)
      let reason =
        near.map { "the site has no file '\(path)'; did you mean '\($0)'?" }
        ?? "the site has no file '\(path)'"
      for asked in references.values { problems.append(Self.diagnostic(asked, reason)) }
    }
    // Dictionaries are unordered, so the problems are sorted.
    problems.sort { ($0.message, $0.hint ?? "") < ($1.message, $1.hint ?? "") }
    try Diagnostics(problems).throwIfErrors()
  }

  private static func diagnostic(_ asked: Asked, _ reason: String) -> Diagnostic {
    let place = asked.location == nil ? " on \(asked.pagesText)" : ""
    return Diagnostic(
      "broken link '\(asked.written)'\(place)", at: asked.location, hint: reason)
  }

  /// The number of bytes that are kept for all pages, without their shapes and with the free places of the table.
  package var pageBytes: Int {
    pages.reduce(0) { $0 + $1.capacity }
      * (MemoryLayout<Int>.stride + MemoryLayout<Page>.stride + 1)
      + bounds.count * MemoryLayout<UInt32>.size + paths.list.overhead
  }

  /// The number of different shapes of the pages.
  package var shapeCount: Int { shapes.count }
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
