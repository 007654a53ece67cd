import LinearAlgebra
import Processes
public import SourceText

/// Predictions of reviews by models that did not see them: the reviews are split into folds, and for each fold a model is trained on
/// the others.
///
/// Folds are stratified: each has about the same share of every class.
///
/// - Source: Stone, *Cross-Validatory Choice and Assessment of Statistical Predictions*, 1974.
public struct CrossValidation: Sendable {
  /// The reviews.
  public let data: LabelledReviews
  /// The classes of the models.
  public let classes: [Label]
  /// The index of the fold of each review, from 0.
  public let folds: [Int]
  /// The prediction of each review by the model that did not see it.
  public let predictions: [Prediction]
  /// The evaluation of each model on its fold.
  public let evaluations: [Evaluation]
  /// The evaluation of all predictions.
  public let evaluation: Evaluation

  /// Trains a model per fold.
  ///
  /// - Parameters:
  ///   - data: The reviews, each of one of the classes.
  ///   - classes: The classes.
  ///   - count: The number of folds, from 2 to the number of reviews of the rarest class.
  ///   - options: The training options; the seed also decides on the folds.
  ///   - progress: Called with the index of the fold, from 0, and its progress.
  /// - Throws: A diagnostic if there are too few reviews for the folds, or an option is out of range.
  public init(
    on data: LabelledReviews, classes: [Label], folds count: Int, options: TrainingOptions,
    progress: (_ fold: Int, TrainingProgress) -> Void = { _, _ in }
  ) throws(Diagnostics) {
    let folds = Self.folds(of: data, count, seed: options.seed)
    let sizes = Dictionary(grouping: data.reviews, by: \.label).mapValues(\.count)
    // A class may have no review at all.
    let rarest = classes.map { (count: sizes[$0] ?? 0, name: $0.name) }.min {
      ($0.count, $0.name) < ($1.count, $1.name)
    }
    guard let rarest, rarest.count >= count else {
      throw Diagnostics(
        "there are too few reviews for \(count) folds",
        hint: rarest.map { "the class '\($0.name)' has \($0.count), and each fold needs one" })
    }
    var predictions = [Prediction?](repeating: nil, count: data.reviews.count)
    var evaluations: [Evaluation] = []
    for fold in 0..<count {
      let held = folds.indices.filter { folds[$0] == fold }
      let rest = folds.indices.filter { folds[$0] != fold }
      let model = try Trainer.train(
        on: LabelledReviews(rest.map { data.reviews[$0] }), classes: classes, options: options
      ) { progress(fold, $0) }
      let found = Parallel.map(held.count, jobs: options.jobs) { place in
        model.predict(model.encode(data.reviews[held[place]].text))
      }
      for (place, index) in held.enumerated() { predictions[index] = found[place] }
      evaluations.append(
        Evaluation(
          Array(zip(found, held.map { data.reviews[$0].label })), classes: classes))
    }
    self.data = data
    self.classes = classes
    self.folds = folds
    self.predictions = predictions.compactMap(\.self)
    self.evaluations = evaluations
    evaluation = Evaluation(
      Array(zip(self.predictions, data.reviews.map(\.label))), classes: classes)
  }

  /// Deals the reviews of each class to the folds in random order.
  private static func folds(of data: LabelledReviews, _ count: Int, seed: UInt64) -> [Int] {
    var order = Array(data.reviews.indices)
    var random = SplitMix64(seed: seed, for: "folds")
    random.shuffle(&order)
    var folds = [Int](repeating: 0, count: order.count)
    var dealt: [Label: Int] = [:]
    for index in order {
      let label = data.reviews[index].label
      folds[index] = dealt[label, default: 0] % count
      dealt[label, default: 0] += 1
    }
    return folds
  }
}
