package import Attribution
import Classifier
import LinearAlgebra

extension PlaygroundModel {
  /// The largest size of a model in bytes: four for each number of the embedding, and the words.
  package static let sizeLimit = 4_000_000

  /// Returns the reason why a classifier has no playground; nil if it has one.
  ///
  /// - Parameter explainer: The classifier.
  /// - Returns: A clause without a full stop, such as "the model is an external program".
  package static func refusal(of explainer: Explainer) -> String? {
    guard explainer.hasLayers else { return "the model is an external program" }
    guard explainer.pooled != nil else {
      return "the model is not an average of embeddings followed by linear or rectified layers"
    }
    let size = size(of: explainer)
    guard size <= sizeLimit else {
      let megabytes = (10 * Double(size) / 1_000_000).rounded(.up) / 10
      return "the model takes \(megabytes) MB, and a page holds at most 4 MB"
    }
    let text = explainer.network.text
    let positions = max(text.sequenceLength ?? 0, text.shortestLength)
    guard positions <= positionLimit else {
      return "the model reads \(positions) positions, and a page computes at most \(positionLimit)"
    }
    return nil
  }

  private static func size(of explainer: Explainer) -> Int {
    let table = explainer.network.sequential.embedding.table
    return 4 * table.rows * table.columns
      + explainer.network.text.vocabulary.words.reduce(0) { $0 + $1.utf8.count + 1 }
  }

  /// Creates the model of a classifier; nil if it has no playground, see ``refusal(of:)``.
  ///
  /// - Parameters:
  ///   - explainer: The classifier, and the output to explain.
  ///   - baseline: The start of the contributions.
  package init?(_ explainer: Explainer, baseline: Baseline) {
    guard Self.refusal(of: explainer) == nil, let network = explainer.pooled else { return nil }
    let outputs =
      explainer.explainsVerdicts
      ? explainer.classes.indices.map {
        Output(explainer.output.target, of: $0, logits: explainer.output.logits)
      } : [explainer.output]
    self.init(
      text: explainer.network.text, embedding: explainer.network.sequential.embedding,
      network: network,
      explained: outputs.map { output in
        let review = explainer.explaining(output).explain("")
        return Explained(output: output, start: baseline.row(for: review))
      }, classes: explainer.classes.map(\.name))
  }
}
