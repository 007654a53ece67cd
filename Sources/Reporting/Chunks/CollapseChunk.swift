import Attribution
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
    let id = context.pictureID("finding")
    let body: HTML = """
      <aside class="finding"\(labelledBy: id)><p class="label">Finding</p>
      <h3\(id: id)>\(FindingSentences.headline(analysis))</h3>
      <p>\(FindingSentences.reason(analysis))</p>
      <div class="scroll" role="region" aria-label="Measurements" tabindex="0"><table>
      <thead><tr><th scope="col">Measured on this review</th><th scope="col">Value</th>\
      <th scope="col">Without a collapse</th></tr></thead><tbody>
      <tr><th scope="row">Largest difference between two gradient rows</th>\
      <td class="num">\(NumberText.scientific(collapse.maxRowDifference))</td><td>above 0</td></tr>
      <tr><th scope="row">Distinct rows among \(collapse.counted)</th>\
      <td class="num">\(collapse.distinctRows)</td><td>up to \(collapse.counted)</td></tr>
      <tr><th scope="row">Rank of the gradient matrix</th>\
      <td class="num">\(spectrum.rank)</td><td>up to \(analysis.gradient.columns)</td></tr>
      <tr><th scope="row">Share of the largest singular value in the sum of squares</th>\
      <td class="num">\(NumberText.percent(spectrum.largestShare, digits: 1))</td><td>below \(NumberText.percent(1))</td></tr>
      <tr><th scope="row">Gini coefficient of the row lengths</th>\
      <td class="num">\(NumberText.fixed(collapse.gini, digits: 3))</td><td>above 0</td></tr>
      <tr><th scope="row">Entropy of the row lengths, in nats</th>\
      <td class="num">\(NumberText.fixed(collapse.entropy, digits: 4))</td>\
      <td>below ln \(analysis.tokens.count) = \(NumberText.fixed(collapse.entropyOfEqualShares, digits: 4))</td></tr>
      </tbody></table></div>
      <p>\(FindingSentences.advice(analysis))</p></aside>
      """
    return ChunkOutput(body: body, isFigure: false)
  }

  /// The finding over all reviews of the report.
  private func weaveSurvey(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let run = context.run
    let found = run.findings.finding("\(limit)") {
      CollapseSurvey(
        of: run.picks.prefix(limit).map(\.text), by: run.analyst.explainer,
        methods: run.analyst.methods, jobs: run.jobs)
    }
    guard let survey = found else { throw Diagnostics([Diagnostic("no review contains a word")]) }
    let measures =
      CollapseSentences.measures(survey)
      + (survey.patterns.map { CollapseSentences.measures($0) } ?? [])
    let rows = measures.map { name, value -> HTML in
      "<tr><th scope=\"row\">\(name.prefix(1).uppercased() + name.dropFirst())</th><td>\(value)</td></tr>"
    }
    let methods = survey.methods.map { finding -> HTML in
      """
      <tr><th scope="row">\(finding.method.title)</th><td>\(CollapseSentences.outlook(finding))</td></tr>
      """
    }
    let id = context.pictureID("survey")
    let body: HTML = """
      <aside class="finding"\(labelledBy: id)><p class="label">Finding</p>
      <h3\(id: id)>\(CollapseSentences.headline(survey))</h3>
      <p>\(CollapseSentences.reasonHTML(survey))</p>
      <div class="scroll" role="region" aria-label="Measurements on all reviews" tabindex="0"><table>
      <thead><tr><th scope="col">Measured on \(counted(survey.reviews, "review"))</th><th scope="col">Value</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      <div class="scroll" role="region" aria-label="Consequence for each method" tabindex="0"><table>
      <thead><tr><th scope="col">Method</th><th scope="col">Consequence</th></tr></thead>
      <tbody>
      \(methods.joined(separator: "\n"))
      </tbody></table></div>
      <p>\(CollapseSentences.advice(survey) { $0.title })</p></aside>
      """
    return ChunkOutput(body: body, isFigure: false)
  }
}
