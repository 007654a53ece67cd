import Classifier
public import LinearAlgebra

/// Whether the gradient tells words apart: what the stack says, and what was measured.
///
/// An average over positions hands each of them the same gradient, `∂F/∂eₜ = (1/L) ∂F/∂m`, whatever follows it.
/// That is the reason; the numbers here are measured on the gradient of the general backward pass, never
/// assumed.
public struct PoolingCollapse: Hashable, Sendable {
  /// The largest difference between two rows in one dimension, over all positions that count.
  public let maxRowDifference: Double
  /// The largest entry, which the difference is to be held against.
  public let largestEntry: Double
  /// The number of different rows among them.
  public let distinctRows: Int
  /// The number of different rows among the words that are read and count.
  public let distinctWordRows: Int
  /// The number of positions that count.
  public let counted: Int
  /// Gini's coefficient of the row lengths of the tokens: 0 when all are equal.
  public let gini: Double
  /// Entropy of the row lengths of the tokens as shares, in nats.
  public let entropy: Double
  /// The entropy of equal shares, ln T: the largest there is.
  public let entropyOfEqualShares: Double

  /// Whether the rows are equal to rounding, so that nothing that looks only at the gradient can rank words.
  public var collapses: Bool { maxRowDifference <= 1e-12 * largestEntry }

  /// Measures the gradient of a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - gradient: `∂F/∂E`, L × D, by the general backward pass; nil to take it here.
  /// - Complexity: O(L · D).
  public init(_ review: ExplainedReview, gradient: Matrix? = nil) {
    let gradient = gradient ?? review.gradient
    let counted = (0..<gradient.rows).filter(review.counts)
    var difference = 0.0
    var largest = 0.0
    for lane in 0..<gradient.lanesPerRow {
      var lowest = SIMD8<Double>(repeating: .infinity)
      var highest = SIMD8<Double>(repeating: -.infinity)
      for row in counted {
        let entries = gradient.lanes[row * gradient.lanesPerRow + lane]
        lowest = pointwiseMin(lowest, entries)
        highest = pointwiseMax(highest, entries)
      }
      difference = max(difference, (highest - lowest).max())
      largest = max(largest, max(highest.max(), -lowest.min()))
    }
    maxRowDifference = counted.isEmpty ? 0 : difference
    largestEntry = counted.isEmpty ? 0 : largest
    self.counted = counted.count
    let first = review.review.firstPosition
    let words = first..<first + review.review.read.count
    var rows: Set<[SIMD8<Double>]> = []
    var wordRows: Set<[SIMD8<Double>]> = []
    for position in counted {
      let row = Array(gradient.lanes[gradient.lanes(ofRow: position)])
      rows.insert(row)
      if words.contains(position) { wordRows.insert(row) }
    }
    distinctRows = rows.count
    distinctWordRows = wordRows.count

    let norms = Saliency.norms(of: gradient)
    let lengths = Array(norms[words])
    gini = Self.gini(lengths)
    entropy = Self.entropy(lengths)
    entropyOfEqualShares = lengths.isEmpty ? 0 : log(Double(lengths.count))
  }

  /// Gini's coefficient `Σᵢ (2i − n − 1) xᵢ / (n Σ xᵢ)` of numbers that are not negative, sorted.
  static func gini(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return 0 }
    let n = Double(values.count)
    let sorted = values.sorted()
    var total = 0.0
    for (index, value) in sorted.enumerated() {
      // Measured from the smallest value, equal values give exactly zero.
      total += (2 * Double(index) - n + 1) * (value - sorted[0])
    }
    return total / (n * sum)
  }

  /// The entropy `−Σ pᵢ ln pᵢ` of shares, in nats; numbers that are all zero have equal shares.
  static func entropy(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return values.isEmpty ? 0 : log(Double(values.count)) }
    return -values.reduce(0) { $1 > 0 ? $0 + $1 / sum * log($1 / sum) : $0 }
  }
}

extension Saliency {
  /// The length of each row of a gradient.
  static func norms(of gradient: Matrix) -> [Double] { Reduction.l2.reduce(gradient) }
}
