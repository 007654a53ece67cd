import Classifier
import HTML
import SourceText

extension LabelledReviews {
  /// Returns an evenly spaced sample of the size given by `--limit`.
  ///
  /// - Parameter limit: The sample size.
  /// - Returns: The sampled reviews, with the warnings about all.
  /// - Throws: A diagnostic if there are fewer reviews than that.
  func chosen(_ limit: Int) throws(Diagnostics) -> LabelledReviews {
    let count = self.reviews.count
    guard (1...count).contains(limit) else {
      throw Diagnostics(
        "cannot choose \(limit) of \(counted(count, "review"))",
        at: SourceLocation(file: "--limit"), hint: "use a whole number from 1 to \(count)")
    }
    return LabelledReviews(evenly(limit).reviews, warnings: warnings)
  }
}
