import Blocks
import Classifier
import Figures
import HTML
import Literate
import SourceText

/// `{prediction}`: the probability as a bar from 50 % towards the verdict, or one bar per class for more than two classes.
struct PredictionChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "prediction"
  static let summary =
    "The model's verdict as a bar, or one bar per class for more than two, with the baseline marked."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    guard analysis.prediction.classes.count == 2 else {
      return ChunkOutput(
        body: [.table(ClassBars(analysis).table)] + words(analysis), isFigure: false)
    }
    let meter = Meter(
      name: analysis.subject.label.name, opposite: analysis.subject.plainOpposite,
      probability: analysis.probability, start: analysis.start.probability,
      id: context.pictureID("meter"))
    return ChunkOutput(
      body: [.figure(Block.Figure([.picture(meter.picture)], style: "meter"))] + words(analysis),
      isFigure: false)
  }

  /// Returns a sentence with the strongest words of each side; nothing if no method gives contributions with a sign.
  private func words(_ analysis: ReviewAnalysis) -> [Block] {
    let words = StrongestWords(analysis)
    return words.map { [.paragraph($0.sentence(analysis), style: "movers")] } ?? []
  }
}

extension ClassBars {
  /// Creates the bars of a review's prediction.
  init(_ analysis: ReviewAnalysis) {
    let prediction = analysis.prediction
    self.init(
      names: prediction.classes.map(\.name), probabilities: prediction.probabilities,
      start: analysis.start.probabilities, verdict: prediction.classIndex)
  }
}
