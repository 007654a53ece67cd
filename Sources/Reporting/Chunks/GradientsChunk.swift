import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{gradients}`: pictures of all rows of the gradient and the embeddings, and a table of rows with lengths and products.
struct GradientsChunk: ChunkOfMethods {
  typealias Context = ReportContext

  /// The parts to show.
  enum Part: String, CaseIterable {
    case both
    case picture
    case table
  }

  static let verb = "gradients"
  static let summary =
    "The gradient matrix beside the embeddings, as a picture and as a table of rows."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.gradientAtInput
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{gradients #fig-matrices show=both rows=5}
    ```
    """

  private let part: Part
  private let rows: Int
  private let method: ConfiguredMethod
  private let isNamed: Bool
  var methodNames: [String]? { isNamed ? [method.name] : nil }

  init(options: inout Options) {
    part = options.take("show", default: .both)
    rows = options.take("rows", default: 6, in: 1...10_000)
    isNamed = options.has("method")
    method = options.takeMethod()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    try method.method.check(analysis.explained.explainer)
    // The default method needs gradients at other embeddings.
    let result =
      isNamed || analysis.explained.explainer.hasLayers
      ? analysis.result(of: method) : analysis.result(named: InputXGradient())
    let picture = GradientPicture(
      analysis: analysis, result: result, id: context.pictureID("matrix"))
    let table = GradientTable(analysis: analysis, limit: rows).table
    let body: [Block] =
      switch part {
      case .both: [picture.block, .table(table)]
      case .picture: [picture.block]
      case .table: [.table(table)]
      }
    return ChunkOutput(
      body: body,
      caption: part == .table
        ? tableCaption(analysis) : pictureCaption(analysis, picture),
      layout: .wide, alternative: part == .picture ? table : nil, isFigure: true)
  }

  private func pictureCaption(_ analysis: ReviewAnalysis, _ picture: GradientPicture) -> Phrase {
    """
    Each row is a position, from top to bottom; each column is an embedding dimension. Darker is larger, mid-grey is \
    zero. Largest difference between two rows of the gradient: \
    \(scientific: analysis.collapse.maxRowDifference). Bars: \(picture.result.method.title.lowercased()), in \
    \(ColourScale.unit(of: analysis.explained.target)).\(picture.longestBars)\(part == .both ? " " + tableCaption(analysis) : "" as Phrase)
    """
  }

  private func tableCaption(_ analysis: ReviewAnalysis) -> Phrase {
    """
    In the table, gradients are in thousandths; “product” is the dot product of the word’s embedding and its gradient \
    row, in \(ColourScale.unit(of: analysis.explained.target)).
    """
  }
}
