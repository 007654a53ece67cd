import Classifier
import HTML
import Literate
import SourceText

/// `{reviews}`: all reviews with an excerpt, words in reading order, the verdict, and whether it is right.
struct ReviewsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "reviews"
  static let summary = "The list of all reviews with their verdicts, linked to their pages."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{reviews #tbl-reviews}
    ```
    """

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let rows = context.listed.map { row($0, context) }
    let body: HTML = """
      \(choice(context.selections))<table class="picks">
      <colgroup><col><col class="w2"><col class="w3"><col class="w4"></colgroup>
      <thead><tr><th scope="col" class="left">Review</th><th scope="col" class="left c2">Words, in reading order</th>\
      <th scope="col" class="left">Verdict</th><th scope="col" class="left">Label</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      """
    return ChunkOutput(body: body, layout: .wide, isFigure: true)
  }

  /// Returns links to the lists by kind of verdict.
  private func choice(_ selections: [ReviewSelection.Link]) -> HTML {
    guard !selections.isEmpty else { return "" }
    let links = selections.map { link -> HTML in
      let current: HTML = link.isCurrent ? " aria-current=\"page\"" : ""
      return "<a\(href: link.path)\(current)>\(link.title) <span>\(link.count)</span></a>"
    }
    return """
      <nav class="choice" aria-label="Reviews by verdict">\(links.joined())</nav>

      """
  }

  private func row(_ review: ReviewSummary, _ context: ReportContext) -> HTML {
    // For two classes the bar starts in the middle, for more at the left.
    let isBinary = review.prediction.classes.count == 2
    let p = isBinary ? review.probability : review.prediction.confidence
    let middle = isBinary ? 0.5 : 0
    let start = min(p, middle)
    return """
      <tr><th scope="row"><a\(href: context.root + context.run.reviewPath(review.id))>\(review.title)</a> \
      <span class="excerpt" dir="auto">\(review.excerpt)</span></th>
      <td class="c2">\(review.spark)</td>
      <td class="left">\(review.prediction.verdict), \(NumberText.percent(review.prediction.confidence))\
      <svg \(Paint.share) aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">\
      <path \(Paint.track) d="M0 4h100v2H0z"/><rect \(Paint.sign(isNegative: p < middle)) \
      x="\(NumberText.coordinate(100 * start))" y="0" width="\(NumberText.coordinate(100 * abs(p - middle)))" height="10"/>\
      <line class="axis" x1="\(isBinary ? 50 : 0)" x2="\(isBinary ? 50 : 0)" y1="-1" y2="11"/></svg></td>
      \(label(review))</tr>
      """
  }

  private func label(_ review: ReviewSummary) -> HTML {
    guard let label = review.label else { return "<td class=\"left\">–</td>" }
    let isRight = label == review.prediction.label
    return """
      <td class="mark left\(isRight ? "" : " wrong")">\(mark(isRight))\(isRight ? "right" : "wrong") \
      <span class="sub">\(label.name)</span></td>
      """
  }
}
