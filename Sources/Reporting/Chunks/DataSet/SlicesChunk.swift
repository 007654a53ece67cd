import Attribution
import Blocks
import DataSet
import HTML
import Literate
import SourceText

/// `{slices}`: the accuracy of groups of reviews, and the slices in which the classifier is worse than elsewhere.
struct SlicesChunk: ChunkOfDataSet {
  static let verb = "slices"
  static let summary =
    "Accuracy by length, label, truncation, negation and columns, and the slices found to be worse than the rest."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{slices #tbl-slices minimum=1 words=not,never}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private var settings = SliceStudy.Settings()

  init(options: inout Options) {
    filter = options.takeFilter()
    if let words = options.takeText("words", values: "words separated by commas") {
      settings.words = words.value.split(separator: ",").map { String($0.trimmed) }
        .filter { !$0.isEmpty }
    }
    settings.minimum = options.take("minimum", default: 20, in: 1...1_000_000)
    settings.vocabulary = options.take("vocabulary", default: 1000, in: 0...5000)
    settings.rows = options.take("rows", default: 10, in: 1...100)
    settings.resampling = options.takeResampling()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = SliceStudy.of(reviews, settings)
    if let reason = study.found.reason, reason == .noReviews || reason == .noLabels {
      return reviews.missing("Slices cannot be compared", reason)
    }
    return ChunkOutput(
      body: [.table(groups(of: study))] + found(study, context), caption: caption(reviews, study),
      layout: .wide, isFigure: true)
  }

  /// The accuracy of the groups by family.
  private func groups(of study: SliceStudy) -> Table {
    var family = ""
    return Table(
      named: "Accuracy of groups of reviews",
      columns: [
        .init("Property", .text), .init("Reviews", .text), .init("Number", .number),
        .init("Accuracy", .number), .init("Worse than the rest by", .number), .init("p", .number),
      ],
      rows: study.groups.map { group in
        defer { family = group.family }
        let shown: Phrase = family == group.family ? "" : Phrase(group.family)
        switch group.slice {
        case .failure(let reason):
          return Table.Row(
            [
              .header(shown), Table.Cell(Phrase(group.name)),
              Table.Cell(reason == .noRest ? "all" : "–"), "–", "–", "–",
            ])
        case .success(let slice):
          return Table.Row(
            [.header(shown), Table.Cell(Phrase(group.name))]
              + cells(slice, p: slice.p).map { Table.Cell($0) })
        }
      })
  }

  private func cells(_ slice: Slice, p: Double) -> [Phrase] {
    let accuracy = Proportion.of(slice.rate.total - slice.rate.count, in: slice.rate.total).value
    return [
      "\(slice.rate.total)", accuracy.map { IntervalText.percent($0) } ?? "–",
      IntervalText.points(slice.difference, digits: 1), IntervalText.p(p),
    ]
  }

  private func found(_ study: SliceStudy, _ context: ReportContext) -> [Block] {
    switch study.found {
    case .failure(let reason):
      let cause =
        reason == .oneClass ? "the verdicts are all right or all wrong" : reason.description
      return [.paragraph("Slices cannot be searched for errors, because \(cause).")]
    case .success(let report):
      let tested = counted(report.tested, "slice")
      guard !report.slices.isEmpty else {
        return [
          .paragraph(
            """
            Of \(tested) with one or two properties, none is significantly worse than its rest after correction for looking at so \
            many.
            """)
        ]
      }
      let table = Table(
        named: "Slices that are worse than the rest",
        columns: [
          .init("Reviews", .text), .init("Number", .number), .init("Accuracy", .number),
          .init("Worse than the rest by", .number), .init("Adjusted p", .number),
          .init("Errors in excess", .number), .init("Wrong verdicts", .text),
        ],
        rows: report.slices.map { slice in
          Table.Row(
            Phrase(slice.conditions.joined(separator: " and ")),
            cells(slice, p: slice.adjusted) + [
              .number(slice.excess, NumberText.fixed(slice.excess, digits: 0)),
              (study.examples[slice.conditions] ?? []).map { context.link(to: $0) }
                .joined(separator: ", "),
            ])
        })
      return [
        .paragraph(
          """
          Of \(tested) with one or two properties, \(report.worse) \(report.worse == 1 ? "is" : "are") significantly worse than the \
          rest at a false discovery rate of 5 %; slices that repeat another one’s errors are merged into it.
          """), .table(table),
      ]
    }
  }

  private func caption(_ reviews: SelectedReviews, _ study: SliceStudy) -> Phrase {
    let unlabelled: Phrase =
      study.unlabelled == 0
      ? "" : " \(counted(study.unlabelled, "review")) without a label are left out."
    return """
      Accuracy of groups of reviews\(reviews.condition). The difference of the error rates is in percentage points, with its 95 % \
      bootstrap interval over reviews; p is Fisher’s, one-sided, adjusted by Benjamini and Hochberg for slices that were \
      searched. Errors in excess are those beyond the rate of the other reviews.\(unlabelled)
      """
  }
}
