public import Attribution
import Classifier
import HTML

/// What is known of a program that predicts, for the terminal and as JSON: not what is inside, but what can be done.
public struct ProgramText {
  private let program: Program

  /// Prepares the text.
  public init(_ program: Program) {
    self.program = program
  }

  /// The whole text, without the end of its last line.
  public var text: String {
    """
    \(program.classifier.identity), a program
    \(program.classifier.classes.count) classes: \(list(program.classifier.classes))

    A program has no gradients to look at, so whether they collapse is no question. What can be done is to take words
    out of a review and to ask again.

    These methods work:
    \(Self.working.map { "  \($0.name)\n    \($0.summary)" }.joined(separator: "\n"))

    These look at gradients or layers, and make no sense here:
      \(Self.refused.joined(separator: ", "))
    """
  }

  /// One JSON object.
  public var json: String {
    func strings(_ texts: [String]) -> String {
      "[\(texts.map { JSONText.string($0) }.joined(separator: ","))]"
    }
    return """
      {"program":\(JSONText.string(program.classifier.identity)),\
      "classes":\(strings(program.classifier.classes)),"gradients":false,\
      "methods":\(strings(Self.working.map { $0.name })),"refused":\(strings(Self.refused))}
      """
  }

  private static var working: [any AttributionMethod.Type] { AttributionMethods.ofPredictions }
  private static var refused: [String] {
    AttributionMethods.all.filter { $0.needsGradients }.map { $0.name }
  }

  private func list(_ names: [String]) -> String {
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    return names.prefix(20).joined(separator: ", ") + more
  }
}
