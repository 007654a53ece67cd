import Attribution
import HTML

/// A survey of gradients on some reviews, as text for the terminal and as JSON.
struct SurveyText {
  let survey: CollapseSurvey

  /// The finding, the measurements, and the consequences for each method.
  var paragraphs: [String] { [finding, measured, methods] }

  private var finding: String {
    "\(CollapseSentences.headline(survey))\n\(CollapseSentences.reason(survey))"
  }

  private var measured: String {
    var rows = CollapseSentences.measures(survey).map { ["  \($0.name)", $0.value] }
    if let patterns = survey.patterns {
      rows += CollapseSentences.measures(patterns).map { ["  \($0.name)", $0.value] }
    }
    return "Measured on \(counted(survey.reviews, "review")):\n" + Self.columns(rows)
  }

  private var methods: String {
    let rows = survey.methods.map { finding in
      ["  \(finding.method.name)", CollapseSentences.outlook(finding)]
    }
    return "Consequences for each method:\n" + Self.columns(rows)
  }

  /// The recommended methods.
  var advice: String {
    CollapseSentences.advice(survey)
      + "\nRun 'report evaluate --faithfulness' to compare how faithful they are."
  }

  /// Formats cells as columns separated by two spaces.
  static func columns(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        let isLast = column == cells.count - 1
        line += rightAligned.contains(column) ? space + cell : isLast ? cell : cell + space
        if !isLast { line += "  " }
      }
      return line
    }.joined(separator: "\n")
  }
}
