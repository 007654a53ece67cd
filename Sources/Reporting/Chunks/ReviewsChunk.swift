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

  private let query: ReviewQuery

  init(options: inout Options) { query = ReviewQuery(options: &options) }

  var measures: [ReviewMeasure<ReportContext>] { query.measures }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let table = Table(
      style: "picks",
      columns: [
        .init("Review", .text),
        .init("Words, in reading order", .text, cells: .standard, style: "c2"),
        .init("Verdict", .text), .init("Label", .text),
      ], widths: [nil, "w2", "w3", "w4"],
      rows: query.isEmpty
        ? context.listed.indices.map { index in
          row(context.listed[index], number: context.listed.number(at: index), context)
        } : [])
    if !query.isEmpty {
      return query.output(in: context, standard: table) { row($0, number: $1, context) }
    }
    return ChunkOutput(
      body: Self.navigation(above: context) + [.table(table)] + Self.navigation(below: context)
        + Self.search(context), caption: Self.caption(context), layout: .wide, isFigure: true)
  }

  /// Returns links to the lists by kind of verdict, to other orders, and to the groups of this one.
  private static func navigation(above context: ReportContext) -> [Block] {
    let links = context.links
    return navigation("Reviews by verdict", links.selections, context)
      + navigation("Order of the reviews", links.orders, context)
      + navigation("Reviews by label", links.groups, context)
  }

  /// Returns links to the pages of the list.
  private static func navigation(below context: ReportContext) -> [Block] {
    navigation("Pages of the list", context.links.pages, context)
  }

  /// Returns the meaning of the marks; nil if no method marks words by the sign of their effect.
  private static func caption(_ context: ReportContext) -> Phrase? {
    guard let totals = context.totals, totals.supporting != nil || totals.opposing != nil else {
      return nil
    }
    let explainer = context.run.analyst.explainer
    let supported: Phrase =
      totals.subject.map { "“\($0.name)”" } ?? "the predicted class of the review"
    let opposed = totals.subject == nil ? "other classes" : ExplainedClass(explainer).opposite
    return """
      Words with a solid line contribute to \(supported), words with a dotted line to \(opposed); the darker, the more. Each \
      excerpt shows words for the verdict, then some against it.
      """
  }

  /// Returns the script of the search, if the list has one.
  private static func search(_ context: ReportContext) -> [Block] {
    guard let search = context.links.search else { return [] }
    return [
      .control(
        """
        <!-- Policy: script-src 'self' for the search, which the list does without if it is refused; \
        style-src 'self'; img-src 'self'. -->
        <script\(source: context.root + ListSearch.scriptPath) data-files="\(search.files)" \
        data-selection="\(context.links.selection.rawValue)" data-count="\(context.links.count)"></script>
        """)
    ]
  }

  private static func navigation(
    _ name: String, _ links: [ListLinks.Link?], _ context: ReportContext
  ) -> [Block] {
    guard !links.isEmpty else { return [] }
    let marks = links.map { link -> HTML in
      guard let link else { return "<span aria-hidden=\"true\">…</span>" }
      let current: HTML = link.isCurrent ? " aria-current=\"page\"" : ""
      let label = link.name.map { " aria-label=\"\($0)\"" as HTML } ?? ""
      let count = link.count.map { " <span>\($0)</span>" as HTML } ?? ""
      return "<a\(href: context.root + link.path)\(current)\(label)>\(link.title)\(count)</a>"
    }
    return [
      .control(
        """
        <nav class="choice" aria-label="\(name)">\(marks.joined())</nav>

        """)
    ]
  }

  private func row(
    _ review: ReviewSummary, number: Int, _ context: ReportContext
  ) -> Table.Row {
    // For two classes the bar starts in the middle, for more at the left.
    let isBinary = review.prediction.classes.count == 2
    let p = isBinary ? review.probability : review.prediction.confidence
    let middle = isBinary ? 0.5 : 0
    let bar = CellBar.share(
      from: min(p, middle), to: max(p, middle), Paint.sign(isNegative: p < middle),
      marks: """
        <line class="axis" x1="\(isBinary ? 50 : 0)" x2="\(isBinary ? 50 : 0)" y1="-1" y2="11"/>
        """)
    let page = context.root + context.run.reviewPath(review.id, number: number)
    return Table.Row([
      .header(
        "\(link: Phrase(review.title.clipped(200)), to: page) \(piece: .marked(review.excerpt))"),
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
