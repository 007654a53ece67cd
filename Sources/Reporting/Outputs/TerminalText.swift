import Attribution
import Classifier
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
    let bars = ClassBars(prediction: analysis.prediction, start: analysis.start.probabilities)
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
    let scalars = Array(review.text.unicodeScalars)
    var text = ""
    var offset = 0
    func copy(upTo end: Int) -> String {
      defer { offset = end }
      return String(String.UnicodeScalarView(scalars[offset..<end])).shownOnItsLines
    }
    func unread(_ text: String) -> String {
      hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : "[not read: \(text)]"
    }
    if review.read.lowerBound > 0 {
      text += unread(copy(upTo: review.tokens[review.read.lowerBound - 1].range.upperBound))
    }
    for (index, token) in analysis.tokens.enumerated() {
      text += copy(upTo: token.range.lowerBound)
      let word = copy(upTo: token.range.upperBound)
      text += mark(word, scores.indices.contains(index) ? scores[index] : 0)
    }
    if review.read.upperBound < review.tokens.count {
      text += copy(upTo: review.tokens[review.read.upperBound].range.lowerBound)
      return text + unread(copy(upTo: scalars.count))
    }
    return text + copy(upTo: scalars.count)
  }

  private var leading: ReviewAnalysis.Result? {
    analysis.results.first { $0.isContribution && $0.supports }
  }

  /// Background colours of the 256-colour palette, from weak to strong.
  private static let positive = [195, 153, 117, 75, 33, 27]
  private static let negative = [230, 223, 216, 215, 208, 202]

  private func mark(_ word: String, _ score: Double) -> String {
    let step = analysis.scale.step(of: score)
    guard step != 0 else { return word }
    guard hasColour else { return "\(word)[\(NumberText.points(score))]" }
    let ground = step > 0 ? Self.positive[step - 1] : Self.negative[-step - 1]
    let ink = step > 4 ? 231 : 16
    let line = step < 0 ? "4;" : ""
    return "\u{1B}[\(line)38;5;\(ink);48;5;\(ground)m\(word)\u{1B}[0m"
  }

  private var table: String {
    let order = MethodTable.order(analysis, by: leading).prefix(rows)
    let titles = analysis.results.map(\.method.title)
    var table = TextTable(
      [TextTable.Column("Word", minimum: 12, overflow: .cut)]
        + titles.map { TextTable.Column($0, isRightAligned: true) })
    for token in order {
      let numbers = analysis.results.map { result in
        let score = result.attribution.scores[token]
        return result.isContribution
          ? NumberText.points(score) : NumberText.fixed(score, digits: 4)
      }
      table.add([analysis.words[token].shownOnOneLine] + numbers)
    }
    func foot(_ name: String, _ cell: (ReviewAnalysis.Result) -> String) {
      table.add([name] + analysis.results.map { $0.isContribution ? cell($0) : "" })
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
    var lines = table.lines(fitting: columns, heading: bold)
    lines.append("Contributions in \(ColourScale.unit(of: analysis.explained.target)).")
    if let note = NgramNote.sentence(analysis.explained.explainer) { lines.append(note) }
    return lines.joined(separator: "\n")
  }

  private var finding: String { FindingSentences.terminal(analysis) }

  private func bold(_ text: String) -> String {
    hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
