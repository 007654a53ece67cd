import Blocks
import Classifier
import Figures
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
    let table = Table(
      style: "picks",
      columns: [
        .init("Review", .text),
        .init("Words, in reading order", .text, cells: .standard, style: "c2"),
        .init("Verdict", .text), .init("Label", .text),
      ], widths: [nil, "w2", "w3", "w4"], rows: context.listed.map { row($0, context) })
    return ChunkOutput(
      body: choice(context.selections) + [.table(table)], layout: .wide, isFigure: true)
  }

  /// Returns links to the lists by kind of verdict.
  private func choice(_ selections: [ReviewSelection.Link]) -> [Block] {
    guard !selections.isEmpty else { return [] }
    let links = selections.map { link -> HTML in
      let current: HTML = link.isCurrent ? " aria-current=\"page\"" : ""
      return "<a\(href: link.path)\(current)>\(link.title) <span>\(link.count)</span></a>"
    }
    return [
      .control(
        """
        <nav class="choice" aria-label="Reviews by verdict">\(links.joined())</nav>

        """)
    ]
  }

  private func row(_ review: ReviewSummary, _ context: ReportContext) -> Table.Row {
    // For two classes the bar starts in the middle, for more at the left.
    let isBinary = review.prediction.classes.count == 2
    let p = isBinary ? review.probability : review.prediction.confidence
    let middle = isBinary ? 0.5 : 0
    let bar = CellBar.share(
      from: min(p, middle), to: max(p, middle), Paint.sign(isNegative: p < middle),
      marks: """
        <line class="axis" x1="\(isBinary ? 50 : 0)" x2="\(isBinary ? 50 : 0)" y1="-1" y2="11"/>
        """)
    let page = context.root + context.run.reviewPath(review.id)
    return Table.Row([
      .header("\(link: Phrase(review.title), to: page) \(piece: .marked(review.excerpt))"),
      Table.Cell(.graphic(review.spark)),
      """
      \(review.prediction.verdict), \(NumberText.percent(review.prediction.confidence)) \(.graphic(bar))
      """,
      label(review),
    ])
  }

  private func label(_ review: ReviewSummary) -> Table.Cell {
    guard let label = review.label else { return "–" }
    let isRight = label == review.prediction.label
    return Table.Cell(
      """
      \(.graphic(.mark(isRight)))\(isRight ? "right" : "wrong") \(secondary: Phrase(label.name))
      """,
      style: isRight ? "mark" : "mark wrong")
  }
}
