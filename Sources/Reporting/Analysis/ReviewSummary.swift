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
  /// A marked excerpt around the strongest word.
  public var excerpt: MarkedText { shortText.marked }
  /// A sparkline of the contributions in reading order.
  public var spark: HTML { bars.html }
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

  init(
    _ analysis: ReviewAnalysis, findings: [String: ReviewFinding], comparesMethods: Bool
  ) {
    self.findings = findings
    agreement = comparesMethods && !analysis.isWordless ? analysis.agreement : nil
    id = analysis.pick.id
    title = analysis.pick.title
    label = analysis.pick.label
    subject = analysis.subject.label
    prediction = analysis.prediction
    probability = analysis.probability
    words = analysis.tokens.count
    unknown = analysis.tokens.count { !$0.isKnown }
    maxRowDifference =
      analysis.explained.explainer.hasGradients ? analysis.collapse.maxRowDifference : .nan
    let leading = analysis.results.first(where: \.isContribution)
    let scores = leading?.attribution.scores ?? []
    // A list shows many reviews, so the scale of a single page does not apply.
    let scale = analysis.scale.reach == .page ? .fixed : analysis.scale
    shortText = CompactExcerpt(Self.excerpt(analysis, scores, scale))
    bars = Sparkline(scores, scale)
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
    words = record.integer()
    unknown = record.integer()
    maxRowDifference = record.number()
    convergenceDelta = record.truth() ? record.number() : nil
    agreement = record.truth() ? record.agreement() : nil
    findings = Dictionary(
      (0..<record.count()).map { _ in (record.text(), record.value()) }
    ) { first, _ in first }
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
  }

  /// The largest number of Unicode scalars of a word in an excerpt, and of the characters between two words.
  private static let wordLength = 100

  /// The size in bytes of the review's row in a list, within a few per cent.
  var sizeOfRow: Int {
    let texts = [id, title.clipped(200), prediction.verdict, label?.name ?? ""]
    let excerpt = Phrase(.marked(excerpt)).html.markup.utf8.count
    // The rest is the same in all rows.
    return texts.reduce(650 + excerpt + bars.size) { $0 + HTML(text: $1).markup.utf8.count }
  }

  /// Returns up to nine words around the strongest one, or the whole review if it is that short.
  private static func excerpt(
    _ analysis: ReviewAnalysis, _ scores: [Double], _ scale: ColourScale
  ) -> MarkedText {
    let review = analysis.review
    guard !analysis.tokens.isEmpty else {
      let start = String(review.text.prefix(60))
      return MarkedText([.plain(start.clipped(300)[...])])
    }
    let strongest = scores.indices.max { (abs(scores[$0]), $1) < (abs(scores[$1]), $0) } ?? 0
    let first = max(0, min(strongest - 5, analysis.tokens.count - 9))
    let last = min(analysis.tokens.count, first + 9)
    var segments: [MarkedText.Segment] = first > 0 ? [.plain("… ")] : []
    for index in first..<last {
      let step = scores.indices.contains(index) ? scale.step(of: scores[index]) : 0
      if index > first {
        segments.append(.plain(String(analysis.gaps[index]).clipped(wordLength)[...]))
      }
      segments.append(
        .word(String(analysis.words[index]).clipped(wordLength)[...], MarkedText.Mark(step: step)))
    }
    if last < analysis.tokens.count { segments.append(.plain(" …")) }
    return MarkedText(segments)
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
