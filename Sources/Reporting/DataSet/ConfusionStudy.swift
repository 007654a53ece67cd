import Blocks
import Classifier
import DataSet
import HTML
import SourceText

/// The reviews of a run by label and verdict, with the words behind the verdicts of each cell.
struct ConfusionStudy: Sendable {
  /// The largest number of words of a cell.
  static let mostWords = 50

  let matrix: ConfusionMatrix
  /// For each cell, by label and predicted class, the words that contributed most to the predicted class in sum.
  private let strongest: [[String]]

  /// Returns the study, computed once per run and settings.
  static func of(
    _ reviews: SelectedReviews, method: String? = nil, listed: Int = 0
  ) -> ConfusionStudy {
    reviews.context.run.findings.finding(reviews.key, method ?? "", "\(listed)") {
      ConfusionStudy(reviews, method: method, listed: listed)
    }
  }

  private init(_ reviews: SelectedReviews, method: String?, listed: Int) {
    let classes = reviews.classes
    let place = reviews.place(of: method)
    let subject = reviews.context.totals?.subject
    var matrix = ConfusionMatrix(classes: classes.count, listed: listed)
    var sums = [[String: Double]](repeating: [:], count: classes.count * classes.count)
    reviews.eachClassified { review, record in
      matrix.add(review)
      guard let place, listed > 0, let label = review.label else { return }
      let cell = label * classes.count + review.predicted
      // Contributions to the other of two classes have the opposite sign.
      let sign = subject.map { $0.name == classes[review.predicted] } ?? true ? 1.0 : -1.0
      for (word, score) in zip(record.words, record.contributions[place]) where score.isFinite {
        sums[cell][word, default: 0] += sign * score
      }
    }
    self.matrix = matrix
    // The study is kept until the last page, so the sums of all words are not.
    strongest = sums.map { sums in
      sums.filter { $0.value > 0 }
        .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        .prefix(Self.mostWords).map(\.key)
    }
  }

  /// Returns the words that contributed most to the verdicts of a cell, as the end of a sentence.
  func words(_ label: Int, _ predicted: Int, limit: Int) -> Phrase {
    let found = strongest[label * matrix.classes + predicted].prefix(limit)
    guard !found.isEmpty else { return "" }
    let words = found.map { "“\($0.clipped(40))”" }.joined(with: "and")
    return " These verdicts owe most to \(words)."
  }
}
