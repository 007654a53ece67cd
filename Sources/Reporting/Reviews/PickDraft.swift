internal import Classifier
internal import SourceText

/// A review that was read but has no id yet: which ids are free is known when all are read.
struct PickDraft {
  /// The id that was given.
  var id: Located<String>?
  /// The file's name without its ending, from which an id may be made.
  var stem: String?
  /// The title, if one was given.
  var title: String?
  /// The review.
  var text: String
  /// What somebody says that it is.
  var label: Located<Label>?
  /// What its folder says that it is.
  var folderLabel: Label?
  /// Where it stands.
  var location: SourceLocation

  /// The largest review in bytes that is read.
  static let maximumSize = 1 << 20

  /// What is wrong with the text, if anything.
  var problem: Diagnostic? {
    if text.utf8.count > Self.maximumSize {
      return Diagnostic(
        "this review has \(text.utf8.count) bytes, more than the \(Self.maximumSize) that are read",
        at: location, hint: "is this the file you meant?")
    }
    return text.isEmpty ? Diagnostic("this review is empty", at: location) : nil
  }
}

extension [PickDraft] {
  /// Gives an id to each pick: the one that was written, else the file's name, else `review-<n>`.
  ///
  /// - Parameters:
  ///   - reserved: Ids that are taken.
  ///   - problems: Where ids that come twice are reported.
  /// - Returns: The picks in order, each with an id of its own unless there was a problem.
  func picks(reserved: Set<String>, problems: inout Diagnostics) -> [Pick] {
    var places: [String: SourceLocation] = [:]
    for case let id? in map(\.id) {
      if reserved.contains(id.value) {
        problems.report(
          Diagnostic("the id '\(id.value)' is taken by a page of the site", at: id.location))
      } else if let first = places[id.value] {
        problems.report(
          Diagnostic(
            "the id '\(id.value)' is taken", at: id.location, hint: "it was first used at \(first)")
        )
      } else {
        places[id.value] = id.location
      }
    }
    var taken = reserved.union(places.keys)
    var lastSuffix: [String: Int] = [:]
    return enumerated().map { number, draft in
      let id =
        draft.id?.value
        ?? Self.freeID(
          draft.stem.flatMap(Slug.of) ?? "review-\(number + 1)", taken: &taken,
          lastSuffix: &lastSuffix)
      return Pick(
        id: id, title: draft.title, text: draft.text,
        label: draft.label?.value ?? draft.folderLabel,
        labelLocation: draft.label?.location, location: draft.location)
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
