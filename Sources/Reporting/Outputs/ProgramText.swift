public import Attribution
import Classifier
import HTML
import SourceText

/// What is known of a program that predicts, for the terminal and as JSON: not its layers, but what can be done, and whether the
/// gradients collapse that it gives.
public struct ProgramText {
  private let program: Program
  private let survey: CollapseSurvey?

  /// Prepares the text.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - survey: What was found of its gradients on some reviews; nil where it gives none.
  public init(_ program: Program, survey: CollapseSurvey? = nil) {
    self.program = program
    self.survey = survey
  }

  /// The methods that are surveyed where nobody names any: those that look at the gradient.
  public static var surveyedMethods: String {
    AttributionMethods.all.filter { $0.needs == .gradient }.map { $0.name }.joined(separator: ",")
  }

  /// The whole text, without the end of its last line.
  public var text: String {
    let head = """
      \(program.classifier.identity.shownOnOneLine), a program
      \(program.classifier.classes.count) classes: \(list(program.classifier.classes).shownOnOneLine)
      """
    let noGradients = """
      This program gives no gradients, so whether they collapse is no question.
      """
    let complete = working.filter { $0.axioms.contains(.completeness) }
    let takingAway = complete.filter { $0.needs == .predictions }.map { $0.name }
    let along = complete.filter { $0.needs == .gradients }.map { $0.name }
    let path =
      along.isEmpty
      ? ""
      : "\nThose that add up to the change from the program's baseline embeddings are \(along.joined(separator: ", "))."
    let methods = """
      What to use: methods that take words away. Those that add up to the change from the review without any word are
      \(takingAway.joined(separator: ", ")).\(path)

      These methods work:
      \(working.map { "  \($0.name)\n    \($0.summary)\(caution($0))" }.joined(separator: "\n"))

      These ask for more than it gives, and make no sense here:
        \(refused.joined(separator: ", "))
      """
    let findings =
      survey.map { SurveyText(survey: $0).paragraphs }
      ?? (program.offer == .predictions ? [noGradients] : [])
    return ([head] + findings + [methods]).joined(separator: "\n\n")
  }

  /// One JSON object.
  public var json: String {
    func strings(_ texts: [String]) -> String {
      "[\(texts.map { JSONText.string($0) }.joined(separator: ","))]"
    }
    let survey = survey.map { ",\"survey\":{\(SurveyText(survey: $0).json)}" } ?? ""
    return """
      {"program":\(JSONText.string(program.classifier.identity)),\
      "classes":\(strings(program.classifier.classes)),"gradients":\(program.classifier.givesGradients),\
      "embeddings":\(program.classifier.answersEmbeddings),\
      "methods":\(strings(working.map { $0.name })),"refused":\(strings(refused))\(survey)}
      """
  }

  private var working: [any AttributionMethod.Type] { AttributionMethods.within(program.offer) }
  private var refused: [String] {
    AttributionMethods.all.filter { $0.needs > program.offer }.map { $0.name }
  }

  private func caution(_ method: any AttributionMethod.Type) -> String {
    method.cautionForPrograms.map { "\n    Caution: \($0)" } ?? ""
  }

  private func list(_ names: [String]) -> String {
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    return names.prefix(20).joined(separator: ", ") + more
  }
}
