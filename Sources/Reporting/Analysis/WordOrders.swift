import Attribution
import Classifier
import LinearAlgebra

/// What a model makes of the words of a review in other orders.
struct WordOrders {
  /// The probability of the class for the review as it is.
  let written: Double
  /// The smallest and the largest over all orders that were tried.
  let shuffled: ClosedRange<Double>
  /// The largest change of the logit.
  let largestChange: Double

  /// Tries orders.
  ///
  /// - Parameters:
  ///   - review: The review; the start token and padding stay where they are.
  ///   - model: The model.
  ///   - output: The class; its probability and its logit are looked at.
  ///   - count: How many orders.
  ///   - seed: The seed of the orders.
  init(_ review: EncodedReview, model: Model, output: Output, count: Int, seed: Int) {
    let mask = model.sequential.embedding.mask(of: review.indices)
    let probability = output.with(.probability)
    func judge(_ indices: [Int]) -> (probability: Double, logit: Double) {
      let logits = model.sequential.logits(at: model.sequential.embed(indices), mask: mask)
      return (probability.value(at: logits), output.margin(at: logits))
    }
    let start = judge(review.indices)
    let places = review.firstPosition..<review.firstPosition + review.read.count
    var random = SplitMix64(seed: UInt64(seed), for: "orders" + review.text)
    var words = Array(review.indices[places])
    var (lowest, highest, change) = (start.probability, start.probability, 0.0)
    for _ in 0..<count {
      random.shuffle(&words)
      var indices = review.indices
      indices.replaceSubrange(places, with: words)
      let found = judge(indices)
      lowest = min(lowest, found.probability)
      highest = max(highest, found.probability)
      change = max(change, abs(found.logit - start.logit))
    }
    written = start.probability
    shuffled = lowest...highest
    largestChange = change
  }
}
