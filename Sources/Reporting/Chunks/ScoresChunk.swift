import Attribution
import Blocks
import Classifier
import Figures
import HTML
import Literate
import SourceText

/// `{scores}`: the words of the review by one method: a waterfall if the method is complete, otherwise bars.
struct ScoresChunk: ChunkOfMethods {
  typealias Context = ReportContext

  static let verb = "scores"
  static let summary =
    "The strongest words by one method: a waterfall if contributions satisfy completeness, otherwise bars."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{scores #fig-steps method=integrated-gradients rows=8}
    caption: From the baseline to `{value prediction.probability}`.
    ```
    """

  var methodNames: [String]? { [method.name] }
  private let method: ConfiguredMethod
  private let rows: Int

  init(options: inout Options) {
    method = options.takeMethod()
    rows = options.take("rows", default: 12, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    try method.method.check(analysis.explained.explainer)
    let result = analysis.result(of: method)
    let method = result.method
    let words = MethodTable(analysis: analysis, results: [result], limit: rows, in: context)
    let isComplete =
      method.card.axioms.contains(.completeness)
      && result.attribution.convergenceDelta != nil
    guard isComplete else {
      return ChunkOutput(
        body: [.table(words.table.named(method.title))],
        caption: "\(method.title) of the strongest words.\(words.sampling)",
        alternative: words.hidesWords ? words.allWords.named("All words") : nil,
        isFigure: true)
    }
    let isProbability = analysis.explained.target == .probability
    let subject = analysis.subject
    let divide = isProbability ? 50 : 0
    let line =
      subject.hasDivide
      ? "the line at \(divide) separates the verdicts"
      : subject.contrast == nil
        ? "the line is at \(divide)" : "on the line at \(divide), both are equal"
    let unit = isProbability ? "per cent" : "hundredths of a logit"
    let waterfall = waterfall(analysis, result, id: context.pictureID("waterfall"))
    return ChunkOutput(
      body: [.picture(waterfall.picture)],
      caption: """
        \(method.title) from the baseline\(origin(of: result, analysis)) to the prediction, in \(unit). Dots mark the two ends; steps to the \
        right support “\(subject.label.name)”, steps to the left \(subject.opposite); \(line).
        """,
      layout: .wide, alternative: waterfall.table,
      isFigure: true)
  }

  private func origin(of result: ReviewAnalysis.Result, _ analysis: ReviewAnalysis) -> String {
    Origin(of: result.method.method)
      .map { ", \($0.summary(for: analysis.explained.explainer))," } ?? ""
  }

  private func waterfall(_ analysis: ReviewAnalysis, _ result: ReviewAnalysis.Result, id: String)
    -> Waterfall
  {
    let attribution = result.attribution
    let order = MethodTable.order(analysis, by: result)
    var steps = order.prefix(rows).map {
      Waterfall.Step(name: analysis.words[$0], isWord: true, value: attribution.scores[$0])
    }
    let others = order.dropFirst(rows)
    if !others.isEmpty {
      let sum = others.reduce(0) { $0 + attribution.scores[$1] }
      steps.append(.init(name: counted(others.count, "other"), isWord: false, value: sum))
    }
    if let name = analysis.review.specials,
      analysis.review.mark != nil || attribution.specialTokens != 0
    {
      steps.append(.init(name: name, isWord: false, value: attribution.specialTokens))
    }
    if attribution.padding != 0 {
      steps.append(.init(name: "padding", isWord: false, value: attribution.padding))
    }
    let start = result.attribution.baselineValue ?? 0
    let end = analysis.explained.value
    let list = steps.map { "\($0.name) \(NumberText.points($0.value, digits: 2))" }
    return Waterfall(
      start: ("baseline", start), steps: steps, end: ("this review", end),
      divide: analysis.explained.target == .probability ? 0.5 : 0,
      title:
        "From the baseline to the prediction, in \(ColourScale.unit(of: analysis.explained.target))",
      description: """
        From \(NumberText.fixed(100 * start, digits: 2)) to \(NumberText.fixed(100 * end, digits: 2)): \
        \(list.joined(separator: ", ")).
        """,
      id: id)
  }
}
