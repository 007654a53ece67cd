public import Reviews
public import SourceText

extension LabelledReviews {
  /// The maximum number of classes for data with few reviews per class.
  private static let fewClasses = 20

  /// Reads reviews for training; their labels determine the classes.
  ///
  /// Labels that all denote negative or positive are mapped to these two classes. Other labels are used as class names.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`, as in ``init(at:split:classes:options:)``.
  ///   - options: The user's options for columns, labels and the encoding.
  /// - Returns: The reviews and the classes: negative and positive, or else sorted by number or name.
  /// - Throws: All problems of the data; a label that seems misspelt, or labels that do not look like classes.
  public static func training(
    at path: String, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> (reviews: LabelledReviews, classes: [Label]) {
    let read = try LabelledReviews(at: path, split: .train, classes: nil, options: options)
    let names = Set(read.reviews.map(\.label.name))
    let meaning = LabelMeaning(of: names, among: Label.binary)
    var labels: [String: Label] = [:]
    for name in names {
      do { labels[name] = try meaning.label(for: name, at: nil) } catch {
        labels[name] = nil
      }
    }
    let place = SourceLocation(file: path)
    if labels.count < names.count {
      // An additional class whose name is close to negative or positive is a typo.
      if !labels.isEmpty {
        for name in names.sorted() where labels[name] == nil {
          if let nearest = NearestName.of(name, among: ["negative", "positive"]) {
            // Reading the file for these two classes reports the label's location; a stream cannot be read again.
            if path != "-" { _ = try LabelledReviews(at: path, split: .train, options: options) }
            throw Diagnostics(
              "there is no class '\(name)'", at: place, hint: "did you mean '\(nearest)'?")
          }
        }
      }
      labels = Dictionary(
        names.map { ($0, Label(LabelMeaning.wholeNumber($0).map { "\($0)" } ?? $0)) }
      ) { first, _ in first }
    }
    let isBinary = Set(labels.values).isSubset(of: Set(Label.binary))
    let classes = isBinary ? Label.binary : Set(labels.values).sorted(by: inOrder)
    if classes.count < 2 {
      throw Diagnostics(
        "all reviews have the label '\(classes[0])'", at: place,
        hint:
          "a classifier needs at least two classes; use --label-column to select another column")
    }
    if classes.count > fewClasses, classes.count * 2 > read.reviews.count {
      throw Diagnostics(
        "the \(read.reviews.count) reviews have \(classes.count) labels, which do not look like classes",
        at: place, hint: "use --label-column to select another column")
    }
    let reviews = read.reviews.map { review in
      LabelledReview(text: review.text, label: labels[review.label.name] ?? review.label)
    }
    return (LabelledReviews(reviews, warnings: read.warnings), classes)
  }

  private static func inOrder(_ left: Label, _ right: Label) -> Bool {
    if let first = Int(left.name), let second = Int(right.name) { return first < second }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
