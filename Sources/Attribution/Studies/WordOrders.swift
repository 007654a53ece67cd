package import Classifier
import LinearAlgebra

/// The predictions of a model for shuffled words of a review.
package struct WordOrders: Sendable {
  /// The probability of the class for the review as written.
  package let written: Double
  /// The smallest and the largest probability over all shuffled orders.
  package let shuffled: ClosedRange<Double>
  /// The largest change of the logit.
  package let largestChange: Double

  /// Evaluates shuffled orders.
  ///
  /// - Parameters:
  ///   - review: The review; the start token and padding stay in place.
  ///   - model: The model.
  ///   - output: The target class; its probability and its logit are measured.
  ///   - count: The number of orders.
  ///   - seed: The seed of the orders.
  package init(_ review: EncodedReview, model: Model, output: Output, count: Int, seed: Int) {
    let embedding = model.sequential.embedding
    let mask = embedding.mask(of: review)
    let probability = output.with(.probability)
    func judge(_ rows: Matrix, _ mask: [Bool]?) -> (probability: Double, logit: Double) {
      let logits = model.sequential.logits(at: rows, mask: mask)
      return (probability.value(at: logits), output.margin(at: logits))
    }
    let start = judge(embedding.forward(review), mask)
    let places = review.firstPosition..<review.firstPosition + review.read.count
    var random = SplitMix64(seed: UInt64(seed), for: "orders" + review.text)
    var words = Array(review.read)
    var (lowest, highest, change) = (start.probability, start.probability, 0.0)
    for _ in 0..<count {
      random.shuffle(&words)
      let found: (probability: Double, logit: Double)
      if review.mixture != nil {
        // New neighbours form new n-grams.
        let text = words.map { review.tokens[$0].text }.joined(separator: " ")
        let shuffled = model.encode(text)
        found = judge(embedding.forward(shuffled), embedding.mask(of: shuffled))
      } else {
        var indices = review.indices
        indices.replaceSubrange(places, with: words.map { review.tokens[$0].index })
        found = judge(embedding.forward(indices), mask)
      }
      lowest = min(lowest, found.probability)
      highest = max(highest, found.probability)
      change = max(change, abs(found.logit - start.logit))
    }
    written = start.probability
    shuffled = lowest...highest
    largestChange = change
  }
}
