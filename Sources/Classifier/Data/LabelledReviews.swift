public import Reviews
public import SourceText

/// A review of which it is known what it is.
public struct LabelledReview: Hashable, Sendable {
  /// What it says.
  public let text: String
  /// What it is.
  public let label: Label

  /// Creates a review.
  public init(text: String, label: Label) {
    self.text = text
    self.label = label
  }
}

/// Reviews to learn from, or to judge a model by.
public struct LabelledReviews: Sendable {
  /// The halves of the IMDB data.
  public enum Split: String, Sendable {
    /// The reviews that models are trained on.
    case train
    /// The reviews that models are judged by.
    case test
  }

  /// The reviews, always in the same order: files by name, rows as they stand.
  public let reviews: [LabelledReview]
  /// Warnings about rows that were left out or are doubtful.
  public let warnings: [Diagnostic]

  /// Creates data from reviews.
  public init(_ reviews: [LabelledReview], warnings: [Diagnostic] = []) {
    (self.reviews, self.warnings) = (reviews, warnings)
  }

  /// Reads reviews in any form that `ReviewReader` knows, each of which must have a label.
  ///
  /// - Parameters:
  ///   - path: A file, `-` for standard input, or a folder: one that holds `train/pos`, …; one that holds `pos` and
  ///     `neg`; one that holds a folder of `.txt` files for each class.
  ///   - split: Which half of `aclImdb`, or of another folder with halves, is meant; other data are read whole.
  ///   - classes: What reviews may be; nil where any label will do, which is then kept as it is written.
  ///   - options: What the user says about columns, labels and the encoding.
  /// - Throws: All that is wrong with the data.
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
          hint: "a table has a column 'label' or --label-column, a line of picks {label=positive}"))
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
            hint: "give it one, or take it out of the file"))
        continue
      }
      if let label = found[name] {
        reviews.append(LabelledReview(text: row.text, label: label))
      } else if !unknown.contains(name) {
        do throws(Diagnostic) {
          let place = row.label?.location ?? Self.folder(of: row)
          let label = try meaning?.label(for: name, at: place) ?? Label(name)
          found[name] = label
          reviews.append(LabelledReview(text: row.text, label: label))
        } catch {
          // Of a label that many reviews have, the first one tells.
          unknown.insert(name)
          problems.report(error)
        }
      }
    }
    try problems.throwIfErrors()
    self.init(reviews, warnings: problems.all)
  }

  /// The folder whose name is a review's label.
  private static func folder(of row: ReviewRow) -> SourceLocation {
    SourceLocation(file: Path.folder(of: row.location.file))
  }

  /// Reads the other half of `aclImdb`, to judge a model that was trained on the first.
  ///
  /// - Parameters:
  ///   - path: Where the training reviews came from.
  ///   - classes: The classes of the model.
  ///   - options: What the user says about the encoding.
  /// - Returns: Nil when there is no other half: the data are a table or one folder.
  /// - Throws: All that is wrong with the data.
  public static func test(
    of path: String, classes: [Label] = Label.binary, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> LabelledReviews? {
    let isRoot =
      !Path.isFolder("\(path)/pos") && Path.isFolder("\(path)/test/pos")
    return isRoot
      ? try LabelledReviews(at: path, split: .test, classes: classes, options: options) : nil
  }
}
