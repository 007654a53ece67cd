import Attribution
import HTML
import SourceText

/// A survey of gradients on some reviews, as text for the terminal and as JSON.
struct SurveyText {
  let survey: CollapseSurvey
  /// The width of the terminal, which the tables are fitted to; nil for no limit.
  var columns: Int?

  /// The finding, the measurements, and the consequences for each method.
  var paragraphs: [String] { [finding, measured, methods] }

  private var finding: String {
    "\(CollapseSentences.headline(survey))\n\(CollapseSentences.reason(survey))"
  }

  private var measured: String {
    var rows = CollapseSentences.measures(survey).map { [$0.name, $0.value] }
    if let patterns = survey.patterns {
      rows += CollapseSentences.measures(patterns).map { [$0.name, $0.value] }
    }
    return "Measured on \(counted(survey.reviews, "review")):\n" + pairs(rows)
  }

  private var methods: String {
    let rows = survey.methods.map { finding in
      [finding.method.name, CollapseSentences.outlook(finding)]
    }
    return "Consequences for each method:\n" + pairs(rows)
  }

  /// The recommended methods.
  var advice: String {
    CollapseSentences.advice(survey)
      + "\nRun 'report evaluate --faithfulness' to compare how faithful they are."
  }

  private func pairs(_ rows: [[String]]) -> String {
    let column = TextTable.Column(overflow: .wrap)
    return TextTable([column, column], rows: rows, indent: 2).text(fitting: columns)
  }
}
