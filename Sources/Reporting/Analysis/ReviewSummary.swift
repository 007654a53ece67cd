import Attribution
public import Blocks
public import Classifier
import Faithfulness
import Figures
public import HTML
import Literate
package import Spooling

/// The part of an analysis that the list of reviews and the totals keep after its page is written.
///
/// A run may have many thousands of reviews, so it is kept as about a kilobyte of a file; what the list shows is composed for
/// each of its pages.
public struct ReviewSummary: Sendable {
  /// The pick's id and title.
  public let id: String
  public let title: String
  /// The pick's label, if it has one.
  public let label: Label?
  /// The target class.
  let subject: Label
  /// The prediction of the model.
  public let prediction: Prediction
  /// The probability of the target class.
  public let probability: Double
  /// The words that contributed most to the verdict, with their neighbours, and the words most against it, marked.
  public var excerpt: MarkedText { shortText.marked }
  /// A sparkline of the contributions in reading order.
  public var spark: HTML { bars.html(named: sidesInWords) }
  /// A word and its contribution to the target class.
  struct Word: Hashable, Sendable {
    let text: String
    let contribution: Double
  }
  /// The word with the largest contribution to the target class, and the one with the largest against it; nil if no word is
  /// marked with that sign.
  let strongest: (supporting: Word?, opposing: Word?)
  /// The numbers of words that are marked with each sign.
  private let sides: (supporting: Int, opposing: Int)
  /// The classes that these words support.
  private let classes: (supported: String, opposed: String)
  private let shortText: CompactExcerpt
  private let bars: Sparkline
  /// The number of words that the model reads, and the number of unknown ones among them.
  public let words: Int
  public let unknown: Int
  /// The largest difference between two rows of the gradient; NaN without a gradient.
  public let maxRowDifference: Double
  /// The convergence delta of the run's first complete method; nil if there is none.
  public let convergenceDelta: Double?
  /// The agreement of the run's methods; nil if no document shows it over all reviews.
  let agreement: MethodAgreement?
  /// The measurements for claims over all reviews, by claim text.
  let findings: [String: ReviewFinding]
  /// The measurements for the measures of documents, in their order.
  let measurements: [ReviewMeasurement]
  /// What chunks about the whole data set need; nil if no document has one.
  ///
  /// It is kept apart from the rest.
  var record: ReviewRecord?

  init(
    _ analysis: ReviewAnalysis, findings: [String: ReviewFinding],
    measurements: [ReviewMeasurement] = [], comparesMethods: Bool
  ) {
    self.findings = findings
    self.measurements = measurements
    agreement = comparesMethods && !analysis.isWordless ? analysis.agreement : nil
    id = analysis.pick.id
    title = analysis.pick.title
    label = analysis.pick.label
    subject = analysis.subject.label
    prediction = analysis.prediction
    probability = analysis.probability
    self.words = analysis.tokens.count
    unknown = analysis.tokens.count { !$0.isKnown }
    maxRowDifference =
      analysis.explained.explainer.hasGradients ? analysis.collapse.maxRowDifference : .nan
    let scores = analysis.results.leading?.attribution.scores ?? []
    let words = StrongestWords(analysis, isListed: true)
    shortText = CompactExcerpt(ReviewExcerpt(analysis, words).marked)
    bars = Sparkline(scores, analysis.listScale)
    let marked = scores.indices.filter { analysis.listScale.step(of: scores[$0]) != 0 }
    // Of equal contributions, the first word's counts.
    func strongest(_ sign: Double) -> Word? {
      let largest = marked.max { (sign * scores[$0], $1) < (sign * scores[$1], $0) }
      guard let largest, sign * scores[largest] > 0 else { return nil }
      return Word(text: analysis.words[largest].clipped(40), contribution: scores[largest])
    }
    self.strongest = (strongest(1), strongest(-1))
    let sign = words?.isForTarget ?? true ? 1 : -1
    sides = (
      words?.steps.count { sign * $0 > 0 } ?? 0, words?.steps.count { sign * $0 < 0 } ?? 0
    )
    classes = (analysis.subject.label.name, analysis.subject.plainOpposite)
    convergenceDelta =
      analysis.results.first {
        $0.method.card.axioms.contains(.completeness)
      }?.attribution.convergenceDelta
  }

  package init(from record: inout RecordReader) {
    id = record.text()
    title = record.text()
    label = record.value(String?.self).map { Label($0) }
    subject = Label(record.text())
    prediction = record.prediction()
    probability = record.number()
    shortText = record.value()
    bars = record.value()
    strongest = (record.word(), record.word())
    sides = (record.integer(), record.integer())
    classes = (record.text(), record.text())
    words = record.integer()
    unknown = record.integer()
    maxRowDifference = record.number()
    convergenceDelta = record.truth() ? record.number() : nil
    agreement = record.truth() ? record.agreement() : nil
    findings = Dictionary(
      (0..<record.count()).map { _ in (record.text(), record.value()) }
    ) { first, _ in first }
    measurements = record.value()
  }

  package func record(to record: inout RecordWriter) {
    record.write(id)
    record.write(title)
    record.write(label?.name)
    record.write(subject.name)
    record.write(prediction)
    record.write(probability)
    record.write(shortText)
    record.write(bars)
    record.write(strongest.supporting)
    record.write(strongest.opposing)
    record.write(sides.supporting)
    record.write(sides.opposing)
    record.write(classes.supported)
    record.write(classes.opposed)
    record.write(words)
    record.write(unknown)
    record.write(maxRowDifference)
    record.write(convergenceDelta != nil)
    if let convergenceDelta { record.write(convergenceDelta) }
    record.write(agreement != nil)
    if let agreement { record.write(agreement) }
    record.write(findings.count)
    for (claim, finding) in findings.sorted(by: { $0.key < $1.key }) {
      record.write(claim)
      record.write(finding)
    }
    record.write(measurements)
  }

  /// The size in bytes of the review's row in a list, within a few per cent.
  var sizeOfRow: Int {
    let texts = [id, title.clipped(200), prediction.verdict, label?.name ?? ""]
    let excerpt = Phrase(.marked(excerpt)).html.markup.utf8.count
    // The rest is the same in all rows.
    return texts.reduce(720 + excerpt + bars.size) { $0 + HTML(text: $1).markup.utf8.count }
  }

  /// The numbers of marked words, as the text alternative of the sparkline.
  private var sidesInWords: String {
    guard sides.supporting + sides.opposing > 0 else { return "No word is marked" }
    return
      "\(counted(sides.supporting, "word")) for \(classes.supported), \(sides.opposing) for \(classes.opposed)"
  }
}

extension RecordReader {
  fileprivate mutating func word() -> ReviewSummary.Word? {
    truth() ? ReviewSummary.Word(text: text(), contribution: number()) : nil
  }
}

extension RecordWriter {
  fileprivate mutating func write(_ word: ReviewSummary.Word?) {
    write(word != nil)
    if let word {
      write(word.text)
      write(word.contribution)
    }
  }
}

extension ReviewSummary: Recordable {}

extension Prediction {
  /// The verdict as a word that begins a sentence.
  public var verdict: String { label.verdict }
}

extension Label {
  /// The class as a verdict, a word that begins a sentence.
  var verdict: String { name.prefix(1).uppercased() + name.dropFirst() }
}
