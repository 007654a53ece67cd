/// The number of reviews by what they are and what they are taken for.
public struct Confusion: Hashable, Sendable {
  /// The classes, in the order of rows and columns.
  public let classes: [Label]
  /// A row for each class that reviews are, a column for each that they are taken for.
  public private(set) var counts: [[Int]]

  /// Creates a table of zeros.
  public init(classes: [Label]) {
    self.classes = classes
    counts = classes.map { _ in classes.map { _ in 0 } }
  }

  /// Counts a review.
  ///
  /// - Parameters:
  ///   - verdict: The index of the class that it is taken for.
  ///   - label: That of the class that it is.
  public mutating func add(_ verdict: Int, for label: Int) {
    counts[label][verdict] += 1
  }

  /// The number of reviews of one class that are taken for another one, or for the same.
  ///
  /// - Parameters:
  ///   - label: What they are.
  ///   - verdict: What they are taken for.
  public subscript(label: Label, verdict: Label) -> Int {
    guard let row = classes.firstIndex(of: label), let column = classes.firstIndex(of: verdict)
    else { return 0 }
    return counts[row][column]
  }

  /// The number of reviews.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The number of reviews that are taken for what they are.
  public var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// How well one class is told from the others.
  public struct Score: Hashable, Sendable {
    /// The share of the reviews that are taken for the class which are of it; 0 where there is none.
    public let precision: Double
    /// The share of the reviews of the class that are taken for it; 0 where there is none.
    public let recall: Double
    /// The harmonic mean `2 P R / (P + R)` of the two; 0 where both are.
    public let f1: Double
    /// The number of reviews of the class.
    public let support: Int
    /// Whether a review is of the class or taken for it.
    public let occurs: Bool
  }

  /// The score of each class.
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

  /// The mean of a number over all classes that occur, each of which counts the same however many reviews it has.
  ///
  /// - Parameter number: The number.
  /// - Returns: Its macro average; not a number without reviews.
  public func macro(_ number: (Score) -> Double) -> Double {
    let found = scores.filter(\.occurs).map(number)
    return found.reduce(0, +) / Double(found.count)
  }
}
