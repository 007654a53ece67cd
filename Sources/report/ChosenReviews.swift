import Classifier
import HTML
import SourceText

extension LabelledReviews {
  /// As many reviews as `--limit` says, evenly from all over the data.
  ///
  /// - Parameter limit: How many.
  /// - Returns: These reviews.
  /// - Throws: A diagnostic when there are fewer.
  func chosen(_ limit: Int) throws(Diagnostics) -> LabelledReviews {
    let count = self.reviews.count
    guard (1...count).contains(limit) else {
      throw Diagnostics([
        Diagnostic(
          "there is no choosing \(limit) of \(counted(count, "review"))",
          at: SourceLocation(file: "--limit"), hint: "it takes a whole number from 1 to \(count)")
      ])
    }
    return evenly(limit)
  }
}
