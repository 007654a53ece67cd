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
    try await Exit.reporting(problems.printer) { try Self.listing.print(name) }
  }

  private static var listing: Listing {
    Listing(
      noun: "metric", command: "report metrics", names: Metrics.names,
      text: {
        let rows = Metrics.all.map { [$0.name, $0.card.summary] }
        return """
          \(TextTable([TextTable.Column(), TextTable.Column()], rows: rows).text())

          'report metrics NAME' shows formula, options, origin and source.
          """
      },
      description: { Metrics.named($0).map { description($0).text } })
  }

  private static func description(_ metric: any Metric) -> CardText {
    let card = metric.card
    var options = Options(owner: metric.name)
    _ = ConfiguredMetric(metric, options: &options)
    let cost = """
      runs the method again on each changed review, so only the first \
      \(FaithfulnessStudy.reviewsExplainedAgain) reviews are evaluated
      """
    return CardText(
      title: card.title, summary: card.summary, formula: card.formula,
      options: options.declarations,
      optionNote: card.removesWords
        ? "also --removal and --baseline, which apply to all metrics" : nil,
      sections: [("Better", [better(card)]), ("Chance", [chance(card)])]
        + (card.explainsAgain ? [("Cost", [cost])] : []) + [("Origin", [card.origin])],
      source: card.source)
  }

  private static func better(_ card: MetricCard) -> String {
    card.better == .zero ? "closer to zero" : card.better.rawValue
  }

  private static func chance(_ card: MetricCard) -> String {
    card.readsOrder
      ? "the method's own scores in a random order" : "none: the metric ignores the order of words"
  }
}
