import Classifier
import SourceText
import Testing

/// Predictions of reviews by models that did not see them.
struct CrossValidationTests {
  private static let options: TrainingOptions = {
    var options = TrainingOptions()
    options.vocabularySize = 20
    options.sequenceLength = 6
    options.embeddingDimensions = 3
    options.hiddenUnits = 2
    options.epochs = 3
    options.batchSize = 10
    return options
  }()

  private static func reviews(_ count: Int, positive: Int) -> LabelledReviews {
    LabelledReviews(
      (0..<count).map { number in
        LabelledReview(
          text: "film \(number % 7) \(number < positive ? "good" : "bad")",
          label: number < positive ? .positive : .negative)
      })
  }

  @Test(arguments: [2, 3, 5])
  func `every fold has its share of each class`(count: Int) throws {
    let data = Self.reviews(31, positive: 11)
    let found = try CrossValidation(
      on: data, classes: Label.binary, folds: count, options: Self.options)
    for (label, total) in [(Label.positive, 11), (.negative, 20)] {
      for fold in 0..<count {
        let size = data.reviews.indices.count {
          found.folds[$0] == fold && data.reviews[$0].label == label
        }
        #expect(size == total / count || size == total / count + 1)
      }
    }
    #expect(found.evaluations.map(\.count).reduce(0, +) == 31)
  }

  @Test func `a prediction is that of a model trained on the other folds alone`() throws {
    let data = Self.reviews(20, positive: 10)
    let found = try CrossValidation(
      on: data, classes: Label.binary, folds: 4, options: Self.options)
    for fold in 0..<4 {
      let rest = data.reviews.indices.filter { found.folds[$0] != fold }
      let model = try Trainer.train(
        on: LabelledReviews(rest.map { data.reviews[$0] }), options: Self.options)
      for index in data.reviews.indices where found.folds[index] == fold {
        #expect(
          found.predictions[index].logits
            == model.predict(model.encode(data.reviews[index].text)).logits)
      }
    }
    #expect(found.evaluation.count == 20)
  }

  @Test func `a class with fewer reviews than folds is refused by name`() {
    let problem = #expect(throws: Diagnostics.self) {
      try CrossValidation(
        on: Self.reviews(10, positive: 2), classes: Label.binary, folds: 3, options: Self.options)
    }
    #expect(problem?.all.first?.hint?.contains("'positive' has 2") == true)
    let none = #expect(throws: Diagnostics.self) {
      try CrossValidation(
        on: Self.reviews(10, positive: 0), classes: Label.binary, folds: 2, options: Self.options)
    }
    #expect(none?.all.first?.hint?.contains("'positive' has 0") == true)
  }
}
