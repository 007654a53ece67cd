import Classifier
import LinearAlgebra
import Processes

/// The bootstrap distribution of means over the reviews: resamples of the reviews, drawn with replacement.
///
/// The resamples are the same for all numbers, so that differences are paired.
///
/// - Source: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13 (percentile intervals).
public struct Bootstrap: Sendable {
  /// The multiplicity of each review in each resample: resamples × reviews.
  private let counts: Matrix
  /// The number of columns per pass over the resamples: they and one resample stay in the cache.
  private static let block = 16

  /// Draws resamples.
  ///
  /// - Parameters:
  ///   - reviews: The number of reviews.
  ///   - resamples: The number of resamples.
  ///   - seed: The seed of the resamples.
  /// - Complexity: O(reviews · resamples).
  public init(reviews: Int, resamples: Int = 1000, seed: Int = 1) {
    var resampler = Resampler(items: reviews, seed: seed)
    var counts = Matrix(rows: reviews > 0 ? resamples : 0, columns: reviews)
    for resample in 0..<counts.rows {
      resampler.draw()
      for review in 0..<reviews {
        counts[resample, review] = Double(resampler.multiplicities[review])
      }
    }
    self.counts = counts
  }

  /// Returns the means of several numbers with their 95 % intervals.
  ///
  /// - Parameters:
  ///   - columns: The values of each number for each review; NaN if undefined, which excludes the review.
  ///   - jobs: The number of blocks processed in parallel.
  /// - Returns: One interval per number; nil if it is not defined for any review.
  /// - Complexity: O(numbers · reviews · resamples).
  public func intervals(of columns: [[Double]], jobs: Int = 1) -> [Interval?] {
    let blocks = Parallel.pieces(of: columns.count, size: Self.block)
    return Parallel.map(blocks.count, jobs: jobs) { intervals(ofBlock: columns[blocks[$0]]) }
      .flatMap(\.self)
  }

  private func intervals(ofBlock columns: ArraySlice<[Double]>) -> [Interval?] {
    let values = columns.map { Self.row($0.map { $0.isNaN ? 0 : $0 }) }
    let defined = columns.map { column in
      column.contains(where: \.isNaN) ? Self.row(column.map { $0.isNaN ? 0 : 1 }) : nil
    }
    var means = [[Double]](repeating: [], count: values.count)
    for resample in 0..<counts.rows {
      let count = counts.lanes.span.extracting(counts.lanes(ofRow: resample))
      for (index, value) in values.enumerated() {
        let weight = defined[index].map { dot(count, $0.lanes.span) } ?? Double(counts.columns)
        // A resample without a review that defines the number has no mean.
        if weight > 0 { means[index].append(dot(count, value.lanes.span) / weight) }
      }
    }
    return zip(columns, means).map { column, means in
      let values = column.filter { !$0.isNaN }
      guard !values.isEmpty, !means.isEmpty else { return nil }
      let sorted = means.sorted()
      let centre = means.reduce(0, +) / Double(means.count)
      let scatter = means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      return Interval(
        mean: values.reduce(0, +) / Double(values.count), low: Self.quantile(0.025, of: sorted),
        high: Self.quantile(0.975, of: sorted),
        standardError: (scatter / Double(max(1, means.count - 1))).squareRoot())
    }
  }

  private static func row(_ values: [Double]) -> Matrix {
    Matrix(rows: 1, columns: values.count, values)
  }

  /// Returns the quantile of sorted numbers, interpolated linearly between two of them.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    LinearAlgebra.quantile(share, ofSorted: sorted)
  }
}
