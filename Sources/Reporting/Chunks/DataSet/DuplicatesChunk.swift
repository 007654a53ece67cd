import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate
import SourceText

/// `{duplicates}`: reviews with equal or nearly equal texts, their labels, and those that are among the training data.
struct DuplicatesChunk: ChunkOfDataSet, ChunkOfOtherReviews {
  static let verb = "duplicates"
  static let summary =
    "Equal and nearly equal reviews, equal texts with different labels, and reviews that the training data contain."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{duplicates #tbl-duplicates threshold=0.5}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  let others: OtherReviews?
  private let rows: Int
  private let threshold: Double

  init(options: inout Options) {
    filter = options.takeFilter()
    others = options.takeReviews(
      "train-data", values: "the reviews that the model was trained on; default: none")
    rows = options.take("rows", default: 10, in: 1...1000)
    threshold = options.take("threshold", default: 0.8, in: 0.3...1)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = DuplicateStudy.of(reviews, threshold: threshold, training: others)
    switch study.groups {
    case .failure(let reason): return reviews.missing("Reviews cannot be compared", reason)
    case .success(let groups):
      // What matters most comes first: leaks, then different labels, then the number of reviews.
      let sorted = groups.sorted {
        let (one, other) = (Self.rank($0), Self.rank($1))
        return one != other
          ? one.lexicographicallyPrecedes(other)
          : ($0.members.first?.reference.number ?? 0) < ($1.members.first?.reference.number ?? 0)
      }
      let sentence = sentence(study, groups.count, reviews)
      guard !sorted.isEmpty else {
        return ChunkOutput(body: [.paragraph(sentence)], isFigure: false)
      }
      return ChunkOutput(
        body: [.table(table(of: sorted.prefix(rows), context))],
        caption: """
          \(sentence) Similarity is Jaccard’s, of runs of three words; reviews of a group may be less similar to each other than to a \
          third one. \(rows < sorted.count ? "\(rows) of them \(rows == 1 ? "is" : "are") shown." : "")
          """, layout: .wide, isFigure: true)
    }
  }

  private static func rank(_ group: DuplicateGroup) -> [Int] {
    [group.isLeak ? 0 : 1, group.hasConflict ? 0 : 1, -group.members.count]
  }

  private func sentence(
    _ study: DuplicateStudy, _ groups: Int, _ reviews: SelectedReviews
  ) -> Phrase {
    let against: Phrase =
      study.training > 0 ? " and \(study.training) training reviews" : ""
    let leaks: Phrase =
      study.training == 0
      ? "Whether the training data contain them is not known: no training data are given."
      : study.leaks == 0
        ? "None of them is among the training data."
        : """
        \(counted(study.leaks, "review")) \(study.leaks == 1 ? "is" : "are") also among the training data, which makes the \
        accuracy look better than it is.
        """
    let found: Phrase =
      groups == 0
      ? "No two of \(counted(study.reviews, "review"))\(reviews.condition)\(against) are equal or nearly equal."
      : """
      \(counted(study.reviews, "review"))\(reviews.condition)\(against) contain \(counted(groups, "group")) of equal or nearly equal \
      texts, \(study.conflicts) of them with different labels.
      """
    return "\(found) \(leaks)"
  }

  private func table(of groups: ArraySlice<DuplicateGroup>, _ context: ReportContext) -> Table {
    let classes = context.run.analyst.explainer.classes
    return Table(
      named: "Equal and nearly equal reviews",
      columns: [
        .init("Reviews", .text), .init("Labels", .text), .init("Similarity", .number),
        .init("Remark", .text),
      ],
      rows: groups.map { group in
        let shown = group.members.prefix(6).map { member in
          member.reference.collection == .evaluated
            ? context.link(to: member.reference.number)
            : "a training review, \(training(member.reference.number, context))"
        }
        let more: Phrase = group.members.count > 6 ? ", …" : ""
        let labels = group.members.prefix(6).map { $0.label.map { classes[$0].name } ?? "–" }
        var remarks: [String] = []
        if group.isLeak { remarks.append("in the training data") }
        if group.hasConflict { remarks.append("different labels") }
        return Table.Row(
          shown.joined(separator: ", ") + more,
          [
            Phrase(labels.joined(separator: ", ")),
            group.isEqual
              ? "equal" : .number(group.similarity, NumberText.fixed(group.similarity, digits: 2)),
            Phrase(remarks.joined(separator: ", ")),
          ])
      })
  }

  private func training(_ number: Int, _ context: ReportContext) -> Phrase {
    let pick = others.flatMap { context.run.others[$0.resolved] }?[number]
    return pick.map { "“\($0.title.clipped(40))”" } ?? ""
  }
}
