import Attribution
import Blocks
import DataSet
import HTML
import Literate
import SourceText

/// `{suspects}`: the labels that the classifier contradicts most, with the words behind its verdicts.
struct SuspectsChunk: ChunkOfDataSet {
  static let verb = "suspects"
  static let summary =
    "Labels that the model contradicts most, with margin and words: candidates for a second look."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{suspects #tbl-suspects rows=5}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private let rows: Int
  let heldOut: HeldOutFile?

  init(options: inout Options) {
    filter = options.takeFilter()
    rows = options.take("rows", default: 10, in: 1...1000)
    heldOut = options.takeText(
      "held-out", values: "the predictions that 'report evaluate --folds' wrote"
    ).map { HeldOutFile(path: $0.value, location: $0.valueLocation) }
    if let heldOut, !Path.isFile(heldOut.resolved) {
      options.report(
        Diagnostic(
          "there is no file '\(heldOut.path)'", at: heldOut.location,
          hint: "'report evaluate --folds 5 --held-out FILE' writes it"))
    }
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let predictions = heldOut.flatMap { context.run.heldOut[$0.resolved] }
    let study = SuspectStudy.of(reviews, heldOut: predictions)
    switch study.suspects {
    case .failure where study.withoutPrediction > 0:
      return ChunkOutput(
        body: [
          .paragraph(
            """
            Labels cannot be compared with verdicts, because none of \(study.withoutPrediction) labelled \
            reviews\(reviews.condition) has a held-out prediction.
            """)
        ], isFigure: false)
    case .failure(let reason):
      return reviews.missing("Labels cannot be compared with verdicts", reason)
    case .success(let suspects):
      guard !suspects.isEmpty else {
        return ChunkOutput(
          body: [
            .paragraph(
              "Every verdict agrees with its label, so no label is suspect.\(left(out: study))")
          ], isFigure: false)
      }
      return ChunkOutput(
        body: [.table(table(of: suspects.prefix(rows), reviews))],
        caption: caption(study, suspects.count, reviews, isHeldOut: predictions != nil),
        layout: .wide, isFigure: true)
    }
  }

  private func table(of suspects: ArraySlice<SuspectLabel>, _ reviews: SelectedReviews) -> Table {
    Table(
      named: "Suspect labels",
      columns: [
        .init("Review", .text), .init("Label", .text), .init("Verdict", .text),
        .init("Margin", .number), .init("Surer than usual", .text),
      ],
      rows: suspects.map { suspect in
        let context = reviews.context
        return Table.Row(
          "\(context.link(to: suspect.number)) \(context.excerpt(of: suspect.number))",
          [
            Phrase(reviews.classes[suspect.label]), Phrase(reviews.classes[suspect.predicted]),
            .number(suspect.margin, NumberText.fixed(100 * suspect.margin, digits: 1)),
            suspect.isConfident ? "yes" : "no",
          ])
      })
  }

  private func left(out study: SuspectStudy) -> Phrase {
    let count = study.withoutPrediction
    let left = "without a held-out prediction \(count == 1 ? "is" : "are") left out"
    return count == 0 ? "" : " \(counted(count, "labelled review")) \(left)."
  }

  private func caption(
    _ study: SuspectStudy, _ count: Int, _ reviews: SelectedReviews, isHeldOut: Bool
  ) -> Phrase {
    let source: Phrase =
      isHeldOut
      ? "The verdicts come from models that did not see the review in training.\(left(out: study))"
      : "If the model was trained on these reviews, it has learned from their labels, and contradicts wrong ones less often."
    let shown: Phrase =
      count <= rows
      ? "\(counted(count, "label")) that the verdicts contradict,"
      : "The \(rows) labels that the verdicts contradict most, of \(count)"
    return """
      \(shown) among \(counted(study.labelled, "labelled review"))\(reviews.condition). The margin is the probability of the verdict minus that \
      of the label, in percentage points. For \(study.confident) of them the verdict has at least the mean probability that its \
      class has in reviews which carry its label. \(source)
      """
  }
}
