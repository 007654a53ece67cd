import Classifier
import LinearAlgebra
import Processes

/// The effect of each vocabulary word alone: the logit of a review of that word and padding, or for fastText of a line of
/// that word, minus the logit of an empty review.
package struct WordEffects: Sendable {
  /// One word.
  package struct Word: Sendable {
    /// The word.
    package let text: String
    /// The 1-based rank among the words; vocabularies list frequent words first.
    package let rank: Int
    /// The exact change of the logit.
    package let effect: Double
    /// The first-order change predicted by the gradient at the empty review.
    package let firstOrder: Double
  }

  /// All words without special tokens, in the order of the vocabulary.
  package let words: [Word]

  /// Measures every word.
  ///
  /// - Parameters:
  ///   - explainer: The model and the class.
  ///   - jobs: The number of words to measure in parallel.
  /// - Complexity: One pass per word, through the dense layers for a pooled model, otherwise through all layers.
  package init(_ explainer: Explainer, jobs: Int) {
    let model = explainer.network
    let output = explainer.output.with(.logit)
    let explainer = explainer.explaining(output)
    let empty = explainer.explain("")
    let position = empty.review.paddingPositions.first ?? 0
    let (indices, start) = (empty.review.indices, empty.embedded.row(position))
    let vocabulary = model.text.vocabulary
    let table = model.sequential.embedding.table
    let gradient = empty.gradient.row(position)
    let places = vocabulary.words.indices.filter(vocabulary.isWord)
    @Sendable func firstOrder(_ index: Int) -> Double {
      let row = table.row(index)
      return gradient.indices.reduce(0) { $0 + (row[$1] - start[$1]) * gradient[$1] }
    }
    let isPooled = model.text.ngrams == nil && empty.mask == nil
    if isPooled, let pooled = empty.pooled {
      // The first layer of many words is one product.
      let size = 512
      let blocks = Parallel.map((places.count + size - 1) / size, jobs: jobs) { block -> [Word] in
        let ranks = block * size..<min((block + 1) * size, places.count)
        var means = Matrix(rows: ranks.count, columns: start.count)
        for (row, rank) in ranks.enumerated() {
          let word = table.row(places[rank])
          for column in start.indices {
            means[row, column] =
              empty.mean[0, column] + empty.positionWeight * (word[column] - start[column])
          }
        }
        let logits = pooled.logits(atMean: means)
        return ranks.enumerated().map { (row, rank) in
          Word(
            text: vocabulary.words[places[rank]], rank: rank + 1,
            effect: output.value(at: Matrix([logits.row(row)])) - empty.value,
            firstOrder: firstOrder(places[rank]))
        }
      }
      words = blocks.flatMap { $0 }
      return
    }
    words = Parallel.map(places.count, jobs: jobs) { rank in
      let index = places[rank]
      if model.text.ngrams != nil {
        return Self.line(of: index, rank: rank, by: explainer, empty: empty)
      }
      var filled = indices
      filled[position] = index
      let value = output.value(
        at: model.sequential.logits(
          at: model.sequential.embed(filled), mask: model.sequential.embedding.mask(of: filled)))
      return Word(
        text: vocabulary.words[index], rank: rank + 1, effect: value - empty.value,
        firstOrder: firstOrder(index))
    }
  }

  /// Returns the effect of a word that fastText reads as a separate line, with its subwords and its end.
  private static func line(
    of index: Int, rank: Int, by explainer: Explainer, empty: ReviewInput
  ) -> Word {
    let text = explainer.network.text.vocabulary.words[index]
    let line = explainer.explain(text)
    let change = zip(line.mean.row(0), empty.mean.row(0)).map { $0 - $1 }
    // All rows that count have an equal share of the gradient with respect to their mean.
    let gradient = empty.positionWeight > 0 ? empty.gradient.rowSum.row(0) : change.map { _ in 0 }
    return Word(
      text: text, rank: rank + 1, effect: line.value - empty.value,
      firstOrder: zip(change, gradient).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// Returns the words that raise the logit most, strongest first.
  package func raising(_ count: Int) -> [Word] {
    words.filter { $0.effect > 0 }.sorted { ($1.effect, $0.rank) < ($0.effect, $1.rank) }
      .prefix(count).map(\.self)
  }

  /// Returns the words that lower the logit most, strongest first.
  package func lowering(_ count: Int) -> [Word] {
    words.filter { $0.effect < 0 }.sorted { ($0.effect, $0.rank) < ($1.effect, $1.rank) }
      .prefix(count).map(\.self)
  }

  /// The largest difference between the exact and the first-order effect of a word.
  package var firstOrderGap: Double { words.map { abs($0.effect - $0.firstOrder) }.max() ?? 0 }
}
