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
  public let label: Label?
  /// The location of the label; nil for a label from a folder name, which applies only if the model has such a class.
  public let labelLocation: SourceLocation?
  /// The location of the review: a line, a row or a file.
  public let location: SourceLocation
  /// The texts of the other columns of the table, or keys of the object, from which the review comes.
  public let columns: [String: String]

  /// Creates a pick.
  ///
  /// - Parameters:
  ///   - id: A slug; see `Slug`.
  ///   - title: The title of the review's page; nil for the words of the id.
  ///   - text: The text of the review.
  ///   - label: The label.
  ///   - labelLocation: The location of the label.
  ///   - location: The location of the review.
  ///   - columns: The other columns of its row.
  public init(
    id: String, title: String? = nil, text: String, label: Label? = nil,
    labelLocation: SourceLocation? = nil, location: SourceLocation,
    columns: [String: String] = [:]
  ) {
    self.id = id
    self.title = title ?? Slug.title(of: id)
    self.text = text
    self.label = label
    self.labelLocation = labelLocation
    self.location = location
    self.columns = columns
  }
}
