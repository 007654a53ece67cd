import Classifier
import LinearAlgebra

/// What a model makes of the words of a review in other orders.
struct WordOrders {
  /// The probability of "positive" for the review as it is.
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
  ///   - count: How many orders.
  ///   - seed: The seed of the orders.
  init(_ review: EncodedReview, model: Model, count: Int, seed: Int) {
    let mask = model.sequential.embedding.mask(of: review.indices)
    func logit(_ indices: [Int]) -> Double {
      model.sequential.logits(at: model.sequential.embed(indices), mask: mask)[0, 0]
    }
    let start = logit(review.indices)
    let places = review.firstPosition..<review.firstPosition + review.read.count
    var random = SplitMix64(seed: UInt64(seed), for: "orders" + review.text)
    var words = Array(review.indices[places])
    var (lowest, highest, change) = (start, start, 0.0)
    for _ in 0..<count {
      random.shuffle(&words)
      var indices = review.indices
      indices.replaceSubrange(places, with: words)
      let found = logit(indices)
      lowest = min(lowest, found)
      highest = max(highest, found)
      change = max(change, abs(found - start))
    }
    written = Prediction(logit: start).probability
    shuffled = Prediction(logit: lowest).probability...Prediction(logit: highest).probability
    largestChange = change
  }
}
