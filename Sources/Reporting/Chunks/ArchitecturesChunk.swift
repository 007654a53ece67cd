import Attribution
import Classifier
import HTML
import Literate
import SourceText

/// `{architectures}`: the accuracy of each embedded architecture, and whether its gradient tells words apart.
struct ArchitecturesChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "architectures"
  static let summary =
    "The embedded architectures: accuracy, training time, and whether their gradients collapse."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{architectures #tbl-architectures limit=20}
    ```
    """

  private let limit: Int

  init(options: inout Options) {
    limit = options.take("limit", default: 50, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let run = context.run
    let texts = run.picks.prefix(limit).map(\.text)
    var rows: [HTML] = []
    var reviews = 0
    for contrast in try Contrast.all() {
      let explainer = Explainer(model: contrast.model, output: Output(run.analyst.target))
      let found = run.findings.finding(contrast.model.sha256, "\(limit)") {
        CollapseSurvey(of: texts, by: explainer, methods: [], jobs: run.jobs)
      }
      guard let survey = found
      else { throw Diagnostics([Diagnostic("no review contains a word")]) }
      reviews = survey.reviews
      rows.append(row(contrast, survey))
    }
    let table: HTML = """
      <table class="architectures"><thead><tr><th scope="col" class="left">Architecture</th><th scope="col" class="num">Accuracy</th>\
      <th scope="col" class="num">Training</th><th scope="col" class="left">Gradient rows of a review</th>\
      <th scope="col" class="num">Rank</th><th scope="col" class="left">Because its layer</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      """
    return ChunkOutput(
      body: scrollingTable(named: "Architectures", table),
      caption: """
        Models that differ in the layers between the embedding and the verdict. Accuracy on IMDB’s 25,000 test reviews and \
        training time on two cores were recorded at training; the gradient was measured for this page, on \
        \(counted(reviews, "review")), by a full backward pass. Rank 0 is a zero gradient: the review switches every hidden unit off.
        """,
      layout: .wide, isFigure: true)
  }

  private func row(_ contrast: Contrast, _ survey: CollapseSurvey) -> HTML {
    let record = contrast.record
    let rows: HTML =
      survey.collapses
      ? "<strong>one row</strong>, repeated"
      : survey.collapsed == 0
        ? "differ" : "differ in \(survey.reviews - survey.collapsed) of \(survey.reviews)"
    let reason: HTML =
      survey.structure?.difference.map { "\($0)" } ?? "averages inputs from one linear map"
    let rank =
      survey.rank.lowest == survey.rank.highest
      ? "\(survey.rank.lowest)" : "\(survey.rank.lowest)–\(survey.rank.highest)"
    return """
      <tr><th scope="row">\(contrast.architecture.title)</th>\
      <td class="num">\(NumberText.percent(record.accuracy, digits: 1))</td>\
      <td class="num">\(NumberText.fixed(record.seconds, digits: 0))\(NumberText.narrowSpace)s</td>\
      <td class="left">\(rows)</td><td class="num">\(rank)</td><td class="left">\(reason)</td></tr>
      """
  }
}
