import Classifier
import LinearAlgebra

/// A review as a network reads it: embeddings in, logits out, with the mask of its padding and the closed form of the network.
final class NetworkReview: ReviewFunction {
  let review: EncodedReview
  let logits: Matrix
  private let reader: NetworkReader
  private let rows: ReviewRows
  /// Whether the review's rows have been replaced.
  private let isReplaced: Bool
  /// With a closed form, the pre-activations of every layer.
  private let states: [Matrix]

  /// Classifies a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - replacement: The rows in place of the embedding's own, L × D; nil for its own.
  ///   - reader: The network.
  /// - Complexity: One forward pass; with a closed form O(T · D) and the layers after the average.
  init(_ review: EncodedReview, replacement: Matrix? = nil, by reader: NetworkReader) {
    let sequential = reader.model.sequential
    let rows = ReviewRows(review, replacement: replacement, in: sequential.embedding)
    let states = reader.pooled?.states(atMean: rows.mean) ?? []
    self.review = review
    self.reader = reader
    self.rows = rows
    self.states = states
    isReplaced = replacement != nil
    logits = states.last ?? sequential.logits(at: rows.matrix, mask: rows.mask)
  }

  private var sequential: Sequential { reader.model.sequential }

  var mask: [Bool]? { rows.mask }

  var mean: Matrix { rows.mean }

  var embedded: Matrix { rows.matrix }

  var dimensions: Int { sequential.embedding.table.columns }

  var interchangeableGroups: [Int] {
    reader.pooled != nil && !isReplaced ? review.kinds : Array(review.indices.indices)
  }

  func dots(withRow row: Matrix) -> [Double] { rows.dots(withRow: row) }

  func with(embedded: Matrix) -> any ReviewFunction {
    NetworkReview(review, replacement: embedded, by: reader)
  }

  func logits(at embedded: Matrix) -> Matrix { sequential.logits(at: embedded, mask: mask) }

  func logits(keeping kept: [Int]) -> Matrix {
    if let mask {
      var remaining = [Bool](repeating: false, count: mask.count)
      for position in kept { remaining[position] = mask[position] }
      return sequential.logits(at: embedded, mask: remaining)
    }
    let embedded = embedded
    var rows = Matrix(rows: kept.count, columns: embedded.columns)
    for (row, position) in kept.enumerated() { rows.setRow(row, to: embedded, row: position) }
    return sequential.logits(at: rows)
  }

  var sharedAttributions: SharedAttributions? {
    isReplaced ? nil : reader.attributions
  }

  func coalitions(missing: Matrix?, isSampled: Bool) -> CoalitionPass? {
    CoalitionPass(
      sequential.logitLayers, rows: embedded, mask: mask, missing: missing, isSampled: isSampled)
  }

  func gradient(of output: Output) -> Matrix { gradient(of: output, at: embedded) }

  func sharedGradient(of output: Output) -> Matrix {
    reader.pooled?.gradient(of: output.gradient(at: logits), through: states)
      ?? gradient(of: output)
  }

  func gradients(of output: Output, at points: [Matrix]) -> [Matrix] {
    points.map { gradient(of: output, at: $0) }
  }

  private func gradient(of output: Output, at embedded: Matrix) -> Matrix {
    sequential.gradient(at: embedded, mask: mask, of: output.gradient(at:)).gradient
  }

  func starts(at background: Background, of review: ReviewInput) -> [PathStart] {
    reader.starts(at: background, of: review)
  }
}
