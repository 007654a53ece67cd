public import Classifier
import LinearAlgebra
public import SourceText

/// The state shared by all explained reviews: the classifier, its closed form, the output and the baselines.
public struct Explainer: Sendable {
  private let state: State

  /// Everything that an explainer holds.
  ///
  /// Each explained review has a copy of its explainer, and retaining each of a dozen fields would take as long as the pass
  /// through the model. A class is retained once; it is safe to share because it never changes.
  private final class State: Sendable {
    let classifier: any TextClassifier
    let reader: any ClassifierReader
    /// The reader of a classifier with layers; otherwise nil.
    let layers: NetworkReader?
    let output: Output
    let background: Background
    let baselineRows: BaselineRows
    /// One explainer per class, if the predicted class of each review is explained.
    let verdicts: [Explainer]

    init(
      _ classifier: any TextClassifier, _ reader: any ClassifierReader, layers: NetworkReader?,
      output: Output, background: Background, baselineRows: BaselineRows,
      verdicts: [Explainer] = []
    ) {
      precondition(
        output.logits == reader.logitCount,
        "an output of \(output.logits) logits for a model of \(reader.logitCount)")
      self.classifier = classifier
      self.reader = reader
      self.layers = layers
      self.output = output
      self.background = background
      self.baselineRows = baselineRows
      self.verdicts = verdicts
    }
  }

  /// Prepares a classifier to explain a class.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - target: A probability or a logit.
  ///   - choice: The class; by default "positive" of a classifier with one logit, which two classes share, and otherwise the
  ///     predicted class of each review.
  ///   - background: The background reviews, for methods with a distribution of baselines.
  /// - Throws: One diagnostic per class that the classifier does not have; a diagnostic if it has fewer than two classes, or
  ///   does not give the layers that it declares.
  /// - Complexity: For a network O(V · D) for the mean of the vocabulary.
  public init(
    _ classifier: any TextClassifier, target: OutputScale = .probability,
    explaining choice: ClassChoice = ClassChoice(), background: [String] = []
  ) throws(Diagnostics) {
    let background = Background(background)
    var layers: NetworkReader?
    let reader: any ClassifierReader
    if classifier.access == .layers {
      guard let network = classifier.network else {
        throw Diagnostics(
          "the classifier '\(classifier.identity)' declares layers, but has no network")
      }
      let found = NetworkReader(network, background: background, usesClosedForm: true)
      (layers, reader) = (found, found)
    } else {
      reader = try BlackBox(classifier)
    }
    let output = try choice.output(target, of: reader.classes, logits: reader.logitCount)
    self.init(
      classifier, reader, layers: layers, output: output, target: target, background: background)
  }

  /// Prepares a network.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - output: The explained output; it has as many logits as the network.
  ///   - background: The background reviews.
  ///   - usesClosedForm: Whether the closed form is used if there is one; without it everything runs through the
  ///     layers, with the same numbers up to rounding.
  /// - Complexity: O(V · D) for the mean of the vocabulary.
  public init(
    model: Model, output: Output, background: [String] = [], usesClosedForm: Bool = true
  ) {
    let background = Background(background)
    let reader = NetworkReader(model, background: background, usesClosedForm: usesClosedForm)
    self.init(
      model, reader, layers: reader, output: output, target: output.target, background: background)
  }

  /// Prepares a network to explain "positive" if it has one logit, and otherwise the predicted class.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - target: A probability or a logit.
  ///   - background: The background reviews.
  public init(_ model: Model, target: OutputScale = .probability, background: [String] = []) {
    let background = Background(background)
    let reader = NetworkReader(model, background: background, usesClosedForm: true)
    self.init(
      model, reader, layers: reader,
      output: reader.logitCount == 1 ? Output(target) : nil, target: target, background: background)
  }

  private init(
    _ classifier: any TextClassifier, _ reader: any ClassifierReader, layers: NetworkReader?,
    output: Output?, target: OutputScale, background: Background
  ) {
    let first = output ?? Output(target, of: 1, logits: reader.logitCount)
    let explainer = Explainer(
      State(
        classifier, reader, layers: layers, output: first, background: background,
        baselineRows: BaselineRows(reader, for: first)))
    self = output == nil ? explainer.ofVerdicts : explainer
  }

  private init(_ state: State) { self.state = state }

  private init(_ original: Explainer, output: Output, verdicts: [Explainer] = []) {
    let other = original.state
    // Where the only logit of two classes vanishes, both are neutral.
    let isSameClass = output.logits == 1 || output.with(.logit) == other.output.with(.logit)
    state = State(
      other.classifier, other.reader, layers: other.layers, output: output,
      background: other.background,
      baselineRows: isSameClass ? other.baselineRows : BaselineRows(other.reader, for: output),
      verdicts: verdicts)
  }

