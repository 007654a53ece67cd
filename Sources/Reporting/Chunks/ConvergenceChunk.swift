import Attribution
import HTML
import Literate
import SourceText

/// `{convergence}`: how far integrated gradients by quadrature are from adding up, against the closed form.
struct ConvergenceChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "convergence"
  static let summary =
    "How far each quadrature rule is from adding up, by the number of steps, against the exact integral."
  static let scopes: Set<Scope> = [.report, .review]
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

  /// Takes a list of numbers, sorted and each once.
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
    let baseline = baseline ?? Experiment(analysis).baseline
    let figure = ConvergenceFigure(
      Convergence(line: BaselineLine(analysis, from: baseline)), steps: steps,
      id: context.pictureID("convergence"))
    let line = figure.convergence.line
    let switches = line.switches.reduce(0) { $0 + $1.units.count }
    let exact: HTML =
      if figure.exact == nil {
        " This model has no closed form, so that no line shows the exact integral."
      } else if switches == 0 {
        " The closed form needs no steps: what is left of it is rounding."
      } else {
        """
         The closed form needs no steps. On this way hidden units switch \(switches == 1 ? "once" : "\(switches) times"), and \
        there the slope jumps: rules with fixed points can’t follow that, Gauss–Legendre included.
        """
      }
    return ChunkOutput(
      body: figure.html + figure.reasons,
      caption: """
        Integrated gradients from \(baseline.summary) by five quadrature rules and by the rules of two other programs: \
        how far the sum of all attributions is from the change of the output. Both scales are logarithmic; the vertical one \
        is the same on every page.\(exact)
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
