public import Classifier
public import SourceText

/// A review that somebody picked for the report.
public struct Pick: Hashable, Sendable {
  /// The name of its page: a slug of its own.
  public let id: String
  /// What its page is called.
  public let title: String
  /// The review as it is written.
  public let text: String
  /// What somebody says that it is; nil if nobody does.
  public let label: Label?
  /// Where it stands: a line, a row or a file.
  public let location: SourceLocation

  /// Creates a pick.
  ///
  /// - Parameters:
  ///   - id: A slug; see ``Slug``.
  ///   - title: What its page is called; nil for the words of the id.
  ///   - text: The review.
  ///   - label: What somebody says that it is.
  ///   - location: Where it stands.
  public init(
    id: String, title: String? = nil, text: String, label: Label? = nil, location: SourceLocation
  ) {
    self.id = id
    self.title = title ?? Slug.title(of: id)
    self.text = text
    self.label = label
    self.location = location
  }
}

extension Label {
  /// The label that data sets write in one of several ways, in any case.
  static let spellings: [(name: String, value: Label)] = [
    ("positive", .positive), ("negative", .negative), ("pos", .positive), ("neg", .negative),
    ("1", .positive), ("0", .negative),
  ]

  /// The label that a spelling means; nil if it is none.
  init?(spelling: String) {
    let name = spelling.lowercased()
    guard let match = Label.spellings.first(where: { $0.name == name }) else { return nil }
    self = match.value
  }

  /// The label of a file in a folder `pos` or `neg`, as in aclImdb; nil elsewhere.
  init?(folderOf path: String) {
    switch path.split(separator: "/").dropLast().last {
    case "pos": self = .positive
    case "neg": self = .negative
    default: return nil
    }
  }
}
