import Attribution
import Classifier
import LinearAlgebra
import Reporting

/// What a generated sentence may say about a review, measured without the code that makes sentences.
struct MeasuredReview {
  let analysis: ReviewAnalysis
  /// The rows of the gradient that count.
  let counted: [Int]
  /// The rows of words that count.
  let words: [Int]
  /// The units that are on at many points of the line from the baseline; nil unless the model is an average with
  /// rectified layers.
  let patterns: [[Bool]]?

  init(_ analysis: ReviewAnalysis) {
    self.analysis = analysis
    // The rows of a program's gradient are pieces.
    let explained = analysis.explained.atEmbeddings
    counted = (0..<explained.length).filter { explained.mask?[$0] ?? true }
    let first = explained.review.firstPosition
    words = counted.filter { (first..<first + explained.review.read.count).contains($0) }
    patterns = Self.patterns(of: analysis.explained)
  }

  private static func patterns(of explained: ReviewInput) -> [[Bool]]? {
    guard explained.explainer.hasLayers, let pooled = explained.pooled else { return nil }
    let start = Baseline.pad.row(for: explained)
    let way = explained.mean - start
    // All points at once, as rows.
    var value = Matrix((0...4000).map { (start + Double($0) / 4000 * way).row(0) })
    var isOn = Array(repeating: [Bool](), count: value.rows)
    for layer in pooled.layers.dropLast() {
      value = layer.forward(value, mask: nil)
      if layer.activation == .relu {
        for row in isOn.indices { isOn[row] += value.row(row).map { $0 > 0 } }
      }
    }
    return isOn
  }

  var explained: ReviewInput { analysis.explained }
  var output: Output { explained.output }
  func row(_ position: Int) -> [Double] { analysis.gradient.row(position) }

  /// Whether all rows that count are equal to rounding.
  var collapses: Bool {
    guard let first = counted.first.map(row) else { return true }
    let largest = counted.flatMap { row($0).map(abs) }.max() ?? 0
    return counted.allSatisfy { zip(row($0), first).allSatisfy { abs($0 - $1) <= 1e-12 * largest } }
  }

  var distinctRows: Int { Set(counted.map(row)).count }
  var distinctWordRows: Int { Set(words.map(row)).count }
  /// Whether two of the words have different embeddings, or without layers different texts.
  var hasDifferentWords: Bool {
    explained.explainer.hasLayers
      ? Set(words.map { explained.embedded.row($0) }).count > 1
      : Set(analysis.tokens.map(\.text)).count > 1
  }

  /// Whether the probability of one of several classes is explained.
  var isSoftmax: Bool {
    output.target == .probability && output.logits > 1 && output.contrast == nil
  }

  /// The methods whose sign, by the sign contract, is not that of an effect on this output, or is not known to be.
  var signless: [String] {
    ["interactions", "random"] + (isSoftmax ? ["deeplift"] : [])
      + (explained.explainer.hasLayers ? [] : ["input-x-gradient"])
  }

  /// How often the pattern changes on the line, as far as its points show it.
  var changes: Int? { patterns.map { all in zip(all, all.dropFirst()).count { $0 != $1 } } }

  /// Kendall's τ-b by its definition, pair by pair.
  static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
    let margins = [first, second].map { 1e-12 * ($0.map(abs).max() ?? 0) }
    var (sum, one, other) = (0.0, 0.0, 0.0)
    for i in first.indices {
      for j in first.indices.prefix(i) {
        let a = abs(first[i] - first[j]) <= margins[0] ? 0 : first[i] < first[j] ? -1.0 : 1
        let b = abs(second[i] - second[j]) <= margins[1] ? 0 : second[i] < second[j] ? -1.0 : 1
        sum += a * b
        one += a * a
        other += b * b
      }
    }
    return one > 0 && other > 0 ? sum / (one * other).squareRoot() : nil
  }

  /// The lowest τ of two of some results; nil where there is nothing to compare.
  static func lowest(_ results: [ReviewAnalysis.Result]) -> Double? {
    results.indices.flatMap { i in
      results.indices.prefix(i).compactMap {
        kendall(results[i].attribution.scores, results[$0].attribution.scores)
      }
    }.min()
  }

  /// The results whose numbers are contributions and tell words apart.
  var telling: [ReviewAnalysis.Result] {
    analysis.results.filter { $0.isContribution && !isFlat($0) }
  }

  func isFlat(_ result: ReviewAnalysis.Result) -> Bool {
    let scores = result.attribution.scores
    let largest = scores.map(abs).max() ?? 0
    return scores.allSatisfy { abs($0 - scores[0]) <= 1e-12 * largest }
  }

  /// The results whose titles a text names.
  func named(in text: some StringProtocol) -> [ReviewAnalysis.Result] {
    analysis.results.filter { text.contains($0.method.title) }
  }
}
