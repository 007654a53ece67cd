import Attribution
import Blocks
import Classifier
import HTML
import LinearAlgebra
import Literate
import SourceText

/// `{collapse}`: whether the gradient of this review tells its words apart, by structure and by measurement.
struct CollapseChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "collapse"
  static let summary =
    "Whether word-level gradients collapse here: the finding and its measurements."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.gradientAtInput
  static let labelPrefix: String? = nil

  /// The reviews that the chunk covers.
  private enum Extent: String, CaseIterable {
    case review
    case reviews
  }

  private let extent: Extent
  private let limit: Int

  init(options: inout Options) {
    extent = options.take("over", default: .review)
    limit = options.take("limit", default: 200, in: 1...100_000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    if extent == .reviews { return try weaveSurvey(in: context) }
    let analysis = try context.review()
    let collapse = analysis.collapse
    let spectrum = GradientSpectrum(analysis.rows, gradient: analysis.gradient)
    func row(_ name: Phrase, _ value: Phrase, _ otherwise: Phrase) -> Table.Row {
      Table.Row(name, [value, otherwise])
    }
    let table = Table(
      named: "Measurements",
      columns: [
        .init("Measured on this review"), .init("Value", cells: .number),
        .init("Without a collapse"),
      ],
      rows: [
        row(
          "Largest difference between two gradient rows", .scientific(collapse.maxRowDifference),
          "above 0"),
        row(
          "Distinct rows among \(collapse.counted)", "\(collapse.distinctRows)",
          "up to \(collapse.counted)"),
        row(
          "Rank of the gradient matrix", "\(spectrum.rank)", "up to \(analysis.gradient.columns)"),
        row(
          "Share of the largest singular value in the sum of squares",
          Phrase(NumberText.percent(spectrum.largestShare, digits: 1)),
          "below \(NumberText.percent(1))"),
        row(
          "Gini coefficient of the row lengths", Phrase(NumberText.fixed(collapse.gini, digits: 3)),
          "above 0"),
        row(
          "Entropy of the row lengths, in nats",
          Phrase(NumberText.fixed(collapse.entropy, digits: 4)),
          """
          below ln \(analysis.tokens.count) = \(NumberText.fixed(collapse.entropyOfEqualShares, digits: 4))
          """),
      ])
    let body = Block.finding(
      id: context.pictureID("finding"), headline: FindingSentences.headline(analysis),
      [
        .paragraph(FindingSentences.reason(analysis)), .table(table),
        .paragraph(FindingSentences.advice(analysis)),
      ])
    return ChunkOutput(body: [body], isFigure: false)
  }

  /// The finding over all reviews of the report.
  private func weaveSurvey(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let run = context.run
    let found = run.findings.finding("\(limit)") {
      CollapseSurvey(
        of: run.picks.prefix(limit).map(\.text), by: run.analyst.explainer,
        methods: run.analyst.methods, jobs: run.jobs)
    }
    guard let survey = found else { throw Diagnostics("no review contains a word") }
    let measures =
      CollapseSentences.measures(survey)
      + (survey.patterns.map { CollapseSentences.measures($0) } ?? [])
    let measured = Table(
      named: "Measurements on all reviews",
      columns: [.init("Measured on \(counted(survey.reviews, "review"))"), .init("Value")],
      rows: measures.map { name, value in
        Table.Row("\(name.prefix(1).uppercased() + name.dropFirst())", [Phrase(value)])
      })
    let methods = Table(
      named: "Consequence for each method", columns: [.init("Method"), .init("Consequence")],
      rows: survey.methods.map { finding in
        Table.Row(Phrase(finding.method.title), [Phrase(CollapseSentences.outlook(finding))])
      })
    let body = Block.finding(
      id: context.pictureID("survey"), headline: Phrase(CollapseSentences.headline(survey)),
      [
        .paragraph(CollapseSentences.reasonPhrase(survey)), .table(measured), .table(methods),
        .paragraph(Phrase(CollapseSentences.advice(survey) { $0.title })),
      ])
    return ChunkOutput(body: [body], isFigure: false)
  }
}
