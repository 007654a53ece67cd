import Literate
import Processes
import Site
import SourceText

extension SiteDocuments<ReportContext> {
  /// The embedded reports, which need the layers of a model.
  static let standard = ["Reports/average-pooling.md"]

  /// Checks that the classifier of a run offers what the chunks and values of all documents need.
  ///
  /// - Throws: All problems, each at its chunk or value.
  func checkAvailability(in run: Run) throws(Diagnostics) {
    let documents = all
    let found = Parallel.map(documents.count, jobs: run.jobs) { index in
      let scope = documents[index].frontMatter.scope
      return documents[index].unavailability(
        in: ReportContext(run: run, scope: scope, focus: nil, root: ""))
    }
    var problems = Diagnostics()
    for found in found { problems.report(contentsOf: found) }
    if problems.hasErrors { throw Diagnostics(problems.sorted) }
  }

  /// Whether a document shows the agreement of methods over all reviews, which costs time for every review.
  var compareMethods: Bool {
    (reports + [index]).flatMap(\.document.chunks)
      .contains { ($0 as? AgreementChunk)?.isOverReviews == true }
  }

  /// Whether a document of the author has a playground.
  var hasPlaygroundChunk: Bool {
    (perReview + reports).filter { !isPlayground($0) }.flatMap(\.document.chunks)
      .contains { $0 is PlaygroundChunk }
  }

  /// Returns the largest number of methods among which a reader can choose.
  ///
  /// - Parameter methods: The number of methods of the run; nil if it is not known.
  /// - Returns: The number, at most that of the choices of a page.
  func choices(of methods: Int?) -> Int {
    let lists = all.flatMap(\.chunks).compactMap { ($0 as? TokensChunk)?.methodNames?.count }
    return min(StyleSheet.mostChoices, max(methods ?? StyleSheet.mostChoices, lists.max() ?? 0, 1))
  }

  /// Returns a function from the path of a review's page as on a small site, which authors write, to its true path.
  func reviewPage(in run: Run) -> @Sendable (_ path: String) -> String? {
    let names = perReview.map(\.name)
    return { run.addresses.path(for: $0, documents: names) { run.number(of: $0) } }
  }

  /// Returns the anchors of the headings that are known before weaving.
  func anchors(of run: Run) -> MarkdownAnchors {
    let reports = reports.filter(\.hasKnownTitle).map {
      (path: "\($0.name).html", heading: $0.title)
    }
    return MarkdownAnchors(reports) { path in
      run.addresses.number(at: path) { run.number(of: $0) }.map { number in
        SiteWeaver.kicker(run.picks[number - 1], number: number, of: run.picks.count)
      }
    }
  }
}
