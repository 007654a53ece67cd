import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{units}`: the conductance of each hidden unit.
struct UnitsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "units"
  static let summary =
    "The conductance of each hidden unit: its share of the change from the baseline to the review."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{units #fig-units rows=8}
    ```
    """

  private let baseline: Baseline?
  private let rows: Int

  init(options: inout Options) {
    baseline = options.takeBaseline()
    rows = options.take("rows", default: 16, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let baseline = baseline ?? analysis.baseline
    let found = analysis.hiddenUnits(from: baseline)
    let figure = UnitsFigure(found: found, limit: rows, id: context.pictureID("units"))
    let unit = ColourScale.unit(of: found.target)
    return ChunkOutput(
      body: [.picture(figure.picture)],
      caption: """
        \(LayerConductance.card.title) from \(baseline.summary) to this review, in \(unit): the part of each word’s \
        contribution that passes through a \(found.noun), summed over all words. Bars to the right raise the output, bars to \
        the left lower it; together they are the change from \(NumberText.fixed(100 * found.startValue, digits: 2)) to \
        \(NumberText.fixed(100 * found.endValue, digits: 2)), to within \
        \(scientific: abs(found.sum - found.change)).
        """,
      layout: .text, alternative: figure.table, isFigure: true)
  }
}
