import Attribution
import HTML
import Literate
import SourceText

/// `{path}`: the output on the straight way from a baseline to the review, with the hidden units that switch on it.
struct PathChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "path"
  static let summary =
    "The output on the way from a baseline to the review, where hidden units switch, and its slope."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{path #fig-path}
    alt: The probability on the way from the baseline to this one.
    ```
    """

  private let baseline: Baseline?

  init(options: inout Options) {
    baseline = options.takeBaseline()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let baseline = baseline ?? Experiment(analysis).baseline
    let line = BaselineLine(analysis, from: baseline)
    let figure = PathFigure(line, id: context.pictureID("path"))
    let unit = ColourScale.unit(of: line.analysis.target)
    return ChunkOutput(
      body: figure.html,
      caption: """
        Every position moves from \(baseline.summary) to its own embedding, all by the same share of the way. \(Self.pieces(line)) \
        Below, the slope: the area between it and zero, above counted as a gain and below as a loss, is what integrated \
        gradients share out among the words, \(NumberText.points(line.change, digits: 2)) \(unit).
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }

  static func pieces(_ line: BaselineLine) -> HTML {
    guard let pieces = line.pieces else {
      return """
        This model has no closed form: the line goes through 81 points of the way, each a pass through all layers, and a \
        bend between two of them is not seen.
        """
    }
    let switches = line.switches.reduce(0) { $0 + $1.units.count }
    if switches == 0 {
      return "No hidden unit switches on the way, so the logit is one straight line there."
    }
    return """
      At a dot a hidden unit switches on or off and the slope jumps; between dots the logit is a straight line \
      (\(counted(pieces.count, "piece")), \(counted(switches, "switch", plural: "switches"))).
      """
  }
}
