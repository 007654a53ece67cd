import Classifier
public import LinearAlgebra

/// Whether the gradient distinguishes words: the structure of the stack, and the measurements.
///
/// An average over positions propagates the same gradient to each of them, `∂F/∂eₜ = (1/L) ∂F/∂m`, whatever follows it.
/// That is the reason; the numbers here are measured on the gradient of the general backward pass, never assumed.
public struct PoolingCollapse: Hashable, Sendable {
  /// The largest difference between two rows in one dimension, over all unmasked positions.
  public let maxRowDifference: Double
  /// The largest entry, as the scale of the difference.
  public let largestEntry: Double
  /// The number of different rows at these positions.
  public let distinctRows: Int
  /// The number of different rows of the unmasked words that are read.
  public let distinctWordRows: Int
  /// The number of unmasked positions.
  public let counted: Int
  /// The Gini coefficient of the row lengths of the tokens: 0 if all are equal.
  public let gini: Double
  /// The entropy of the normalised row lengths of the tokens, in nats.
  public let entropy: Double
  /// The entropy of equal shares, ln T, which is the maximum.
  public let entropyOfEqualShares: Double

  /// Whether the rows are equal up to rounding, so that no method that uses only the gradient can rank words.
  public var collapses: Bool { maxRowDifference <= 1e-12 * largestEntry }

  /// Measures the gradient of a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - gradient: `∂F/∂E`, L × D, by the general backward pass; nil to compute it here.
  /// - Complexity: O(L · D).
  public init(_ review: ReviewInput, gradient: Matrix? = nil) {
    let gradient = gradient ?? review.gradient
    let counted = (0..<gradient.rows).filter(review.isUnmasked)
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
    var last: (lanes: ArraySlice<SIMD8<Double>>, isWord: Bool)?
    for position in counted {
      let lanes = gradient.lanes[gradient.lanes(ofRow: position)]
      let isWord = words.contains(position)
      // Hashing a row takes far longer than comparing it with the one before it, to which it is often equal.
      if let last, last.isWord == isWord, last.lanes == lanes { continue }
      last = (lanes, isWord)
      let row = Array(lanes)
      rows.insert(row)
      if isWord { wordRows.insert(row) }
    }
    distinctRows = rows.count
    distinctWordRows = wordRows.count

    let norms = Saliency.norms(of: gradient)
    let lengths = Array(norms[words])
    gini = Self.gini(lengths)
    entropy = Self.entropy(lengths)
    entropyOfEqualShares = lengths.isEmpty ? 0 : log(Double(lengths.count))
  }

  /// Returns the Gini coefficient `Σᵢ (2i − n − 1) xᵢ / (n Σ xᵢ)` of nonnegative numbers in ascending order.
  package static func gini(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return 0 }
    let n = Double(values.count)
    let sorted = values.sorted()
    var total = 0.0
    for (index, value) in sorted.enumerated() {
      // Relative to the smallest value, equal values yield exactly zero.
      total += (2 * Double(index) - n + 1) * (value - sorted[0])
    }
    return total / (n * sum)
  }

  /// Returns the entropy `−Σ pᵢ ln pᵢ` of normalised numbers, in nats; if all are zero, their shares are equal.
  package static func entropy(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return values.isEmpty ? 0 : log(Double(values.count)) }
    return -values.reduce(0) { $1 > 0 ? $0 + $1 / sum * log($1 / sum) : $0 }
  }
}

extension Saliency {
  /// Returns the norm of each row of a gradient.
  static func norms(of gradient: Matrix) -> [Double] { Reduction.l2.reduce(gradient) }
}
