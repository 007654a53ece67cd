public import Classifier
import LinearAlgebra
public import SourceText

/// The state shared by all explained reviews: the model, its closed form, the output and the baselines.
public struct Explainer: Sendable {
  /// A single element that holds everything.
  ///
  /// Each explained review has a copy of its explainer, and retaining each of two dozen fields would take as long as the
  /// pass through the model; an array is retained once.
  private let contents: [Contents]

  private struct Contents {
    let model: Model
    let output: Output
    let steps: [any Layer]
    let pooled: PooledNetwork?
    let background: Background
    let backgroundStarts: [PathStart]
    let baselineRows: [Baseline: Matrix]
    let program: Program?
    let verdicts: [Explainer]
  }

  /// The model.
  public var model: Model { contents[0].model }
  /// The explained output.
  public var output: Output { contents[0].output }
  /// The layers up to the logits as steps that are either linear or a pure activation.
  var steps: [any Layer] { contents[0].steps }
  /// The closed form of the model, if it has one.
  public var pooled: PooledNetwork? { contents[0].pooled }
  /// The reviews over which methods with a distribution of baselines average.
  public var background: Background { contents[0].background }
  /// Each of them as the start of a path to any review without a mask.
  var backgroundStarts: [PathStart] { contents[0].backgroundStarts }
  /// The row of each baseline, 1 × D.
  var baselineRows: [Baseline: Matrix] { contents[0].baselineRows }

  /// The program that predicts; nil if the model does.
  ///
  /// With a program the model is an empty stand-in with the program's classes and identity, and everything that needs more
  /// than predictions is refused beforehand.
  public var program: Program? { contents[0].program }
  /// The access that the model or the program offers.
  public var access: ModelAccess { program?.access ?? .layers }
  /// Whether every review has a gradient.
  public var hasGradients: Bool { access >= .gradientAtInput }
  /// Whether the layers are accessible.
  public var hasLayers: Bool { program == nil }

  /// Prepares a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The explained output; it has as many logits as the model.
  ///   - background: The background reviews.
  ///   - usesClosedForm: Whether the closed form is used if there is one; without it everything runs through the
  ///     layers, with the same numbers up to rounding.
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
        to: padding, length: model.text.nominalLength, of: model.sequential,
        output: output),
    ]
    let pooled = usesClosedForm ? PooledNetwork(model.sequential) : nil
    contents = [
      Contents(
        model: model, output: output, steps: model.sequential.logitLayers.flatMap(\.steps),
        pooled: pooled, background: background,
        backgroundStarts: background.members.map { PathStart($0, pooled) },
        baselineRows: baselineRows, program: nil, verdicts: [])
    ]
  }

  private init(_ original: Explainer, output: Output, verdicts: [Explainer]) {
    var rows = original.baselineRows
    if output.with(.logit) != original.output.with(.logit) {
      let model = original.model
      rows[.neutral] = NeutralRow.nearest(
        to: rows[.pad] ?? Matrix(rows: 1, columns: model.sequential.embedding.table.columns),
        length: model.text.nominalLength, of: model.sequential, output: output)
    }
    contents = [
      Contents(
        model: original.model, output: output, steps: original.steps, pooled: original.pooled,
        background: original.background, backgroundStarts: original.backgroundStarts,
        baselineRows: rows, program: original.program, verdicts: verdicts)
    ]
  }

  /// Replaces the stand-in network of an explainer by a program.
  fileprivate init(_ original: Explainer, asking program: Program) {
    contents = [
      Contents(
        model: original.model, output: original.output, steps: [], pooled: nil,
        background: original.background, backgroundStarts: [],
        baselineRows: original.baselineRows, program: program,
        verdicts: original.contents[0].verdicts.map { Explainer($0, asking: program) })
    ]
  }

  /// Returns an explainer with the same model, baselines and background, and another output for every review.
  ///
  /// - Parameter output: The explained output; it has as many logits as the model.
  /// - Returns: An explainer.
  /// - Complexity: A few backward passes if the output belongs to another class.
  public func explaining(_ output: Output) -> Explainer {
    if output == self.output && !explainsVerdicts { return self }
    return Explainer(self, output: output, verdicts: [])
  }

  /// The same explainer, explaining the predicted class of each review.
  ///
  /// Of its own output, only the target is meaningful; the class is arbitrary.
  public var ofVerdicts: Explainer {
    let verdicts = (0..<model.classes.count).map { index in
      explaining(Output(output.target, of: index, logits: output.logits))
    }
    return Explainer(self, output: output, verdicts: verdicts)
  }

  /// Whether the predicted class of each review is explained.
  public var explainsVerdicts: Bool { !contents[0].verdicts.isEmpty }

  /// Classifies a review.
  ///
  /// - Parameter text: The review.
  /// - Returns: The review as input of the model, with its explained output.
  public func explain(_ text: String) -> ReviewInput { explain(encode(text)) }

  /// Splits a text into the tokens of the model or the program.
  public func encode(_ text: String) -> EncodedReview {
    program?.encode(text) ?? model.encode(text)
  }

  /// Returns whether a text has a word to explain.
  public func findsWord(in text: String) -> Bool {
    program == nil ? model.text.findsWord(in: text) : !encode(text).tokens.isEmpty
  }

  /// Returns the treatment of a missing word, as the end of a sentence that begins "A missing word is".
  public func meaning(of removal: Removal, _ baseline: Baseline) -> String {
    guard let program else { return removal.summary(baseline) }
    guard removal == .replace, let mask = program.mask else { return "removed from the text" }
    return "replaced by “\(mask)”"
  }

  /// Returns the prediction of the model or the program for a review.
  public func predict(_ text: String) -> Prediction {
    program?.predict([text])[0] ?? model.predict(model.encode(text))
  }

  /// Classifies a review.
  ///
  /// - Parameter review: The encoded review.
  /// - Returns: The review as input of the model, with its explained output.
  public func explain(_ review: EncodedReview) -> ReviewInput {
    let explained = ReviewInput(review, by: self)
    guard explainsVerdicts else { return explained }
    return explained.explained(by: contents[0].verdicts[explained.prediction.classIndex])
  }
}

extension Explainer {
  /// Prepares a program to explain a class.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - target: A probability or a logit.
  ///   - choice: The class.
  ///   - background: The background reviews, for a program that accepts embeddings.
  /// - Throws: One diagnostic per class that the program does not have.
  public init(
    _ program: Program, target: OutputScale, explaining choice: ClassChoice = ClassChoice(),
    background: [String] = []
  ) throws(Diagnostics) {
    self.init(
      try Explainer(
        program.standIn, target: target, explaining: choice, background: background),
      asking: program)
  }

  /// Prepares a classifier that returns predictions, and perhaps gradients.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - target: A probability or a logit.
  ///   - mask: The replacement for a missing word; nil removes the word from the text.
  /// - Throws: A diagnostic if it has fewer than two classes.
  public init(
    _ classifier: any TextClassifier, target: OutputScale = .probability, mask: String? = nil
  ) throws(Diagnostics) {
    try self.init(Program(classifier, mask: mask), target: target)
  }
}
