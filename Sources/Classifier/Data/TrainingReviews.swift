public import Reviews
public import SourceText

extension LabelledReviews {
  /// The most classes of data with few reviews of each.
  private static let fewClasses = 20

  /// Reads reviews to train a model on, whose classes are what their labels say.
  ///
  /// Labels that all mean negative and positive are these two classes. Others are classes of their own.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`, as ``init(at:split:classes:options:)`` has it.
  ///   - options: What the user says about columns, labels and the encoding.
  /// - Returns: The reviews and the classes: negative and positive, otherwise in the order of their numbers or names.
  /// - Throws: All that is wrong with the data; a label that seems to be misspelt, or labels that are no classes.
  public static func training(
    at path: String, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) -> (reviews: LabelledReviews, classes: [Label]) {
    let read = try LabelledReviews(at: path, split: .train, classes: nil, options: options)
    let names = Set(read.reviews.map(\.label.name))
    let meaning = LabelMeaning(of: names, among: Label.binary)
    var labels: [String: Label] = [:]
    for name in names {
      do throws(Diagnostic) { labels[name] = try meaning.label(for: name, at: nil) } catch {
        labels[name] = nil
      }
    }
    let place = SourceLocation(file: path)
    if labels.count < names.count {
      // A class beside negative and positive that is nearly one of them is a mistake.
      if !labels.isEmpty {
        for name in names.sorted() where labels[name] == nil {
          if let nearest = NearestName.of(name, among: ["negative", "positive"]) {
            // Read for these two classes, the file says where the label stands; a stream can't be read again.
            if path != "-" { _ = try LabelledReviews(at: path, split: .train, options: options) }
            throw Diagnostics([
              Diagnostic(
                "there is no class '\(name)'", at: place, hint: "did you mean '\(nearest)'?")
            ])
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
      throw Diagnostics([
        Diagnostic(
          "all reviews have the label '\(classes[0])'", at: place,
          hint: "a classifier needs two classes; --label-column names another column")
      ])
    }
    if classes.count > fewClasses, classes.count * 2 > read.reviews.count {
      throw Diagnostics([
        Diagnostic(
          "the \(read.reviews.count) reviews have \(classes.count) labels, which are no classes",
          at: place, hint: "--label-column names another column")
      ])
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
