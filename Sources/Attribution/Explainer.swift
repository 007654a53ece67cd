public import Classifier
import LinearAlgebra
public import SourceText

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
    let backgroundStarts: [PathStart]
    let baselineRows: [Baseline: Matrix]
    let program: Program?
    let verdicts: [Explainer]
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
  /// Each of them as the start of a way to any review that has no mask.
  var backgroundStarts: [PathStart] { contents[0].backgroundStarts }
  /// The row of each baseline, 1 × D.
  var baselineRows: [Baseline: Matrix] { contents[0].baselineRows }

  /// The program that predicts; nil where the model does.
  ///
  /// Then the model is a network of nothing that has the program's
  /// classes and identity, and whatever needs more than predictions is refused before it is asked for.
  public var program: Program? { contents[0].program }
  /// What can be asked of the model, or of the program.
  public var offer: Demand { program?.offer ?? .network }
  /// Whether there is a gradient at every review.
  public var hasGradients: Bool { offer >= .gradient }
  /// Whether there are layers to look into.
  public var hasLayers: Bool { program == nil }

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

  /// The explainer of the network of nothing, with the program in its place.
  fileprivate init(_ original: Explainer, asking program: Program) {
    contents = [
      Contents(
        model: original.model, output: original.output, steps: [], pooled: nil,
        background: original.background, backgroundStarts: [],
        baselineRows: original.baselineRows, program: program,
        verdicts: original.contents[0].verdicts.map { Explainer($0, asking: program) })
    ]
  }

  /// The same model, baselines and background with another output for every review.
  ///
  /// - Parameter output: The output that is explained; it has as many logits as the model.
  /// - Returns: An explainer.
  /// - Complexity: A few backward passes where it is that of another class.
  public func explaining(_ output: Output) -> Explainer {
    if output == self.output && !explainsVerdicts { return self }
    return Explainer(self, output: output, verdicts: [])
  }

  /// The same, explaining for each review the class that the model predicts.
  ///
  /// What it says of its own output holds for its target; the class is one of them.
  public var ofVerdicts: Explainer {
    let verdicts = (0..<model.classes.count).map { index in
      explaining(Output(output.target, of: index, logits: output.logits))
    }
    return Explainer(self, output: output, verdicts: verdicts)
  }

  /// Whether it is the predicted class that is explained, whatever that is for a review.
  public var explainsVerdicts: Bool { !contents[0].verdicts.isEmpty }

  /// Classifies a review.
  ///
  /// - Parameter text: The review.
  /// - Returns: The review in front of the model, with the output that is explained for it.
  public func explain(_ text: String) -> ExplainedReview { explain(encode(text)) }

  /// Cuts a text into what the model, or the program, reads.
  public func encode(_ text: String) -> EncodedReview {
    program?.encode(text) ?? model.encode(text)
  }

  /// Whether there is something to explain in a text.
  public func findsWord(in text: String) -> Bool {
    program == nil ? model.text.findsWord(in: text) : !encode(text).tokens.isEmpty
  }

  /// What becomes of a missing word, as the end of a sentence that begins "A missing word is".
  public func meaning(of removal: Removal, _ baseline: Baseline) -> String {
    guard let program else { return removal.summary(baseline) }
    guard removal == .replace, let mask = program.mask else { return "taken out of the text" }
    return "replaced by “\(mask)”"
  }

  /// What the model, or the program, says of a review.
  public func predict(_ text: String) -> Prediction {
    program?.predict([text])[0] ?? model.predict(model.encode(text))
  }

  /// Classifies a review.
  ///
  /// - Parameter review: The review as the model reads it.
  /// - Returns: The review in front of the model, with the output that is explained for it.
  public func explain(_ review: EncodedReview) -> ExplainedReview {
    let explained = ExplainedReview(review, by: self)
    guard explainsVerdicts else { return explained }
    return explained.explained(by: contents[0].verdicts[explained.prediction.classIndex])
  }
}

extension Explainer {
  /// Prepares a program to answer for a class.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - target: Whether a probability or a logit is explained.
  ///   - choice: The class.
  ///   - background: Reviews that stand for any other review, for a program that answers at embeddings.
  /// - Throws: A diagnostic for each class that the program does not have.
  public init(
    _ program: Program, target: Target, explaining choice: ClassChoice = ClassChoice(),
    background: [String] = []
  ) throws(Diagnostics) {
    self.init(
      try Explainer(
        program.standIn, target: target, explaining: choice, background: background),
      asking: program)
  }
}
