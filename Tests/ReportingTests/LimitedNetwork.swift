import Classifier
import LinearAlgebra
import SourceText

/// A network that offers less than its layers, by the members of the protocol alone.
struct LimitedNetwork: TextClassifier {
  let model: Model
  let access: ModelAccess

  var identity: String { "\(model.identity), up to \(access)" }
  var classes: [Label] { model.classes }

  func tokens(of text: String) -> TextTokens { model.tokens(of: text) }

  func probabilities(of texts: [String], about review: String) -> [[Double]] {
    model.probabilities(of: texts, about: review)
  }

  func gradients(of text: String, pieces: Int) -> PieceGradients {
    model.gradients(of: text, pieces: pieces)
  }

  func answers(at embeddings: [Matrix], of text: String) -> [EmbeddingAnswer] {
    model.answers(at: embeddings, of: text)
  }
}
