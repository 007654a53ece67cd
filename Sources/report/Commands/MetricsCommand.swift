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
      guard let type = Metrics.named(name) else {
        throw Diagnostic(
          "there is no metric '\(name)'",
          hint: NearestName.hint(for: name, among: Metrics.names, listing: "report metrics"))
      }
      try Console.print(Self.description(type))
    }
  }

  private static var list: String {
    TextTable(
      [TextTable.Column(), TextTable.Column()], rows: Metrics.all.map { [$0.name, $0.summary] }
    ).text()
  }

  private static func description(_ type: any Metric.Type) -> String {
    var options = Options(owner: type.name)
    _ = ConfiguredMetric(type, options: &options)
    var lines = [
      type.title, "  \(type.summary)", "", "Formula (TeX)", "  \(type.formula)", "", "Options",
    ]
    for option in options.declarations {
      lines.append("  \(option.key)=\(option.fallback)  (\(option.values))")
    }
    if options.declarations.isEmpty { lines.append("  none") }
    if type.removesWords {
      lines.append("  also --removal and --baseline, which apply to all metrics")
    }
    lines += ["", "Better", "  \(better(type))", "", "Chance", "  \(chance(type))"]
    if type.explainsAgain {
      lines += [
        "", "Cost",
        "  runs the method again on each changed review, so only the first "
          + "\(FaithfulnessStudy.reviewsExplainedAgain) reviews are evaluated",
      ]
    }
    lines += [
      "", "Origin", "  \(type.origin)", "", "Source", "  \(type.source.citation)",
      "  \(type.source.url)",
    ]
    return lines.joined(separator: "\n")
  }

  private static func better(_ type: any Metric.Type) -> String {
    type.better == .zero ? "closer to zero" : type.better.rawValue
  }

  private static func chance(_ type: any Metric.Type) -> String {
    type.readsOrder
      ? "the method's own scores in a random order" : "none: the metric ignores the order of words"
  }
}
