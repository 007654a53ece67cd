import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{path}`: the output along the straight path from a baseline to the review, with the switches of hidden units.
struct PathChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "path"
  static let summary =
    "The output along the path from a baseline to the review, its slope, and where hidden units switch."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{path #fig-path}
    alt: The probability along the path from the baseline to this review.
    ```
    """

  private let baseline: Baseline?

  init(options: inout Options) {
    baseline = options.takeBaseline()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let baseline = baseline ?? analysis.baseline
    let line = analysis.path(from: baseline)
    let figure = PathFigure(line, id: context.pictureID("path"))
    let unit = ColourScale.unit(of: analysis.target)
    return ChunkOutput(
      body: figure.blocks,
      caption: """
        Every position moves from \(baseline.summary) to its own embedding, all at the same rate. \(Self.pieces(line)) \
        Below, the slope: its signed area is what integrated gradients distribute among the words, \
        \(NumberText.points(line.change, digits: 2)) \(unit).
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }

  static func pieces(_ line: BaselinePath) -> Phrase {
    guard let pieces = line.pieces else {
      return """
        This model has no closed form: the line connects 81 points on the path, each a pass through all layers, and misses \
        any bend between two of them.
        """
    }
    let switches = line.switchCount
    if switches == 0 {
      return "No hidden unit switches on the path, so the logit is a single straight line."
    }
    return """
      At a dot, a hidden unit switches on or off and the slope jumps; between dots, the logit is a straight line \
      (\(counted(pieces.count, "piece")), \(counted(switches, "switch", plural: "switches"))).
      """
  }
}
