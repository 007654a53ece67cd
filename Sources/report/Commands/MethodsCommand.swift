import ArgumentParser
import Attribution
import Classifier
import SourceText

/// `report methods`: the attribution methods with options, formula and source.
struct MethodsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods", abstract: "List the attribution methods, or describe one.")

  @Argument(help: "A method to describe.")
  var name: String?

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) { try Self.listing.print(name) }
  }

  private static var listing: Listing {
    Listing(
      noun: "method", command: "report methods", names: AttributionMethods.names,
      text: {
        """
        \(AttributionMethods.all.map(lines).joined(separator: "\n"))
        'report methods NAME' shows formula, option values, axioms, cost, and behaviour under average pooling.
        """
      },
      description: { AttributionMethods.named($0).map { description($0).text } })
  }

  /// Returns a method in a few lines: summary, options with their defaults, source.
  private static func lines(_ method: any AttributionMethod) -> String {
    let card = method.card
    let list = options(method).map { "\($0.key)=\($0.fallback)" }.joined(separator: " ")
    return """
      \(card.name)
        \(card.summary)
        options  \(list.isEmpty ? "none" : list)
        source   \(card.source.citation)
                 \(card.source.url)

      """
  }

  private static func options(_ method: any AttributionMethod) -> [Options.Declaration] {
    var options = Options(owner: method.name)
    _ = ConfiguredMethod(method, options: &options)
    return options.declarations
  }

  private static func description(_ method: any AttributionMethod) -> CardText {
    let card = method.card
    let laws = Axiom.allCases.filter { card.axioms.contains($0) }.map(\.rawValue)
    return CardText(
      title: card.title, summary: card.summary, formula: card.formula, options: options(method),
      sections: [
        ("Requires", [card.needs.summary]),
        ("Axioms", [laws.isEmpty ? "none" : laws.joined(separator: ", ")]),
        ("Sign", [sign(method)]),
        ("With an external predictor", [card.cautionWithoutLayers ?? "as with a model"]),
        ("Under average pooling", [card.underAveragePooling]),
        ("Cost", [card.cost]),
      ], source: card.source)
  }

  private static func sign(_ method: any AttributionMethod) -> String {
    guard method.isSigned else { return "none" }
    let single = method.hasSignOfEffect(for: Output(.probability))
    let several = method.hasSignOfEffect(for: Output(.probability, of: 0, logits: 3))
    if single {
      return
        "the sign of the word's effect\(several ? "" : ", except for the probability of one of several classes")"
    }
    return "not the sign of the word's effect, so pages do not colour the words"
  }
}
