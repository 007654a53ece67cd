public import Classifier
public import SourceText

/// A review picked for the report.
public struct Pick: Hashable, Sendable {
  /// The unique slug that names the review's page.
  public let id: String
  /// The title of the review's page.
  public let title: String
  /// The text of the review.
  public let text: String
  /// The label; nil if there is none.
  public private(set) var label: Label?
  /// The location of the label; nil for a label from a folder name, which applies only if the model has such a class.
  public let labelLocation: SourceLocation?
  /// The location of the review: a line, a row or a file.
  public let location: SourceLocation

  /// Creates a pick.
  ///
  /// - Parameters:
  ///   - id: A slug; see `Slug`.
  ///   - title: The title of the review's page; nil for the words of the id.
  ///   - text: The text of the review.
  ///   - label: The label.
  ///   - labelLocation: The location of the label.
  ///   - location: The location of the review.
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

  /// Translates the label into the model's class name.
  ///
  /// - Parameter meaning: The mapping from the labels of all picks to the model's classes.
  /// - Throws: A diagnostic if the label is not one of the classes.
  mutating func nameLabel(by meaning: LabelMeaning) throws(Diagnostics) {
    guard let written = label else { return }
    do {
      label = try meaning.label(for: written.name, at: labelLocation)
    } catch {
      guard labelLocation == nil else { throw error }
      label = nil
    }
  }
}
