public import Attribution
import Classifier
import HTML
import SourceText

/// The diagnosis of an external predictor as text for the terminal and as JSON: its classes, the methods that work with it
/// and, if it returns gradients, whether they collapse.
public struct ProgramText {
  private let program: Program
  private let survey: CollapseSurvey?

  /// Creates the text.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - survey: The survey of its gradients on some reviews; nil if it returns none.
  public init(_ program: Program, survey: CollapseSurvey? = nil) {
    self.program = program
    self.survey = survey
  }

  /// The methods that are surveyed by default: those that need the gradient.
  public static var surveyedMethods: String {
    AttributionMethods.all.filter { $0.card.needs == .gradientAtInput }.map { $0.name }.joined(
      separator: ",")
  }

  /// The whole text, without a final line feed.
  public var text: String {
    let head = """
      \(program.classifier.identity.shownOnOneLine), a program
      \(program.classifier.classes.count) classes: \(list(program.classifier.classes).shownOnOneLine)
      """
    let noGradients = """
      This program returns no gradients, so gradient collapse does not apply.
      """
    let complete = working.filter { $0.card.axioms.contains(.completeness) }
    let takingAway = complete.filter { $0.card.needs == .predictions }.map { $0.name }
    let along = complete.filter { $0.card.needs == .gradientAnywhere }.map { $0.name }
    let path =
      along.isEmpty
      ? ""
      : "\nComplete with respect to the program's baseline embeddings: \(along.joined(separator: ", "))."
    let methods = """
      Recommendation: use methods that remove words.
      Complete with respect to the review without words: \(takingAway.joined(separator: ", ")).\(path)

      Available methods:
      \(working.map { "  \($0.name)\n    \($0.card.summary)\(caution($0))" }.joined(separator: "\n"))

      Unavailable methods, which need more than the program provides:
        \(refused.joined(separator: ", "))
      """
    let findings =
      survey.map { SurveyText(survey: $0).paragraphs }
      ?? (program.access == .predictions ? [noGradients] : [])
    return ([head] + findings + [methods]).joined(separator: "\n\n")
  }

  /// The diagnosis as one JSON object.
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

  private var working: [any AttributionMethod] { AttributionMethods.within(program.access) }
  private var refused: [String] {
    AttributionMethods.all.filter { $0.card.needs > program.access }.map { $0.name }
  }

  private func caution(_ method: any AttributionMethod) -> String {
    method.card.cautionForPrograms.map { "\n    Caution: \($0)" } ?? ""
  }

  private func list(_ names: [String]) -> String {
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    return names.prefix(20).joined(separator: ", ") + more
  }
}
