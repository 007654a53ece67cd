import Attribution
import Blocks
import Figures
import HTML

/// The convergence delta of each quadrature rule over the number of steps, both on logarithmic scales.
struct ConvergenceFigure {
  /// The convergence deltas by rule, as in ``Convergence/rules``, and number of steps.
  let deltas: [[Double]]
  let steps: [Int]
  /// The convergence delta of the closed form; nil if there is none.
  let exact: Double?
  /// Whether the deltas are those of a probability; otherwise of a logit.
  let isProbability: Bool
  let id: String

  /// The smallest delta drawn; rounding alone is larger.
  private static let floor = 1e-17

  var blocks: [Block] {
    [
      .paragraph("Absolute convergence delta, in \(unit)", style: "plot-name"),
      .picture(plot.picture), reasons,
    ]
  }

  private var unit: String { isProbability ? "probability" : "logits" }

  private var plot: LinePlot {
    var lines = zip(Convergence.rules, deltas).enumerated().map { index, row in
      LinePlot.Line(
        points: zip(steps, row.1).map { (Double($0), max(abs($1), Self.floor)) }, style: index + 1,
        label: row.0.title, hasMarks: true)
    }
    if let exact {
      let height = max(abs(exact), Self.floor)
      lines.append(
        .init(
          points: [(Double(steps[0]), height), (Double(steps[steps.count - 1]), height)], style: 0,
          label: "closed form"))
    }
    let list = zip(Convergence.rules, deltas).map {
      "\($0.title) \(NumberText.scientificText(abs($1[$1.count - 1])))"
    }
    return LinePlot(
      x: .counts(steps, upTo: steps[steps.count - 1]),
      y: .decades(-17, isProbability ? 0 : 1, by: 4), name: "steps", height: 330, lines: lines,
      labels: .atEnd, title: "Convergence delta by number of steps",
      description:
        "With \(steps[steps.count - 1]) steps: \(list.joined(separator: "; "))\(exact.map { "; the closed form \(NumberText.scientificText(abs($0)))" } ?? "").",
      id: id)
  }

  /// The reasons why the rules of other programs are less accurate than the textbook rules.
  private var reasons: Block {
    let sentences: [Phrase] = [
      """
      \(strong: "Captum’s trapezoid") places n points from the baseline to the review and divides by n, but n points \
      make n − 1 steps. Its weights sum to (n − 1)/n, so every attribution is too small by a factor of (n − 1)/n, however \
      smooth the path is.
      """,
      """
      \(strong: "LIT") places n + 1 points and takes the gradient at the first n. The trapezoid rule over these is \
      complete, but the path ends at (n − 1)/n and never reaches the review itself.
      """,
    ]
    return .list(Block.List(sentences.map { [.phrase($0)] }, style: "forced"))
  }

  var table: Table {
    let rows = zip(Convergence.rules, deltas).map { rule, deltas in
      Table.Row(Phrase(rule.title), deltas.map { .scientific($0) })
    }
    let last = exact.map { delta in
      Table.Row([
        .header("closed form, no steps"), .init(.scientific(delta), span: steps.count),
      ])
    }
    return Table(
      columns: [.init("Rule", .text)] + steps.map { .init("\($0) steps") },
      rows: rows + [last].compactMap(\.self))
  }
}
