import Attribution
import Classifier
import LinearAlgebra
public import SourceText

/// The change of the attributions when all embeddings are shifted and the model compensates for the shift.
///
///     ‖φ'(x + c) − φ(x)‖ / ‖φ(x)‖,   F'(x + c) = F(x) for all x
///
/// The shifted model has `c` added to every entry of the embedding and `c Σᵢ Wᵢ` subtracted from the bias after the
/// average, so that it is the same function of the words.
///
/// - Unit: none. Undefined unless the stack is *embedding → average → dense…*
/// - Cost: the method's, once.
public struct InputInvariance: Metric {
  public static let card = MetricCard(
    name: "input-invariance",
    title: "Input invariance",
    summary:
      "The relative change of the attributions when all embeddings are shifted and the model compensates for the shift.",
    formula:
      #"\frac{\lVert \varphi'(x + c) - \varphi(x) \rVert}{\lVert \varphi(x) \rVert}, \quad F'(x + c) = F(x)"#,
    origin:
      "Kindermans et al.; Quantus' shift of −1, but the size of the change instead of a yes or no",
    source: Source(
      "Kindermans et al., The (Un)reliability of Saliency Methods, 2017, section 2",
      url: "https://arxiv.org/abs/1711.00867"),
    better: .zero,
    readsOrder: false,
    removesWords: false,
    explainsAgain: true,
    needs: .layers)

  private let shift: Double

  /// Creates the metric.
  ///
  /// - Parameter shift: The constant that is added to every embedding.
  public init(shift: Double = -1) {
    self.shift = shift
  }

  public init(options: inout Options, default standard: Self) {
    shift = options.take("shift", default: standard.shift, in: -1000...1000)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard let shifted = Self.shifted(review.explained.explainer, by: shift) else {
      return { _ in nil }
    }
    let twin = shifted.explain(review.explained.review.text)
    return { explanation in
      let change = RelativeChange.of(explanation.positions, to: explanation.again(twin))
      return change.isFinite ? change : nil
    }
  }

  /// Returns the same function of the words with shifted embeddings; nil if adjusting one bias is not sufficient.
  static func shifted(_ explainer: Explainer, by shift: Double) -> Explainer? {
    let sequential = explainer.network.sequential
    guard PooledNetwork(sequential) != nil,
      let first = sequential.layers.firstIndex(where: { $0 is Dense }),
      var dense = sequential.layers[first] as? Dense
    else { return nil }
    var embedding = sequential.embedding
    embedding.table = embedding.table.mapped { $0 + shift }
    dense.bias += (-shift * Double(dense.kernel.rows)) * dense.kernel.rowMean
    var layers = sequential.layers
    layers[first] = dense
    // The parts fit together as before, so neither initializer throws.
    guard
      let shiftedStack = try? Sequential(
        name: sequential.name, embedding: embedding, layers: layers),
      let model = try? Model(
        sequential: shiftedStack, text: explainer.network.text, classes: explainer.network.classes)
    else { return nil }
    return Explainer(
      model: model, output: explainer.output,
      background: explainer.background.texts,
      usesClosedForm: explainer.pooled != nil)
  }
}
