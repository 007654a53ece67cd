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
    try await Exit.reporting(problems.printer) {
      guard let name else {
        for method in AttributionMethods.all { try Console.print(Self.lines(method)) }
        try Console.print(
          "'report methods NAME' shows formula, option values, axioms, cost, and behaviour under average pooling."
        )
        return
      }
      guard let method = AttributionMethods.named(name) else {
        throw Diagnostics(
          "there is no method '\(name)'",
          hint: NearestName.hint(
            for: name, among: AttributionMethods.names, listing: "report methods"))
      }
      try Console.print(Self.description(method))
    }
  }

  /// Returns a method in a few lines: summary, options with their defaults, source.
  private static func lines(_ method: any AttributionMethod) -> String {
    let card = method.card
    var options = Options(owner: card.name)
    _ = ConfiguredMethod(method, options: &options)
    let list = options.declarations.map { "\($0.key)=\($0.fallback)" }.joined(separator: " ")
    return """
      \(card.name)
        \(card.summary)
        options  \(list.isEmpty ? "none" : list)
        source   \(card.source.citation)
                 \(card.source.url)

      """
  }

  private static func description(_ method: any AttributionMethod) -> String {
    let card = method.card
    var options = Options(owner: card.name)
    _ = ConfiguredMethod(method, options: &options)
    var lines = [
      card.title, "  \(card.summary)", "", "Formula (TeX)", "  \(card.formula)", "", "Options",
    ]
    for option in options.declarations {
      lines.append("  \(option.key)=\(option.fallback)  (\(option.values))")
    }
    if options.declarations.isEmpty { lines.append("  none") }
    let laws = Axiom.allCases.filter { card.axioms.contains($0) }.map(\.rawValue)
    lines += [
      "", "Requires",
      "  \(card.needs.summary)",
      "", "Axioms", "  \(laws.isEmpty ? "none" : laws.joined(separator: ", "))", "",
      "Sign", "  \(sign(method))", "",
      "With an external predictor", "  \(card.cautionWithoutLayers ?? "as with a model")", "",
      "Under average pooling", "  \(card.underAveragePooling)", "", "Cost", "  \(card.cost)", "",
      "Source", "  \(card.source.citation)", "  \(card.source.url)",
    ]
    return lines.joined(separator: "\n")
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
