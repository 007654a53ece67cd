import Attribution
import Blocks
import Classifier
import HTML
import Literate
import Processes
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

  /// The output whose changes mark the words.
  private enum Scale: String, CaseIterable {
    /// The run's output, or the logit if the probability of a model is close to 0 or 1.
    case auto
    case probability
    case logit
  }

  private let method: ConfiguredMethod
  private let scale: Scale

  init(options: inout Options) {
    method = options.takeMethod()
    scale = options.take("target", default: .auto)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let focus = try context.review()
    var strips: [Block] = []
    var rows: [Table.Row] = []
    var columns: [Table.Column] = []
    var lists: [[Double]] = []
    // The embedded models read the same words; the model of the report may read others.
    var words: [String] = []
    // A picture would hardly show a difference between the three averages.
    let isShown: (Architecture) -> Bool = { $0 != .averageMasked && $0 != .averageLinear }
    let contrasts = try Contrast.all(jobs: context.run.jobs).filter { isShown($0.architecture) }
    let inputs = contrasts.map {
      Explainer(model: $0.model, output: Output(.probability)).explain(focus.pick.text)
    }
    let requested = context.run.analyst.target
    let target = self.target(requested, for: inputs)
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
    let largest = found.map(\.1).largestContribution
    let scale =
      target == requested
      ? focus.scale : ColourScale(covering: largest, reach: .page)
    for (contrast, (explained, result)) in zip(contrasts, found) {
      let title = contrast.architecture.title
      strips.append(strip(title, explained, result, scale))
      columns.append(.init(Phrase(title), .number))
      lists.append(result.attribution.scores)
      words = explained.review.written.map(\.word)
    }
    let listed = target == requested ? Self.listed : largest / 16
    for (index, word) in words.enumerated()
    where lists.contains(where: { abs($0[index]) >= listed }) {
      rows.append(
        Table.Row(
          Phrase(word), lists.map { Phrase(NumberText.points($0[index], digits: 2)) }))
    }
    return ChunkOutput(
      body: [.group(strips, Block.Group("strips"))],
      caption: """
        “\(focus.pick.title)” under five architectures: \(method.title)\(colours(target)); the number is the \
        probability of “positive”.\(reason(target, requested)) The table lists words that score at least \
        \(NumberText.points(listed, digits: 0).dropFirst()) under some model.
        """,
      layout: .wide,
      alternative: Table(columns: [.init("Word", .text)] + columns, rows: rows), isFigure: true)
  }

  /// Returns the scale of the output to explain: the logit if the probability of some model is so near 0 or 1 that no single
  /// word moves it.
  private func target(_ target: OutputScale, for inputs: [ReviewInput]) -> OutputScale {
    switch scale {
    case .probability: return .probability
    case .logit: return .logit
    case .auto:
      let isSaturated = inputs.contains {
        ColourScale.isSaturated($0.prediction.probability(of: .positive))
      }
      return isSaturated ? .logit : target
    }
  }

  private func reason(_ target: OutputScale, _ requested: OutputScale) -> String {
    guard target != requested, scale == .auto else { return "" }
    return """
       The probability of at least one model is within \(NumberText.percent(ColourScale.saturation)) of 0 or 1, where a \
      single word hardly moves it, so the words are coloured by their effect on the logit.
      """
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
    let colours = MethodColours(of: [result], on: scale, isSaturated: false)
    let steps = scores.map { colours.step(of: $0) }
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
