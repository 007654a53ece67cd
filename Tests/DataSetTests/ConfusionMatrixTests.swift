import DataSet
import LinearAlgebra
import SourceText
import Testing

/// Labels against predicted classes.
@Suite struct ConfusionMatrixTests {
  private static func reviews(_ fixture: JSON) throws -> [ClassifiedReview] {
    let labels = try fixture.integers("labels")
    return try fixture.rows("rows").enumerated().map { number, row in
      try #require(
        ClassifiedReview(number: number, label: labels[number], probabilities: row))
    }
  }

  @Test func `counts, precision, recall and F1 agree with scikit-learn`() throws {
    let fixture = try Reference.part("confusion")
    var matrix = ConfusionMatrix(classes: 4, listed: 3)
    let reviews = try Self.reviews(fixture)
    for review in reviews { matrix.add(review) }
    let expected = try fixture.rows("matrix")
    let precision = try fixture.numbers("precision")
    let recall = try fixture.numbers("recall")
    let f1 = matrix.f1(resamples: 4000)
    for label in 0..<4 {
      for predicted in 0..<4 {
        #expect(matrix.count(label: label, predicted: predicted) == Int(expected[label][predicted]))
        let cell = reviews.filter { $0.label == label && $0.predicted == predicted }
        let confident = cell.sorted { $0.confidence > $1.confidence }.prefix(3)
        #expect(
          matrix.mostConfident(label: label, predicted: predicted).map(\.number)
            == confident.map(\.number))
      }
      #expect(agrees(try #require(matrix.precision(of: label).value).value, precision[label]))
      #expect(agrees(try #require(matrix.recall(of: label).value).value, recall[label]))
      let estimate = try #require(f1.classes[label].value)
      #expect(agrees(estimate.value, try fixture.numbers("f1")[label]))
    }
    #expect(agrees(try #require(matrix.accuracy.value).value, try fixture.value("accuracy")))
    let mean = try #require(f1.mean.value)
    #expect(agrees(mean.value, try fixture.value("macro")))
    #expect(try agrees(mean, interval: try #require(fixture["interval"])))
  }

  @Test func `parts in any order yield the whole`() throws {
    var reviews = try Self.reviews(try Reference.part("confusion"))
    var whole = ConfusionMatrix(classes: 4, listed: 5)
    for review in reviews { whole.add(review) }
    var random = SplitMix64(seed: 9)
    random.shuffle(&reviews)
    var parts = [ConfusionMatrix(classes: 4, listed: 5), ConfusionMatrix(classes: 4, listed: 5)]
    for (index, review) in reviews.enumerated() { parts[index % 2].add(review) }
    parts[0].merge(parts[1])
    #expect(parts[0] == whole)
  }

  @Test func `what cannot be computed says why`() throws {
    var matrix = ConfusionMatrix(classes: 3)
    func reasons() -> Set<Undecidable?> {
      [
        matrix.accuracy.reason, matrix.precision(of: 0).reason, matrix.recall(of: 0).reason,
        matrix.f1(resamples: 2).mean.reason,
      ]
    }
    #expect(reasons() == [.noReviews])
    let unlabelled = ClassifiedReview(number: 0, label: nil, probabilities: [0.1, 0.1, 0.8])
    matrix.add(try #require(unlabelled))
    #expect(reasons() == [.noLabels])
    matrix = ConfusionMatrix(classes: 3)
    for probabilities in [[0.5, 0.3, 0.2], [0.2, 0.8]] {
      let review = ClassifiedReview(number: 0, label: 0, probabilities: probabilities)
      matrix.add(try #require(review))
    }
    let review = ClassifiedReview(number: 1, label: nil, probabilities: [0.1, 0.1, 0.8])
    matrix.add(try #require(review))
    #expect(matrix.total == 1 && matrix.rejected == 1 && matrix.unlabelled == [0, 0, 1])
    #expect(matrix.precision(of: 1).reason == .noOccurrence)
    #expect(matrix.recall(of: 7).reason == .noOccurrence)
    let f1 = matrix.f1(resamples: 5)
    #expect(f1.classes[1].reason == .noOccurrence && f1.mean.value?.value == 1)
    #expect(matrix.count(label: 5, predicted: 0) == 0)
    matrix.merge(ConfusionMatrix(classes: 2))
    #expect(matrix.total == 1)
  }
}
