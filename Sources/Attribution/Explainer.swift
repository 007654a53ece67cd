public import Classifier
import LinearAlgebra

/// What is the same for all reviews that are explained: the model, its closed form, the output, the baselines.
public struct Explainer: Sendable {
  /// The one element, which holds everything.
  ///
  /// Each explained review has a copy of its explainer, and to count a reference for
  /// each of two dozen fields would take as long as the pass through the model; an array has one.
  private let contents: [Contents]

  private struct Contents {
    let model: Model
    let output: Output
    let steps: [any Layer]
    let pooled: PooledNetwork?
    let background: Background
    let backgroundPasses: [Backpropagation]
    let baselineRows: [Baseline: Matrix]
    let program: Program?
  }

  /// The model.
  public var model: Model { contents[0].model }
  /// The output that is explained.
  public var output: Output { contents[0].output }
  /// The layers down to the logits as steps that are either linear or nothing but an activation.
  var steps: [any Layer] { contents[0].steps }
  /// The closed form of the model, where it has one.
  public var pooled: PooledNetwork? { contents[0].pooled }
  /// The reviews that methods with a distribution of baselines average over.
  public var background: Background { contents[0].background }
  /// With a closed form, the pass forward from each of them, which is the same for every review that is explained.
  var backgroundPasses: [Backpropagation] { contents[0].backgroundPasses }
  /// The row of each baseline, 1 × D.
  var baselineRows: [Baseline: Matrix] { contents[0].baselineRows }

  /// The program that predicts; nil where the model does. Then the model is a network of nothing that has the program's
  /// classes and identity, and whatever needs more than predictions is refused before it is asked for.
  public var program: Program? { contents[0].program }
  /// Whether there are layers to look into, and gradients.
  public var hasGradients: Bool { program == nil }

  /// Prepares a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - output: The output that is explained; it has as many logits as the program.
  public init(_ program: Program, output: Output) {
    precondition(
      output.logits == program.logitCount,
      "an output of \(output.logits) logits for a program of \(program.logitCount)")
    contents = [
      Contents(
        model: program.standIn, output: output, steps: [], pooled: nil,
        background: Background(model: program.standIn), backgroundPasses: [], baselineRows: [:],
        program: program)
    ]
  }

  /// Prepares a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The output that is explained; it has as many logits as the model.
  ///   - background: Reviews that stand for any other review.
  ///   - usesClosedForm: Whether the closed form is used where there is one; without it everything goes through the
  ///     layers, which gives the same numbers to rounding.
  /// - Complexity: O(V · D) for the mean of the vocabulary, and a few backward passes.
  public init(
    model: Model, output: Output, background: [String] = [], usesClosedForm: Bool = true
  ) {
    precondition(
      output.logits == model.sequential.outputs,
      "an output of \(output.logits) logits for a model of \(model.sequential.outputs)")
    let background = Background(background, model: model)
    let table = model.sequential.embedding.table
    func row(_ index: Int) -> Matrix {
      var row = Matrix(rows: 1, columns: table.columns)
      row.setRow(0, to: table, row: index)
      return row
    }
    let padding = row(model.text.vocabulary.padding)
    let mean = table.rowMean
    let baselineRows: [Baseline: Matrix] = [
      .pad: padding, .zero: Matrix(rows: 1, columns: table.columns),
      .unknown: row(model.text.vocabulary.unknown), .mean: mean,
      .corpusMean: background.meanRow ?? mean,
      .neutral: NeutralRow.nearest(
        to: padding, length: model.text.sequenceLength, of: model.sequential,
        classIndex: output.classIndex),
    ]
    let pooled = usesClosedForm ? PooledNetwork(model.sequential) : nil
    let passes = pooled.map { pooled in
      background.members.map { Backpropagation(through: pooled.steps, at: $0.mean, mask: nil) }
    }
    contents = [
      Contents(
        model: model, output: output, steps: model.sequential.logitLayers.flatMap(\.steps),
        pooled: pooled, background: background, backgroundPasses: passes ?? [],
        baselineRows: baselineRows, program: nil)
    ]
  }

  /// Classifies a review and takes the gradient of the output.
  ///
  /// - Parameter text: The review.
  /// - Returns: The review in front of the model.
  public func explain(_ text: String) -> ExplainedReview {
    ExplainedReview(encode(text), by: self)
  }

  /// Cuts a text into what the model or the program reads.
  public func encode(_ text: String) -> EncodedReview {
    program?.encode(text) ?? model.encode(text)
  }
}
