import ArgumentParser
import Attribution
import SourceText

/// `report methods`: what there is, with options, formula and source.
struct MethodsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods", abstract: "List the attribution methods, or describe one.")

  @Argument(help: "A method to describe.")
  var name: String?

  func run() async throws {
    try await Exit.reporting {
      guard let name else {
        for type in AttributionMethods.all { try Console.print(Self.line(type)) }
        try Console.print("\n'report methods NAME' has formula, options, cost and source.")
        return
      }
      guard let type = AttributionMethods.named(name) else {
        throw Diagnostic(
          "there is no method '\(name)'",
          hint: NearestName.hint(for: name, among: AttributionMethods.names))
      }
      try Console.print(Self.description(type))
    }
  }

  private static func line(_ type: any AttributionMethod.Type) -> String {
    let width = AttributionMethods.names.map(\.count).max() ?? 0
    let padding = String(repeating: " ", count: width - type.name.count + 2)
    return "\(type.name)\(padding)\(type.summary)"
  }

  private static func description(_ type: any AttributionMethod.Type) -> String {
    var options = Options(owner: type.name)
    let method = ConfiguredMethod(type, options: &options)
    var lines = [
      method.title, "  \(type.summary)", "", "Formula (TeX)", "  \(type.formula)", "", "Options",
    ]
    for option in options.declarations {
      lines.append("  \(option.key)=\(option.fallback)  (\(option.values))")
    }
    if options.declarations.isEmpty { lines.append("  none") }
    let laws = Axiom.allCases.filter { type.axioms.contains($0) }.map(\.rawValue)
    lines += [
      "", "Laws", "  \(laws.isEmpty ? "none" : laws.joined(separator: ", "))", "",
      "Under average pooling", "  \(type.underAveragePooling)", "", "Cost", "  \(type.cost)", "",
      "Source", "  \(type.source.citation)", "  \(type.source.url)",
    ]
    return lines.joined(separator: "\n")
  }
}
