import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{convergence}`: the convergence delta of integrated gradients by quadrature, compared with the closed form.
struct ConvergenceChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "convergence"
  static let summary =
    "The convergence delta of each quadrature rule by number of steps, compared with the exact integral."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{convergence #fig-convergence steps=5,20,100}
    ```
    """

  private static let standard = [5, 10, 20, 50, 100, 200]
  private static let most = 1000

  private let baseline: Baseline?
  private let steps: [Int]

  init(options: inout Options) {
    baseline = options.takeBaseline()
    steps = Self.steps(&options)
  }

  /// Takes a list of distinct numbers, and sorts it.
  private static func steps(_ options: inout Options) -> [Int] {
    let rule = "two to ten whole numbers from 2 to \(most)"
    let fallback = standard.map(String.init).joined(separator: ",")
    guard let item = options.takeText("steps", default: fallback, values: rule) else {
      return standard
    }
    let parts = item.value.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = Set(parts.compactMap { Int($0) }.filter { (2...most).contains($0) })
    guard numbers.count == parts.count, (2...10).contains(numbers.count) else {
      options.report(
        Diagnostic(
          "the option 'steps' of \(options.owner) takes \(rule), not '\(item.value)'",
          at: item.valueLocation))
      return standard
    }
    return numbers.sorted()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let baseline = baseline ?? analysis.baseline
    let figure = ConvergenceFigure(
      deltas: Convergence.rules.map { rule in
        steps.map { analysis.convergenceDelta(of: rule, steps: $0, from: baseline) }
      },
      steps: steps, exact: analysis.exactDelta(from: baseline),
      isProbability: analysis.target == .probability, id: context.pictureID("convergence"))
    let switches = analysis.path(from: baseline).switchCount
    let exact: Phrase =
      if figure.exact == nil {
        " This model has no closed form, so no line shows the exact integral."
      } else if switches == 0 {
        " The closed form needs no steps: its remaining delta is rounding error."
      } else {
        """
         The closed form needs no steps. On this path hidden units switch \(switches == 1 ? "once" : "\(switches) times"), and \
        the slope jumps there: rules with fixed nodes, Gauss–Legendre included, can’t follow the jumps.
        """
      }
    return ChunkOutput(
      body: figure.blocks,
      caption: """
        Integrated gradients from \(baseline.summary) by five quadrature rules and by the rules of two other programs: \
        the difference between the sum of all attributions and the change of the output. Both axes are logarithmic; the \
        vertical one is the same on every page.\(exact)
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
