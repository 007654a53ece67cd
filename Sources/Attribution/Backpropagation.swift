import Classifier
import LinearAlgebra

/// A forward pass through a network that keeps the intermediate values for backward passes.
///
/// The network is split into steps that are either linear or a pure activation. A method defines the backward rule of
/// activations; every other step propagates its gradient. A layer that cannot be split, for example a recurrent one,
/// also propagates its gradient, including the activations inside it.
///
/// With a closed form the pass begins after the average, at the mean row (1 × D); otherwise at the embedding matrix
/// (L × D).
struct Backpropagation {
  /// A step of the network with its input and output.
  struct Step {
    let layer: any Layer
    let input: Matrix
    let output: Matrix
    fileprivate let mask: [Bool]?

    /// The activation, if the step is a pure one.
    var activation: Activation? { (layer as? ActivationLayer)?.activation }

    /// Returns the gradient with respect to the input.
    func backward(_ gradient: Matrix) -> Matrix {
      layer.backward(gradient, input: input, output: output, mask: mask)
    }

    /// Returns the step of another layer of the same kind, at the same input.
    func with(_ layer: any Layer) -> Step {
      Step(
        layer: layer, input: input, output: layer.forward(input, mask: mask), mask: mask)
    }
  }

  /// The steps in the order of the forward pass.
  let steps: [Step]
  /// The output of the last step, 1 × K.
  let logits: Matrix

  /// Runs a forward pass for any input.
  ///
  /// - Parameters:
  ///   - layers: The steps of the network.
  ///   - input: The input of the first.
  ///   - mask: Whether each of its rows is unmasked; nil if no row is masked.
  init(through layers: [any Layer], at input: Matrix, mask: [Bool]?) {
    var (value, mask) = (input, mask)
    steps = layers.map { layer in
      let step = Step(
        layer: layer, input: value, output: layer.forward(value, mask: mask), mask: mask)
      value = step.output
      mask = layer.outputMask(of: mask)
      return step
    }
    logits = value
  }

  /// Runs a forward pass for a review.
  init(of review: ReviewInput) {
    if review.pooled != nil {
      self.init(through: review.explainer.pooledSteps, at: review.mean, mask: nil)
    } else {
      self.init(through: review.explainer.steps, at: review.embedded, mask: review.mask)
    }
  }

  /// Runs a forward pass for the start of the path to a review.
  init(of review: ReviewInput, from start: PathStart) {
    if review.pooled != nil {
      self.init(through: review.explainer.pooledSteps, at: start.mean, mask: nil)
    } else {
      self.init(
        through: review.explainer.steps, at: start.matrix(positions: review.length),
        mask: review.mask)
    }
  }

  /// Propagates backward through some of the steps.
  ///
  /// - Parameters:
  ///   - seed: The relevance or gradient at the output of the last of them.
  ///   - range: The steps; by default all.
  ///   - rule: The backward rule of a step; by default the gradient.
  /// - Returns: The result at the input of the first of them, in the shape of its input.
  func backward(
    _ seed: Matrix, through range: Range<Int>? = nil,
    by rule: (_ handed: Matrix, _ step: Int) -> Matrix
  ) -> Matrix {
    (range ?? steps.indices).reversed().reduce(seed) { rule($0, $1) }
  }

  /// Propagates the gradient backward through some of the steps.
  func backward(_ seed: Matrix, through range: Range<Int>? = nil) -> Matrix {
    backward(seed, through: range) { steps[$1].backward($0) }
  }

  /// Returns the reduced gradient of the embeddings under a modified backward rule for rectifiers.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - reduction: The reduction of a row.
  ///   - rule: The backward rule of a rectifier.
  /// - Returns: The attribution.
  static func rectified(
    _ review: ReviewInput, _ reduction: Reduction, by rule: (Matrix, Step) -> Matrix
  ) -> Attribution {
    let pass = Backpropagation(of: review)
    let rows = pass.backward(review.output.gradient(at: pass.logits)) { handed, index in
      let step = pass.steps[index]
      return step.activation == .relu ? rule(handed, step) : step.backward(handed)
    }
    return Attribution(
      positions: reduction.reduce(
        review.pooled == nil ? rows : review.positionWeight * rows, of: review),
      of: review)
  }
}
