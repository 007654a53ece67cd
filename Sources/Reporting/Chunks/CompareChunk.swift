import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{compare}`: a table of words by methods, with bars, and sums that show which methods satisfy completeness.
struct CompareChunk: ChunkOfMethods {
  typealias Context = ReportContext

  static let verb = "compare"
  static let summary = "The strongest words of the review, method by method, with sums."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{compare #tbl-methods rows=10 methods=integrated-gradients,saliency}
    ```
    """

  private let methods: [String]?
  var methodNames: [String]? { methods }
  private let rows: Int

  init(options: inout Options) {
    methods = options.takeMethods()
    rows = options.take("rows", default: 14, in: 1...100_000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let results = analysis.results(named: methods)
    let methods = MethodTable(analysis: analysis, results: results, limit: rows, in: context)
    let subject = analysis.subject
    let unit = ColourScale.unit(of: analysis.explained.target)
    // A report refers to the review's page, on which all words are listed.
    let isListed = context.scope == .review || !methods.hidesWords
    return ChunkOutput(
      body: [.table(methods.table.named("Methods side by side"))],
      caption: """
        Contributions in \(unit), the largest of “\(results.first?.method.title ?? "")” first; bars right of the line \
        support \(subject.label.name), bars left of it \(subject.plainOpposite). Unsigned methods have separate scales.\
        \(Self.unsupported(results))\(methods.sampling)\(isListed ? "" : " All words are on \(link: "the review’s page", to: methods.reviewPage).")
        """,
      layout: .wide,
      alternative: methods.hidesWords && isListed
        ? methods.allWords.named("All words, all methods") : nil,
      isFigure: true)
  }

  /// A sentence about signed methods whose sign does not show which class a word supports; empty if there are none.
  static func unsupported(_ results: [ReviewAnalysis.Result]) -> String {
    let titles = results.filter { $0.method.method.isSigned && !$0.supports }.map(\.method.title)
    guard !titles.isEmpty else { return "" }
    return
      " The sign of \(titles.joined(separator: ", ")) is not that of a word’s effect: grey bars show magnitudes."
  }
}
