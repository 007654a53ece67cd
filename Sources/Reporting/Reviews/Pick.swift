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
  public private(set) var label: Label?
  /// Where that was said; nil where it follows from the folder, and counts only if the model has such a class.
  public let labelLocation: SourceLocation?
  /// Where it stands: a line, a row or a file.
  public let location: SourceLocation

  /// Creates a pick.
  ///
  /// - Parameters:
  ///   - id: A slug; see `Slug`.
  ///   - title: What its page is called; nil for the words of the id.
  ///   - text: The review.
  ///   - label: What somebody says that it is.
  ///   - labelLocation: Where that was said.
  ///   - location: Where it stands.
  public init(
    id: String, title: String? = nil, text: String, label: Label? = nil,
    labelLocation: SourceLocation? = nil, location: SourceLocation
  ) {
    self.id = id
    self.title = title ?? Slug.title(of: id)
    self.text = text
    self.label = label
    self.labelLocation = labelLocation
    self.location = location
  }

  /// Gives the label the name that the model has for it.
  ///
  /// - Parameter meaning: What the labels of all picks mean among the model's classes.
  /// - Throws: A diagnostic where it is none of them.
  mutating func nameLabel(by meaning: LabelMeaning) throws(Diagnostic) {
    guard let written = label else { return }
    do throws(Diagnostic) {
      label = try meaning.label(for: written.name, at: labelLocation)
    } catch {
      guard labelLocation == nil else { throw error }
      label = nil
    }
  }
}
