internal import Classifier
internal import Reviews
internal import SourceText

extension [ReviewRow] {
  /// Returns a pick of each row with an id: the explicit id, else the file's name, else `review-<n>`.
  ///
  /// - Parameters:
  ///   - reserved: Reserved ids.
  ///   - problems: Collects duplicate ids.
  /// - Returns: The picks in order, with unique ids unless there was a problem.
  func picks(reserved: Set<String>, problems: inout Diagnostics) -> [Pick] {
    var places: [String: SourceLocation] = [:]
    for case let id? in map(\.id) {
      if reserved.contains(id.value) {
        problems.report(
          Diagnostic("the id '\(id.value)' is reserved for a page of the site", at: id.location))
      } else if let first = places[id.value] {
        problems.report(
          Diagnostic(
            "duplicate id '\(id.value)'", at: id.location, hint: "it was first used at \(first)")
        )
      } else {
        places[id.value] = id.location
      }
    }
    var taken = reserved.union(places.keys)
    var lastSuffix: [String: Int] = [:]
    return enumerated().map { number, row in
      let id =
        row.id?.value
        ?? Self.freeID(
          row.stem.flatMap { Slug.of($0) } ?? "review-\(number + 1)", taken: &taken,
          lastSuffix: &lastSuffix)
      return Pick(
        id: id, title: row.title, text: row.text,
        label: (row.label?.value ?? row.folderLabel).map { Label($0) },
        labelLocation: row.label?.location, location: row.location)
    }
  }

  private static func freeID(
    _ wish: String, taken: inout Set<String>, lastSuffix: inout [String: Int]
  ) -> String {
    var id = wish
    while !taken.insert(id).inserted {
      lastSuffix[wish, default: 1] += 1
      id = "\(wish)-\(lastSuffix[wish, default: 1])"
    }
    return id
  }
}
