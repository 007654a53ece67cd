import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{strips}`: one review under the embedded architectures, with its words marked on one scale.
struct StripsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "strips"
  static let summary = "The review under five embedded architectures, marked by one method."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{strips #fig-strips review=slow method=occlusion}
    ```
    """

  /// The least score of the words in the table.
  private static let listed = 0.04

  private let method: ConfiguredMethod

  init(options: inout Options) {
    method = options.takeMethod()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let focus = try context.review()
    let target = context.run.analyst.target
    var strips: [Block] = []
    var rows: [Table.Row] = []
    var columns: [Table.Column] = []
    var lists: [[Double]] = []
    // The embedded models read the same words; the model of the report may read others.
    var words: [String] = []
    // A picture would hardly show a difference between the three averages.
    let isShown: (Architecture) -> Bool = { $0 != .averageMasked && $0 != .averageLinear }
    let contrasts = try Contrast.all(jobs: context.run.jobs).filter { isShown($0.architecture) }
    let explainers = contrasts.map { Explainer(model: $0.model, output: Output(target)) }
    for explainer in explainers { try method.method.check(explainer) }
    let found = Parallel.map(contrasts.count, jobs: context.run.jobs) { index in
      let explained = explainers[index].explain(focus.pick.text)
      let name = contrasts[index].architecture.rawValue
      let result = focus.findings.finding(name, target.rawValue, method.key) {
        ReviewAnalysis.Result(
          method: method, attribution: method.method.attribute(explained), of: explained)
      }
      return (explained, result)
    }
    for (contrast, (explained, result)) in zip(contrasts, found) {
      let title = contrast.architecture.title
      strips.append(strip(title, explained, result, focus.scale))
      columns.append(.init(Phrase(title), .number))
      lists.append(result.attribution.scores)
      words = explained.review.written.map(\.word)
    }
    for (index, word) in words.enumerated()
    where lists.contains(where: { abs($0[index]) >= Self.listed }) {
      rows.append(
        Table.Row(
          Phrase(word), lists.map { Phrase(NumberText.points($0[index], digits: 2)) }))
    }
    return ChunkOutput(
      body: [.group(strips, Block.Group("strips"))],
      caption: """
        “\(focus.pick.title)” under five architectures: \(method.title)\(colours(target)); the number is the \
        probability of “positive”. If that is near 0 or 100, no single word moves it much, and the text stays plain. The \
        table lists words that score at least \(NumberText.points(Self.listed, digits: 0).dropFirst()) under some model.
        """,
      layout: .wide,
      alternative: Table(columns: [.init("Word", .text)] + columns, rows: rows), isFigure: true)
  }

  private func colours(_ target: OutputScale) -> String {
    guard method.method.hasSignOfEffect(for: Output(target)) else {
      return ", whose scores do not show which class a word supports, so the words stay plain"
    }
    return """
       in \(ColourScale.unit(of: target)), one scale for all. Blue with a solid line supports “positive”, orange with a \
      dotted line “negative”
      """
  }

  private func strip(
    _ title: String, _ explained: ReviewInput, _ result: ReviewAnalysis.Result,
    _ scale: ColourScale
  ) -> Block {
    let review = explained.review
    let scores = result.attribution.scores
    let factor = scale.factor(of: result)
    let steps = scores.map { result.supports ? scale.step(of: $0 * factor) : 0 }
    let text = MarkedText(review) { token in
      let index = token - review.read.lowerBound
      let isKnown = review.tokens[token].isKnown
      guard steps[index] != 0 || !isKnown else { return nil }
      return MarkedText.Mark(step: steps[index], isKnown: isKnown)
    }
    let probability = NumberText.percent(explained.prediction.probability(of: .positive))
    return .group(
      [
        .paragraph("\(title) \(span: Phrase(probability))", style: "strip"),
        .marked(text, isFocusable: true),
      ], Block.Group(name: title))
  }
}
