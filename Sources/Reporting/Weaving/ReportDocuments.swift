import Literate
import Site
import SourceText

extension SiteDocuments<ReportContext> {
  /// The embedded reports, which need the layers of a model.
  static let standard = ["Reports/average-pooling.md"]

  /// Checks that the classifier of a run offers what the chunks and values of all documents need.
  ///
  /// - Throws: All problems, each at its chunk or value.
  func checkAvailability(in run: Run) throws(Diagnostics) {
    var problems = Diagnostics()
    for document in all {
      let context = ReportContext(
        run: run, scope: document.frontMatter.scope, focus: nil, root: "")
      problems.report(contentsOf: document.unavailability(in: context))
    }
    if problems.hasErrors { throw Diagnostics(problems.sorted) }
  }

  /// Whether a document shows the agreement of methods over all reviews, which costs time for every review.
  var compareMethods: Bool {
    (reports + [index]).flatMap(\.document.chunks)
      .contains { ($0 as? AgreementChunk)?.isOverReviews == true }
  }

  /// Returns the anchors of the headings that are known before weaving.
  func anchors(of run: Run) -> MarkdownAnchors {
    let (picks, index) = (run.picks, PickIndex(run.picks))
    let reports = reports.filter(\.hasKnownTitle).map {
      (path: "\($0.name).html", heading: $0.title)
    }
    return MarkdownAnchors(reports) { path in
      guard let id = Run.review(ofPath: path), let number = index.number(of: id, in: picks) else {
        return nil
      }
      return SiteWeaver.kicker(picks[number], number: number + 1, of: picks.count)
    }
  }
}
