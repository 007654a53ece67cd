public import Attribution
public import Classifier
import HTML
import SourceText

/// The diagnosis of a classifier without layers as text for the terminal and as JSON: its classes, the methods that work with it
/// and, if it returns gradients, whether they collapse.
public struct BlackBoxText {
  private let program: ProgramOutline
  private let survey: CollapseSurvey?
  private let columns: Int?

  /// Creates the text.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - survey: The survey of its gradients on some reviews; nil if it returns none.
  ///   - columns: The width of the terminal, which the tables are fitted to; nil for no limit.
  public init(
    _ classifier: any TextClassifier, survey: CollapseSurvey? = nil, columns: Int? = nil
  ) {
    self.init(ProgramOutline(classifier), survey: survey, columns: columns)
  }

  init(_ program: ProgramOutline, survey: CollapseSurvey?, columns: Int?) {
    self.program = program
    self.survey = survey
    self.columns = columns
  }

  /// The methods that are surveyed by default: those that need the gradient.
  public static var surveyedMethods: String {
    AttributionMethods.all.filter { $0.card.needs == .gradientAtInput }.map { $0.name }.joined(
      separator: ",")
  }

  /// The whole text, without a final line feed.
  public var text: String {
    let head = """
      \(program.identity.shownOnOneLine), a program
      \(classes.count) classes: \(list(classes).shownOnOneLine)
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
        \(unavailable.joined(separator: ", "))
      """
    let findings =
      survey.map { SurveyText(survey: $0, columns: columns).paragraphs }
      ?? (program.access == .predictions ? [noGradients] : [])
    return ([head] + findings + [methods]).joined(separator: "\n\n")
  }

  /// The diagnosis as one JSON object.
  public var json: String {
    JSONWriter.object { json in
      json.write("program", program.identity)
      json.write("classes", classes)
      json.write("gradients", program.access >= .gradientAtInput)
      json.write("embeddings", program.access >= .gradientAnywhere)
      json.write("methods", working.map { $0.name })
      json.write("refused", unavailable)
      if let survey { json.object("survey", SurveyText(survey: survey).write) }
    }
  }

  private var classes: [String] { program.classes }

  private var working: [any AttributionMethod] { AttributionMethods.within(program.access) }
  private var unavailable: [String] {
    AttributionMethods.all.filter { $0.card.needs > program.access }.map { $0.name }
  }

  private func caution(_ method: any AttributionMethod) -> String {
    method.card.cautionWithoutLayers.map { "\n    Caution: \($0)" } ?? ""
  }

  private func list(_ names: [String]) -> String {
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    return names.prefix(20).joined(separator: ", ") + more
  }
}
