import Attribution
import Blocks
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
    var rows: [Table.Row] = []
    var reviews = 0
    for contrast in try Contrast.all(jobs: context.run.jobs) {
      let explainer = Explainer(model: contrast.model, output: Output(run.analyst.target))
      let found = run.findings.finding(contrast.architecture.rawValue, "\(limit)") {
        CollapseSurvey(of: texts, by: explainer, methods: [], jobs: run.jobs)
      }
      guard let survey = found
      else { throw Diagnostics("no review contains a word") }
      reviews = survey.reviews
      rows.append(row(contrast, survey))
    }
    let table = Table(
      named: "Architectures", style: "architectures",
      columns: [
        .init("Architecture", .text), .init("Accuracy", .number, label: "Accuracy"),
        .init("Training", .number, label: "Training"),
        .init("Gradient rows of a review", .text, label: "Gradient rows of a review"),
        .init("Rank", .number, label: "Rank"),
        .init("Because its layer", .text, label: "Because its layer"),
      ], rows: rows)
    return ChunkOutput(
      body: [.table(table)],
      caption: """
        Models that differ in the layers between the embedding and the verdict. Accuracy on IMDB’s 25,000 test reviews and \
        training time on two cores were recorded at training; the gradient was measured for this page, on \
        \(counted(reviews, "review")), by a full backward pass. A rank is at most the width of the embedding. Rank 0 is a \
        zero gradient: the review switches every hidden unit off.
        """,
      layout: .wide, isFigure: true)
  }

  private func row(_ contrast: Contrast, _ survey: CollapseSurvey) -> Table.Row {
    let record = contrast.record
    let rows: Phrase =
      survey.collapses
      ? "\(strong: "one row"), repeated"
      : survey.collapsed == 0
        ? "differ" : "differ in \(survey.reviews - survey.collapsed) of \(survey.reviews)"
    let rank =
      survey.rank.lowest == survey.rank.highest
      ? "\(survey.rank.lowest)" : "\(survey.rank.lowest)–\(survey.rank.highest)"
    return Table.Row(
      Phrase(contrast.architecture.title),
      [
        Phrase(NumberText.percent(record.accuracy, digits: 1)),
        "\(NumberText.fixed(record.seconds, digits: 0))\(NumberText.narrowSpace)s", rows,
        Phrase(rank),
        Phrase(survey.structure?.difference ?? "averages inputs from one linear map"),
      ])
  }
}
