import ArgumentParser
import Classifier
import Foundation
import HTML
import Reporting
import Reviews
import Site
import SourceText

/// The options of `report evaluate --folds`.
struct FoldOptions: ParsableArguments {
  @Option(help: "Train one model per fold on the other folds, and evaluate it on its fold.")
  var folds: Int?

  @Option(
    help: "Write the prediction of each review by the model that did not see it, as JSON Lines.")
  var heldOut: String?

  @Option(help: "The layers between the embedding and the logit of these models.")
  var architecture: Architecture?

  func validate() throws {
    if let folds, !(2...100 ~= folds) { throw ValidationError("--folds must be from 2 to 100") }
    let given = [
      ("--held-out", heldOut != nil), ("--architecture", architecture != nil),
    ]
    if folds == nil, let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) requires --folds")
    }
  }

  /// Trains and evaluates the models.
  ///
  /// - Parameters:
  ///   - folds: The number of folds.
  ///   - data: The path of the labelled reviews; of aclImdb, its training reviews.
  ///   - options: The options for reading them.
  ///   - seed: The seed of the folds and of the training.
  ///   - jobs: The number of concurrent jobs.
  /// - Returns: The evaluation.
  /// - Throws: All problems of the data and the options, and a file that cannot be written.
  func evaluation(
    _ folds: Int, on data: String, _ options: ReviewOptions, seed: UInt64?, jobs: Int
  ) throws(Diagnostics) -> CrossValidation {
    if let heldOut { try OutputFile.check(heldOut, protecting: [data]) }
    let (reviews, classes) = try LabelledReviews.training(at: data, options: options)
    var training = (architecture ?? .average).options
    training.seed = seed ?? training.seed
    training.jobs = jobs
    let found = try CrossValidation(
      on: reviews, classes: classes, folds: folds, options: training
    ) { fold, progress in
      if case .epoch(let epoch) = progress {
        Console.progress(fold * training.epochs + epoch.epoch, of: folds * training.epochs, "epoch")
      }
    }
    if let heldOut { try OutputFile.write(found.lines, to: heldOut, protecting: [data]) }
    return found
  }
}