  /// Returns an explainer with the same classifier, baselines and background, and another output for every review.
  ///
  /// - Parameter output: The explained output; it has as many logits as the classifier.
  /// - Returns: An explainer.
  /// - Complexity: A few backward passes if the output belongs to another class.
  public func explaining(_ output: Output) -> Explainer {
    if output == self.output && !explainsVerdicts { return self }
    return Explainer(self, output: output)
  }

  /// The same explainer, explaining the predicted class of each review.
  ///
  /// Of its own output, only the target is meaningful; the class is arbitrary.
  public var ofVerdicts: Explainer {
    let verdicts = classes.indices.map { index in
      explaining(Output(output.target, of: index, logits: output.logits))
    }
    return Explainer(self, output: output, verdicts: verdicts)
  }

  /// Whether the predicted class of each review is explained.
  public var explainsVerdicts: Bool { !state.verdicts.isEmpty }

  /// Classifies a review.
  ///
  /// - Parameter text: The review.
  /// - Returns: The review as input of the classifier, with its explained output.
  public func explain(_ text: String) -> ReviewInput { explain(encode(text)) }

  /// Classifies a review.
  ///
  /// - Parameter review: The encoded review.
  /// - Returns: The review as input of the classifier, with its explained output.
  public func explain(_ review: EncodedReview) -> ReviewInput {
    let explained = ReviewInput(review, by: self)
    guard explainsVerdicts else { return explained }
    return explained.explained(by: state.verdicts[explained.prediction.classIndex])
  }
}

extension Explainer {
  /// The classifier.
  public var classifier: any TextClassifier { state.classifier }
  /// The access that the classifier offers.
  public var access: ModelAccess { state.layers == nil ? state.classifier.access : .layers }
  /// Whether every review has a gradient.
  public var hasGradients: Bool { access >= .gradientAtInput }
  /// Whether the layers are accessible.
  public var hasLayers: Bool { access >= .layers }
  /// The classes in the order of outputs: the positive one of two is the second, unless a network orders them otherwise.
  public var classes: [Label] { state.reader.classes }
  /// The SHA-256 of the network's files, or of the classifier's identity, mask token and class names.
  public var sha256: String { state.reader.sha256 }
  /// The explained output.
  public var output: Output { state.output }
  /// The reviews over which methods with a distribution of baselines average.
  public var background: Background { state.background }
  /// The row of each baseline, 1 × D.
  var baselineRows: BaselineRows { state.baselineRows }

  /// The network with its layers.
  ///
  /// - Precondition: The classifier offers `ModelAccess.layers`. Whoever declares that it needs them is not run otherwise.
  public var network: Model { layers.model }
  /// The closed form of the network, if it has one.
  public var pooled: PooledNetwork? { state.layers?.pooled }
  /// The layers up to the logits as steps that are either linear or a pure activation.
  ///
  /// - Precondition: The classifier offers `ModelAccess.layers`.
  var steps: [any Layer] { layers.steps }
  /// The layers after the average as such steps; none without a closed form.
  ///
  /// - Precondition: The classifier offers `ModelAccess.layers`.
  var pooledSteps: [any Layer] { layers.pooledSteps }

  private var layers: NetworkReader {
    guard let layers = state.layers else {
      preconditionFailure("the layers are used without 'needs = .layers'")
    }
    return layers
  }

  /// The first failure of the classifier, after which all numbers are NaN; nil if there is none.
  public var failure: Diagnostics? { state.reader.failure }

  /// Throws the first failure of the classifier.
  ///
  /// - Throws: The failure, if there is one.
  public func throwIfFailed() throws(Diagnostics) {
    if let failure { throw failure }
  }

  /// Splits a text into the tokens of the classifier.
  public func encode(_ text: String) -> EncodedReview { state.reader.encode(text) }

  /// Returns whether a text has a word to explain.
  public func findsWord(in text: String) -> Bool { state.reader.findsWord(in: text) }

  /// Returns the prediction for a review.
  public func predict(_ text: String) -> Prediction { predictions(for: [text])[0] }

  /// Returns the predictions for unrelated texts.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - jobs: The number of texts that a network classifies concurrently, which does not affect the result; without layers all
  ///     are requested in one batch.
  ///   - progress: Receives the number of texts that a network has classified, from 0, and of all texts.
  /// - Returns: One prediction per text; meaningless after a failure.
  public func predictions(
    for texts: [String], jobs: Int = 1,
    progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) -> [Prediction] {
    state.reader.predictions(for: texts, jobs: jobs, progress)
  }

  /// Returns a review as a function of its input.
  func function(of review: EncodedReview) -> any ReviewFunction {
    state.reader.function(of: review)
  }
}
