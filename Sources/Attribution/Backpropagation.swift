import Classifier
import LinearAlgebra

/// A pass forward through a network that keeps all it needs for ways back.
///
/// The network is taken apart into steps that are either linear or nothing but an activation. A method says what an
/// activation hands back; every other step hands back its gradient. A step of a layer that can't be taken apart, a
/// recurrent one for instance, hands back its gradient too, activations inside it included.
///
/// With a closed form the pass begins behind the average, at the mean row (1 × D); otherwise at the embedding matrix
/// (L × D).
struct Backpropagation {
  /// One step of the network with what went in and what came out.
  struct Step {
    let layer: any Layer
    let input: Matrix
    let output: Matrix
    fileprivate let mask: [Bool]?

    /// What the step does, where it is nothing but an activation.
    var activation: Activation? { (layer as? ActivationLayer)?.activation }

    /// The gradient with respect to the input.
    func backward(_ gradient: Matrix) -> Matrix {
      layer.backward(gradient, input: input, output: output, mask: mask)
    }

    /// The step of another layer of the same kind, at the same input.
    func with(_ layer: any Layer) -> Step {
      Step(
        layer: layer, input: input, output: layer.forward(input, mask: mask), mask: mask)
    }
  }

  /// The steps in the order of the pass forward.
  let steps: [Step]
  /// What came out of the last step, 1 × K.
  let logits: Matrix

  /// Goes forward from any input.
  ///
  /// - Parameters:
  ///   - layers: The steps of the network.
  ///   - input: What goes into the first.
  ///   - mask: Which of its rows count; nil when all do.
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

  /// Goes forward from a review.
  init(of review: ExplainedReview) {
    if let pooled = review.pooled {
      self.init(through: pooled.steps, at: review.mean, mask: nil)
    } else {
      self.init(through: review.explainer.steps, at: review.embedded, mask: review.mask)
    }
  }

  /// Goes forward from where the way to a review starts.
  init(of review: ExplainedReview, from start: PathStart) {
    if let pooled = review.pooled {
      self.init(through: pooled.steps, at: start.mean, mask: nil)
    } else {
      self.init(
        through: review.explainer.steps, at: start.matrix(positions: review.length),
        mask: review.mask)
    }
  }

  /// Goes back through some of the steps.
  ///
  /// - Parameters:
  ///   - seed: What is handed to the last of them.
  ///   - range: Which steps; by default all.
  ///   - rule: What a step hands back for what it is handed; by default the gradient.
  /// - Returns: What the first of them hands back, in the shape of its input.
  func backward(
    _ seed: Matrix, through range: Range<Int>? = nil,
    by rule: (_ handed: Matrix, _ step: Int) -> Matrix
  ) -> Matrix {
    (range ?? steps.indices).reversed().reduce(seed) { rule($0, $1) }
  }

  /// Goes back through some of the steps by their gradients.
  func backward(_ seed: Matrix, through range: Range<Int>? = nil) -> Matrix {
    backward(seed, through: range) { steps[$1].backward($0) }
  }

  /// The size of each row of what a review's embeddings get where rectifiers have a rule of their own.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - reduction: What becomes of a row.
  ///   - rule: What a rectifier hands back for what it is handed.
  /// - Returns: The attribution.
  static func rectified(
    _ review: ExplainedReview, _ reduction: Reduction, by rule: (Matrix, Step) -> Matrix
  ) -> Attribution {
    let pass = Backpropagation(of: review)
    let rows = pass.backward(review.output.gradient(at: pass.logits)) { handed, index in
      let step = pass.steps[index]
      return step.activation == .relu ? rule(handed, step) : step.backward(handed)
    }
    return Attribution(
      positions: reduction.reduce(review.pooled == nil ? rows : review.share * rows, of: review),
      of: review)
  }
}
