/// The confusion matrix: the number of reviews by true and predicted class.
public struct Confusion: Hashable, Sendable {
  /// The classes, in the order of rows and columns.
  public let classes: [Label]
  /// One row per true class, one column per predicted class.
  public private(set) var counts: [[Int]]

  /// Creates a matrix of zeros.
  init(classes: [Label]) {
    self.classes = classes
    counts = classes.map { _ in classes.map { _ in 0 } }
  }

  /// Counts a review.
  ///
  /// - Parameters:
  ///   - verdict: The index of the predicted class.
  ///   - label: The index of the true class.
  mutating func add(_ verdict: Int, for label: Int) {
    counts[label][verdict] += 1
  }

  /// Returns the number of reviews with given true and predicted classes.
  ///
  /// - Parameters:
  ///   - label: The true class.
  ///   - verdict: The predicted class.
  public subscript(label: Label, verdict: Label) -> Int {
    guard let row = classes.firstIndex(of: label), let column = classes.firstIndex(of: verdict)
    else { return 0 }
    return counts[row][column]
  }

  /// The number of correctly classified reviews.
  var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The classification metrics of one class.
  public struct Score: Hashable, Sendable {
    /// The share of reviews predicted as the class that belong to it; 0 if there are none.
    public let precision: Double
    /// The share of reviews of the class that are predicted as it; 0 if there are none.
    public let recall: Double
    /// The harmonic mean `2 P R / (P + R)` of precision and recall; 0 if both are 0.
    public let f1: Double
    /// The number of reviews of the class.
    public let support: Int
    /// Whether any review belongs to the class or is predicted as it.
    public let occurs: Bool
  }

  /// The metrics of each class.
  public var scores: [Score] {
    classes.indices.map { index in
      let right = counts[index][index]
      let support = counts[index].reduce(0, +)
      let taken = counts.reduce(0) { $0 + $1[index] }
      func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
      }
      return Score(
        precision: share(right, of: taken), recall: share(right, of: support),
        f1: share(2 * right, of: support + taken), support: support, occurs: support + taken > 0)
    }
  }

  /// Returns the mean of a metric over all classes that occur, with equal weight for each class.
  ///
  /// - Parameter number: The metric.
  /// - Returns: The macro average; NaN if there are no reviews.
  public func macro(_ number: (Score) -> Double) -> Double {
    let found = scores.filter(\.occurs).map(number)
    return found.reduce(0, +) / Double(found.count)
  }
}
