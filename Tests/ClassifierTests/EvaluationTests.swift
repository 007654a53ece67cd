import Classifier
import TestSupport
import Testing

@Suite struct EvaluationTests {
  @Test func `equal logits count half in the area under the curve`() {
    let evaluation = Self.evaluation([(2, true), (1, true), (1, false), (-1, false)])
    // Of the four pairs three are in order and one is a tie.
    #expect(evaluation.auc == 3.5 / 4)
    #expect(evaluation.accuracy == 0.75)
    #expect(evaluation.confusion[.positive, .positive] == 2)
    #expect(evaluation.confusion[.negative, .positive] == 1)
    #expect(evaluation.confusion[.negative, .negative] == 1)
    #expect(evaluation.confusion[.positive, .negative] == 0)
  }

  @Test func `a model that knows nothing has an area of one half and a loss of ln 2`() {
    let evaluation = Self.evaluation([(0, true), (0, false), (0, false)])
    #expect(evaluation.auc == 0.5)
    #expect(abs(evaluation.loss - 0.6931471805599453) < 1e-15)
  }

  @Test func `the area needs both kinds of reviews`() {
    #expect(Self.evaluation([(1, true)]).auc.isNaN)
  }

  @Test func `the number of jobs does not matter`() {
    let data = LabelledReviews(
      TinyClassifier.reviews.map { LabelledReview(text: $0, label: .positive) })
    let one = Evaluation(of: TinyClassifier.model, on: data, jobs: 1)
    #expect(one.count == TinyClassifier.reviews.count)
    #expect(one.confusion == Evaluation(of: TinyClassifier.model, on: data, jobs: 3).confusion)
    #expect(one.loss == Evaluation(of: TinyClassifier.model, on: data, jobs: 3).loss)
  }

  private static func evaluation(_ results: [(Double, Bool)]) -> Evaluation {
    Evaluation(
      results.map { (Prediction(logit: $0.0), $0.1 ? .positive : .negative) })
  }
}
