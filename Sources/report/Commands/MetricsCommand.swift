import ArgumentParser
import Attribution
import Faithfulness
import SourceText

/// `report metrics`: the faithfulness metrics with options, formula and source.
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "List the faithfulness metrics, or describe one.")

  @Argument(help: "A metric to describe.")
  var name: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) {
      guard let name else {
        try Console.print(Self.list)
        try Console.print("\n'report metrics NAME' shows formula, options, origin and source.")
        return
      }
      guard let metric = Metrics.named(name) else {
        throw Diagnostics(
          "there is no metric '\(name)'",
          hint: NearestName.hint(for: name, among: Metrics.names, listing: "report metrics"))
      }
      try Console.print(Self.description(metric))
    }
  }

  private static var list: String {
    TextTable(
      [TextTable.Column(), TextTable.Column()],
      rows: Metrics.all.map { [$0.name, $0.card.summary] }
    ).text()
  }

  private static func description(_ metric: any Metric) -> String {
    let card = metric.card
    var options = Options(owner: metric.name)
    _ = ConfiguredMetric(metric, options: &options)
    var lines = [
      card.title, "  \(card.summary)", "", "Formula (TeX)", "  \(card.formula)", "", "Options",
    ]
    for option in options.declarations {
      lines.append("  \(option.key)=\(option.fallback)  (\(option.values))")
    }
    if options.declarations.isEmpty { lines.append("  none") }
    if card.removesWords {
      lines.append("  also --removal and --baseline, which apply to all metrics")
    }
    lines += ["", "Better", "  \(better(card))", "", "Chance", "  \(chance(card))"]
    if card.explainsAgain {
      lines += [
        "", "Cost",
        "  runs the method again on each changed review, so only the first "
          + "\(FaithfulnessStudy.reviewsExplainedAgain) reviews are evaluated",
      ]
    }
    lines += [
      "", "Origin", "  \(card.origin)", "", "Source", "  \(card.source.citation)",
      "  \(card.source.url)",
    ]
    return lines.joined(separator: "\n")
  }

  private static func better(_ card: MetricCard) -> String {
    card.better == .zero ? "closer to zero" : card.better.rawValue
  }

  private static func chance(_ card: MetricCard) -> String {
    card.readsOrder
      ? "the method's own scores in a random order" : "none: the metric ignores the order of words"
  }
}
