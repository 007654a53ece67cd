package import LinearAlgebra

/// Reviews as the layers *embedding → average* see them: the weight of each word in the mean.
///
/// The mean over T positions is `Σ_w (n_w / T) E_w` over the distinct words, about half as many as there are positions. The
/// words are ordered by stripe (index modulo ``stripes``), so that the rows of the table can be divided among workers.
package struct PooledReviews: TrainingSet {
  /// The number of stripes into which the rows of the table are divided; a power of two.
  package static let stripes = 8

  /// The class index of each review; for two classes, 0 for negative and 1 for positive.
  package let labels: [Double]
  private var words: [Int] = []
  private var shares: [Double] = []
  /// The start of the words of each stripe of each review.
  private var starts = [0]

  /// Creates the word weights of encoded reviews.
  package init(_ reviews: [(indices: [Int], label: Label)], classes: [Label] = Label.binary) {
    labels = classes.numbers(of: reviews.map(\.label))
    for (indices, _) in reviews {
      let ordered = indices.sorted { ($0 % Self.stripes, $0) < ($1 % Self.stripes, $1) }
      let share = 1 / Double(ordered.count)
      var stripe = 0
      var last: Int?
      for word in ordered {
        while stripe < word % Self.stripes {
          starts.append(words.count)
          stripe += 1
        }
        if word == last {
          shares[shares.count - 1] += share
        } else {
          words.append(word)
          shares.append(share)
          last = word
        }
      }
      while stripe < Self.stripes {
        starts.append(words.count)
        stripe += 1
      }
    }
  }

  /// Returns the mean of each review's rows.
  ///
  /// - Parameters:
  ///   - reviews: The indices of the reviews.
  ///   - table: V × D.
  ///   - dropout: The word dropout.
  /// - Returns: reviews × D.
  package func means(of reviews: ArraySlice<Int>, table: Matrix, dropout: WordDropout) -> Matrix {
    var result = Matrix(rows: reviews.count, columns: table.columns)
    let width = table.lanesPerRow
    let rows = table.lanes.span
    var means = result.lanes.mutableSpan
    for (row, review) in reviews.enumerated() {
      for entry in starts[review * Self.stripes]..<starts[(review + 1) * Self.stripes] {
        let share = shares[entry] * dropout.factor(ofEntry: entry)
        for lane in 0..<width {
          means[row * width + lane] += share * rows[words[entry] * width + lane]
        }
      }
    }
    return result
  }

  /// Adds the reviews' contributions to the gradient of a stripe's rows, in the order of the reviews.
  ///
  /// - Parameters:
  ///   - sums: The gradients of the rows `stripe`, `stripe + stripes`, …
  ///   - stripe: The stripe.
  ///   - reviews: The indices of the reviews.
  ///   - gradients: The gradient of each review's mean, reviews × D.
  ///   - dropout: The word dropout.
  package func addRowGradients(
    to sums: inout [SIMD8<Double>], stripe: Int, reviews: ArraySlice<Int>,
    gradients: Matrix, dropout: WordDropout
  ) {
    let width = gradients.lanesPerRow
    let slopes = gradients.lanes.span
    var sums = sums.mutableSpan
    for (row, review) in reviews.enumerated() {
      let start = review * Self.stripes + stripe
      for entry in starts[start]..<starts[start + 1] {
        let share = shares[entry] * dropout.factor(ofEntry: entry)
        let first = words[entry] / Self.stripes * width
        for lane in 0..<width { sums[first + lane] += share * slopes[row * width + lane] }
      }
    }
  }
}

/// The words that are dropped in an epoch.
package struct WordDropout: Sendable {
  /// No dropout.
  package static let none = WordDropout(rate: 0, seed: 0)

  private let bound: UInt64
  private let scale: Double
  private let seed: UInt64

  package init(rate: Double, seed: UInt64) {
    bound = UInt64(rate * 0x1p64)
    scale = 1 / (1 - rate)
    self.seed = seed
  }

  /// Returns 0 for a dropped word, otherwise the factor that preserves the expected mean.
  ///
  /// - Parameter entry: The index of the word among all words of all reviews. The random number depends only on it, so workers
  ///   need not share a generator.
  /// - Returns: The factor for the word's weight.
  package func factor(ofEntry entry: Int) -> Double {
    // SplitMix64's step, inlined: this is the innermost loop, where a call would cost more than the sum.
    var z = seed &+ UInt64(truncatingIfNeeded: entry + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (z ^ (z >> 31)) < bound ? 0 : scale
  }
}
