import Foundation

/// A shell path pattern: `*`, `?`, `[a-z]` and `[!a-z]`, none of which matches a slash.
package struct Glob {
  private enum Part {
    case anyText
    case anyCharacter
    case literal(Character)
    case oneOf([ClosedRange<Character>], isNegated: Bool)
  }

  private let pattern: String

  package init(_ pattern: String) {
    self.pattern = pattern
  }

  /// Whether the pattern can match more than one path.
  package var isPattern: Bool { pattern.contains { "*?[".contains($0) } }

  /// Returns the files that match, sorted by bytes.
  ///
  /// Names that begin with a dot match only a pattern that begins with a dot.
  ///
  /// - Parameter folder: The folder for relative patterns.
  /// - Returns: The paths, including the folder.
  package func files(in folder: String) -> [String] {
    var files: [String] = []
    eachFile(in: folder, listing: Self.list) { files.append($0) }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Opens a folder; returns a function that returns the next name in it, nil at the end.
  package typealias Listing = (_ folder: String) -> () -> String?

  /// Passes the files that match to a closure, in no particular order.
  ///
  /// - Parameters:
  ///   - folder: The folder for relative patterns.
  ///   - list: Lists a folder.
  ///   - body: Receives a path, including the folder.
  package func eachFile(in folder: String, listing list: Listing, _ body: (String) -> Void) {
    Self.expand(components[...], in: start(folder), listing: list) { path in
      if Path.isFile(path) { body(path) }
    }
  }

  /// Returns the folders in which matching files may appear.
  ///
  /// - Parameter folder: The folder for relative patterns.
  /// - Returns: The paths of existing folders.
  package func folders(in folder: String) -> [String] {
    let start = start(folder)
    var folders = [start.isEmpty ? "." : start]
    for count in components.indices.dropFirst() {
      Self.expand(components[..<count], in: start, listing: Self.list) {
        if Path.isFolder($0) { folders.append($0) }
      }
    }
    return folders
  }

  private var components: [String] { pattern.split(separator: "/").map(String.init) }

  private func start(_ folder: String) -> String { pattern.hasPrefix("/") ? "/" : folder }

  /// Whether a name without slashes matches.
  package func matches(_ name: String) -> Bool {
    let parts = Self.parse(pattern)
    let name = Array(name)
    var (p, n) = (0, 0)
    var retry: (p: Int, n: Int)?
    while n < name.count {
      if p < parts.count, case .anyText = parts[p] {
        retry = (p + 1, n)
        p += 1
      } else if p < parts.count, Self.matches(parts[p], name[n]) {
        p += 1
        n += 1
      } else if let (star, taken) = retry {
        // The last star consumes one more character; earlier stars need no backtracking.
        retry = (star, taken + 1)
        (p, n) = (star, taken + 1)
      } else {
        return false
      }
    }
    return parts[p...].allSatisfy { if case .anyText = $0 { true } else { false } }
  }

  private static func expand(
    _ components: ArraySlice<String>, in folder: String, listing list: Listing,
    _ body: (String) -> Void
  ) {
    guard let first = components.first else { return }
    let glob = Glob(first)
    func add(_ name: String) {
      let path = Path.join(folder, name)
      if components.count > 1 {
        expand(components.dropFirst(), in: path, listing: list, body)
      } else {
        body(path)
      }
    }
    guard glob.isPattern else { return add(first) }
    let next = list(folder.isEmpty ? "." : folder)
    while let name = next() {
      if !name.hasPrefix(".") || first.hasPrefix("."), glob.matches(name) { add(name) }
    }
  }

  private static func list(_ folder: String) -> () -> String? {
    // An unreadable folder has no matches; the caller reports that.
    var names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .makeIterator()
    return { names.next() }
  }

  private static func matches(_ part: Part, _ character: Character) -> Bool {
    switch part {
    case .anyText: false
    case .anyCharacter: true
    case .literal(let literal): literal == character
    case .oneOf(let ranges, let isNegated):
      ranges.contains { $0.contains(character) } != isNegated
    }
  }

  private static func parse(_ pattern: String) -> [Part] {
    var parts: [Part] = []
    var rest = pattern[...]
    while let character = rest.popFirst() {
      switch character {
      case "*": parts.append(.anyText)
      case "?": parts.append(.anyCharacter)
      case "[": parts.append(parseSet(&rest) ?? .literal("["))
      default: parts.append(.literal(character))
      }
    }
    return parts
  }

  /// Parses a set after its opening bracket; returns nil and consumes nothing if it is not closed.
  private static func parseSet(_ rest: inout Substring) -> Part? {
    let isNegated = rest.hasPrefix("!") || rest.hasPrefix("^")
    let body = rest.dropFirst(isNegated ? 1 : 0)
    // A bracket in first position is a member of the set.
    guard let end = body.dropFirst().firstIndex(of: "]") else { return nil }
    rest = rest[rest.index(after: end)...]
    var members = body[..<end]
    var ranges: [ClosedRange<Character>] = []
    while let lower = members.popFirst() {
      var upper = lower
      if members.count > 1, members.first == "-" {
        members.removeFirst()
        upper = members.removeFirst()
      }
      if lower <= upper { ranges.append(lower...upper) }
    }
    return .oneOf(ranges, isNegated: isNegated)
  }
}
