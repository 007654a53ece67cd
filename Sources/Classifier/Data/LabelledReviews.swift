public import Reviews
public import SourceText

/// A review with its label.
public struct LabelledReview: Hashable, Sendable {
  /// The text.
  public let text: String
  /// The label.
  public let label: Label

  /// Creates a review.
  public init(text: String, label: Label) {
    self.text = text
    self.label = label
  }
}

/// Labelled reviews for training or evaluation.
public struct LabelledReviews: Sendable {
  /// The splits of the IMDB data.
  public enum Split: String, Sendable {
    /// The training set.
    case train
    /// The test set.
    case test
  }

  /// The reviews in a fixed order: files by name, rows in file order.
  public let reviews: [LabelledReview]
  /// Warnings about omitted or doubtful rows.
  public let warnings: [Diagnostic]

  /// Creates data from reviews.
  public init(_ reviews: [LabelledReview], warnings: [Diagnostic] = []) {
    (self.reviews, self.warnings) = (reviews, warnings)
  }

  /// Reads reviews in any form that `ReviewReader` supports; each must have a label.
  ///
  /// - Parameters:
  ///   - path: A file, `-` for standard input, or a folder: one that contains `train/pos`, …; one that contains `pos` and
  ///     `neg`; or one that contains a folder of `.txt` files per class.
  ///   - split: The split to read from `aclImdb`, or from another folder with splits; other data are read completely.
  ///   - classes: The classes; nil accepts any label and keeps it as written.
  ///   - options: The user's options for columns, labels and the encoding.
  /// - Throws: All problems of the data.
  public init(
    at path: String, split: Split, classes: [Label]? = Label.binary,
    options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) {
    var reader = ReviewReader(options: options, labels: .required, half: split.rawValue)
    reader.read(path)
    var problems = reader.problems
    let rows = reader.rows
    let written = rows.compactMap { $0.label?.value ?? $0.folderLabel }
    if written.isEmpty, !rows.isEmpty {
      problems.report(
        Diagnostic(
          "none of these reviews has a label", at: SourceLocation(file: path),
          hint:
            "add a column 'label', use --label-column, or write {label=positive} before each review"
        ))
      throw problems
    }
    let meaning = classes.map { LabelMeaning(of: written, among: $0) }
    var found: [String: Label] = [:]
    var unknown: Set<String> = []
    var reviews: [LabelledReview] = []
    reviews.reserveCapacity(rows.count)
    for row in rows {
      guard let name = row.label?.value ?? row.folderLabel else {
        problems.report(
          Diagnostic(
            "this review has no label", at: row.location,
            hint: "add a label, or remove the review from the file"))
        continue
      }
      if let label = found[name] {
        reviews.append(LabelledReview(text: row.text, label: label))
      } else if !unknown.contains(name) {
        do {
          let place = row.label?.location ?? Self.folder(of: row)
          let label = try meaning?.label(for: name, at: place) ?? Label(name)
          found[name] = label
          reviews.append(LabelledReview(text: row.text, label: label))
        } catch {
          // If many reviews share an unknown label, only the first is reported.
          unknown.insert(name)
          problems.report(error)
        }
      }
    }
    try problems.throwIfErrors()
    self.init(reviews, warnings: problems.all)
  }

  /// Returns the folder whose name is a review's label.
  private static func folder(of row: ReviewRow) -> SourceLocation {
    SourceLocation(file: Path.folder(of: row.location.file))
  }

  /// Reads the test set of `aclImdb`, to evaluate a model trained on its training set.
  ///
  /// - Parameters:
  ///   - path: The path of the training reviews.
  ///   - classes: The classes of the model.
  ///   - options: The user's options for the encoding.
  /// - Returns: The test set; nil if there is none, because the data are a table or a single
  ///   folder.
  /// - Throws: All problems of the data.
  public static func test(
    of path: String, classes: [Label] = Label.binary, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> LabelledReviews? {
    let isRoot =
      !Path.isFolder("\(path)/pos") && Path.isFolder("\(path)/test/pos")
    return isRoot
      ? try LabelledReviews(at: path, split: .test, classes: classes, options: options) : nil
  }
}
