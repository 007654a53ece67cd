import Attribution
import Blocks
import Classifier
import Figures
import HTML
import SourceText

/// An analysis as text for the terminal: the verdict, the review with highlighted words, and a table of the strongest words.
///
/// With colours, words have a blue or an orange background, and negative words are also underlined. Without colours, each
/// highlighted word is followed by its attribution in brackets.
public struct TerminalText {
  private let analysis: ReviewAnalysis
  private let hasColour: Bool
  private let rows: Int
  private let columns: Int?

  /// Creates the text.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - hasColour: Whether the terminal supports colours.
  ///   - rows: The number of words in the table.
  ///   - columns: The width of the terminal, which the table is fitted to; nil for no limit.
  public init(
    _ analysis: ReviewAnalysis, hasColour: Bool, rows: Int = 10, columns: Int? = nil
  ) {
    self.analysis = analysis
    self.hasColour = hasColour
    self.rows = rows
    self.columns = columns
  }

  /// The whole text.
  public var text: String {
    let probability = NumberText.percent(analysis.probability, digits: 1)
    let start = NumberText.percent(analysis.start.probability, digits: 1)
    let origin = analysis.start.summary.shownOnOneLine
    let verdict = analysis.prediction.verdict.shownOnOneLine
    let name = analysis.subject.name.shownOnOneLine
    if analysis.isWordless {
      return """
        \(bold(verdict)): \(probability) for \(name)\(classes)

        The model finds no words in this review and predicts the same as for an empty one.

        """
    }
    return """
      \(bold(verdict)): \(probability) for \(name) (baseline, \(origin): \(start))\(classes)

      \(markedText)

      \(table)
      \(finding)

      """
  }

  /// The probability of each class, largest first; empty for two classes.
  private var classes: String {
    let bars = ClassBars(analysis)
    guard analysis.prediction.classes.count > 2 else { return "" }
    let table = TextTable(
      [TextTable.Column(overflow: .cut), TextTable.Column(isRightAligned: true, minimum: 6)],
      rows: bars.rows.map {
        [$0.name.shownOnOneLine, NumberText.percent($0.probability, digits: 1)]
      }, indent: 2)
    return "\n\n" + table.text(fitting: columns)
  }

  private var markedText: String {
    let review = analysis.review
    let scores = leading?.attribution.scores ?? []
    let colours = leading.map { analysis.colours(of: $0) }
    let text = MarkedText(review) { token in
      let index = token - review.read.lowerBound
      let score = scores.indices.contains(index) ? scores[index] : 0
      return MarkedText.Mark(
        step: colours?.step(of: score) ?? 0, value: NumberText.points(score))
    }
    return renderer.text(of: text)
  }

  private var renderer: TerminalRenderer { TerminalRenderer(hasColour: hasColour) }

  private var leading: ReviewAnalysis.Result? {
    analysis.results.first { $0.isContribution && $0.supports }
  }

  private var table: String {
    let order = MethodTable.order(analysis, by: leading).prefix(rows)
    var table = Table(
      columns: [.init("Word", .text)]
        + analysis.results.map { .init(Phrase($0.method.title), .number) },
      rows: order.map { token in
        Table.Row(
          Phrase(analysis.words[token]),
          analysis.results.map { result in
            let score = result.attribution.scores[token]
            return Phrase(
              result.isContribution
                ? NumberText.points(score) : NumberText.fixed(score, digits: 4))
          })
      })
    func foot(_ name: String, _ cell: (ReviewAnalysis.Result) -> String) {
      let cells = analysis.results.map { Phrase($0.isContribution ? cell($0) : "") }
      table.foot.append(Table.Row(Phrase(name), cells))
    }
    if let name = analysis.review.specials {
      foot(name) { NumberText.points($0.attribution.specialTokens) }
    }
    if !analysis.review.paddingPositions.isEmpty {
      foot("padding") { NumberText.points($0.attribution.padding) }
    }
    foot("sum") { NumberText.points($0.attribution.sum) }
    foot("baseline") { result in
      let method = result.method.method
      let explainer = analysis.explained.explainer
      if !explainer.hasBaselineRows, let removal = method.removal {
        return explainer.missingWord.maskToken(for: removal) == nil ? "removed" : "masked"
      }
      if !explainer.hasBaselineRows, method.baseline == .pad { return "its own" }
      let baseline = method.baseline?.rawValue ?? (method.usesBackground ? "background" : "zero")
      return method.removal == .remove ? "removed" : baseline
    }
    var lines = renderer.lines(of: table, fitting: columns)
    lines.append("Contributions in \(ColourScale.unit(of: analysis.explained.target)).")
    if let leading, let sentence = analysis.colours(of: leading).sentence(for: leading) {
      lines.append(sentence)
    }
    if let note = NgramNote.sentence(analysis.explained.explainer) { lines.append(note) }
    return lines.joined(separator: "\n")
  }

  private var finding: String { FindingSentences.terminal(analysis) }

  private func bold(_ text: String) -> String { renderer.bold(text) }
}
