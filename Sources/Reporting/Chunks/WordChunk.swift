import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{word}`: the integrated gradients of one word, worked out dimension by dimension.
struct WordChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "word"
  static let summary =
    "One word worked out: its embedding, the baseline, the averaged gradient and their products."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{word #tbl-word rows=4}
    ```
    """

  private let word: (text: String, location: SourceLocation)?
  private let rows: Int
  private let baseline: Baseline?

  init(options: inout Options) {
    word = options.takeText(
      "word", values: "a word of the review; default: the one with the largest contribution"
    ).map { ($0.value, $0.valueLocation) }
    rows = options.take("rows", default: 16, in: 1...1000)
    baseline = options.takeBaseline()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let baseline = baseline ?? analysis.baseline
    let index = try index(in: analysis)
    let worked = analysis.workedWord(at: analysis.review.firstPosition + index, from: baseline)
    let figure = WorkedWordTable(
      worked: worked, word: analysis.words[index], limit: rows,
      unit: ColourScale.unit(of: analysis.target))
    return ChunkOutput(
      body: [.table(figure.table)], caption: figure.caption(from: baseline), layout: .text,
      alternative: figure.hidesRows ? figure.allRows : nil, isFigure: true)
  }

  /// Returns the index of the word among those that the model reads.
  private func index(in analysis: ReviewAnalysis) throws(Diagnostics) -> Int {
    guard let word else {
      let scores = analysis.result(named: IntegratedGradients()).attribution.scores
      return scores.indices.max { (abs(scores[$0]), $1) < (abs(scores[$1]), $0) } ?? 0
    }
    let wanted = word.text.lowercased()
    if let found = analysis.words.firstIndex(where: { $0.lowercased() == wanted }) { return found }
    throw Diagnostics(
      "the model reads no word '\(word.text)' in the review '\(analysis.pick.id)'",
      at: word.location, hint: NearestName.hint(for: word.text, among: analysis.words))
  }
}

extension ReviewAnalysis {
  /// Returns the terms of one word's integrated gradients.
  fileprivate func workedWord(at position: Int, from baseline: Baseline) -> WorkedWord {
    findings.finding("\(position)", baseline.rawValue) {
      WorkedWord(explained, position: position, from: baseline)
    }
  }
}
