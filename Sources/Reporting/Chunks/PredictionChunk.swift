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
        body: [.table(ClassBars(analysis).table)] + words(analysis, in: context), isFigure: false)
    }
    let meter = Meter(
      name: analysis.subject.label.name, opposite: analysis.subject.plainOpposite,
      probability: analysis.probability, start: analysis.start.probability,
      id: context.pictureID("meter"))
    return ChunkOutput(
      body: [.figure(Block.Figure([.picture(meter.picture)], style: "meter"))]
        + words(analysis, in: context),
      isFigure: false)
  }

  /// Returns a sentence with the strongest words of each side, unless no method gives contributions with a sign, and on the page
  /// of a review one about the order of its words.
  private func words(_ analysis: ReviewAnalysis, in context: ReportContext) -> [Block] {
    let order =
      context.scope == .review
      ? Sentences.order(analysis).map { order -> Phrase in
        context.run.hasPlayground && !context.leavesModelOut
          ? "\(order): \(Phrase.link("shuffle them", to: context.root + "playground.html"))."
          : "\(order)."
      } : nil
    let sentences = [StrongestWords(analysis)?.sentence(analysis), order].compactMap(\.self)
    return sentences.isEmpty ? [] : [.paragraph(sentences.joined(separator: " "), style: "movers")]
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
