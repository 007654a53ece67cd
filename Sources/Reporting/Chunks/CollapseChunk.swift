import Attribution
import Classifier
import HTML
import Literate
import SourceText

/// `{collapse}`: whether the gradient of this review tells its words apart, by structure and by measurement.
struct CollapseChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "collapse"
  static let summary =
    "Whether word-level gradients collapse here: the finding, and what was measured."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let collapse = analysis.collapse
    let id = context.pictureID("finding")
    let body: HTML = """
      <aside class="finding" aria-labelledby="\(id)"><p class="label">Finding</p>
      <h3 id="\(id)">\(headline(analysis))</h3>
      <p>\(reason(analysis))</p>
      <div class="scroll" role="region" aria-label="What was measured" tabindex="0"><table>
      <thead><tr><th scope="col">Measured on this review</th><th scope="col">Value</th>\
      <th scope="col">Without a collapse</th></tr></thead><tbody>
      <tr><th scope="row">Largest difference between two gradient rows</th>\
      <td class="num">\(NumberText.scientific(collapse.maxRowDifference))</td><td>above 0</td></tr>
      <tr><th scope="row">Different rows among \(analysis.review.indices.count)</th>\
      <td class="num">\(collapse.distinctRows)</td><td>up to \(analysis.review.indices.count)</td></tr>
      <tr><th scope="row">Gini coefficient of the row lengths</th>\
      <td class="num">\(NumberText.fixed(collapse.gini, digits: 3))</td><td>above 0</td></tr>
      <tr><th scope="row">Entropy of the row lengths, in nats</th>\
      <td class="num">\(NumberText.fixed(collapse.entropy, digits: 4))</td>\
      <td>below ln \(analysis.tokens.count) = \(NumberText.fixed(collapse.entropyOfEqualShares, digits: 4))</td></tr>
      </tbody></table></div>
      <p>\(advice(analysis))</p></aside>
      """
    return ChunkOutput(body: body, isFigure: false)
  }

  private func headline(_ analysis: ReviewAnalysis) -> HTML {
    let collapse = analysis.collapse
    if collapse.collapses {
      return
        "The gradient of this review is one row, written \(analysis.review.indices.count) times"
    }
    return "The gradient of this review has \(collapse.distinctRows) different rows"
  }

  private func reason(_ analysis: ReviewAnalysis) -> HTML {
    switch (analysis.collapse.layer, analysis.collapse.collapses) {
    case (let layer?, true):
      """
      The layer <code>\(layer)</code> averages the \(analysis.review.indices.count) embedding rows, so a small push on \
      any of them moves the output by the same amount. A map of gradients can't tell “\(strongestWord(analysis))” from \
      \(analysis.review.paddingPositions.isEmpty ? "any other word" : "padding"). The contribution can: it multiplies that one row with each word’s own embedding.
      """
    case (let layer?, false):
      """
      The layer <code>\(layer)</code> averages over positions, but what stands before it treats positions differently, \
      so the rows differ.
      """
    case (nil, true): "No layer averages over positions, yet all rows are equal in this review."
    case (nil, false): "No layer averages over positions, and the rows differ from word to word."
    }
  }

  private func strongestWord(_ analysis: ReviewAnalysis) -> String {
    MethodTable.order(analysis, by: analysis.results.first).first.map { analysis.words[$0] }
      ?? "a word"
  }

  private func advice(_ analysis: ReviewAnalysis) -> HTML {
    guard analysis.collapse.collapses else {
      return "Every method of this report can rank the words."
    }
    let flat = analysis.results.filter { $0.attribution.isConstant }.map(\.method.title)
    let useful = analysis.results.filter { !$0.attribution.isConstant }.map(\.method.title)
    if analysis.tokens.count < 2 { return "With one word there is nothing to rank." }
    if flat.isEmpty || useful.isEmpty {
      return flat.isEmpty
        ? "All methods of this report tell the words apart: they look at contributions."
        : "Flat here, and no better than chance: \(flat.joined(separator: ", "))."
    }
    return """
      Flat here, and no better than chance: \(flat.joined(separator: ", ")). \
      Still telling words apart: \(useful.joined(separator: ", ")).
      """
  }
}
