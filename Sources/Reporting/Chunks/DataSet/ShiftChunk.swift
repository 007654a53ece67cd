import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate
import SourceText

/// `{shift}`: how far the reviews are from another set: words, lengths, probabilities and contributions.
struct ShiftChunk: ChunkOfDataSet, ChunkOfOtherReviews {
  static let verb = "shift"
  static let summary =
    "The distance between two sets of reviews in words, length, probabilities and contributions, and the words that moved most."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{shift #tbl-shift against=picks.txt rows=5}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  let others: OtherReviews?
  private let method: String?
  var recordedMethods: [String] { [method ?? ""] }
  private let rows: Int
  private let resampling: Resampling

  init(options: inout Options) {
    filter = options.takeFilter()
    others = options.takeReviews(
      "against", values: "the reviews to compare with; default: those of --against-reviews")
    method = options.takeContributions()
    rows = options.take("rows", default: 10, in: 1...1000)
    resampling = options.takeResampling()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    guard let others else {
      return ChunkOutput(
        body: [
          .paragraph(
            "No other reviews are given, so there is nothing to compare with: use \(code: "--against-reviews")."
          )
        ], isFigure: false)
    }
    let reviews = SelectedReviews(context, where: filter)
    let study = ShiftStudy.of(reviews, against: others, method: method, resampling)
    guard study.before > 0, study.after > 0 else {
      return reviews.missing("The two sets cannot be compared", .noReviews)
    }
    var body: [Block] = [.table(quantities(of: study))]
    if let words = study.words.value, words.divergence > 0 {
      body.append(.table(table(of: words, named: "Words whose frequency moved most")))
    }
    if let words = study.contributions?.value, words.divergence > 0 {
      body.append(
        .table(
          table(
            of: words, named: "Words whose share of the contributions moved most", isTested: false))
      )
    }
    return ChunkOutput(
      body: body,
      caption: """
        \(counted(study.after, "review"))\(reviews.condition) compared with \(study.before) from \
        \(code: others.path). Distances of numbers are Kolmogorov and Smirnov’s, those of words the square root of the \
        Jensen–Shannon divergence; both run from 0 to 1, and small print gives 95 % intervals, which lie \
        above the distance of sets that hardly differ. p is the probability of \
        such a distance between two samples of one source; for words, “by chance” is the distance that is expected then. Shares \
        of the contributions are by magnitude.
        """,
      layout: .wide, isFigure: true)
  }

  private func quantities(of study: ShiftStudy) -> Table {
    let numbers = study.quantities.map { quantity -> Table.Row in
      let means = [quantity.means.before, quantity.means.after].map { value -> Phrase in
        .number(
          value,
          quantity.isShare
            ? NumberText.percent(value, digits: 1) : NumberText.fixed(value, digits: 1))
      }
      guard let comparison = quantity.comparison.value else {
        return Table.Row("Mean \(quantity.name)", means + ["–", "–"])
      }
      return Table.Row(
        "Mean \(quantity.name)",
        means + [IntervalText.number(comparison.kolmogorov), IntervalText.p(comparison.p)])
    }
    let words = [("Words", study.words), ("Contributions of words", study.contributions)]
      .compactMap { name, shift -> Table.Row? in
        guard let shift = shift?.value else { return nil }
        let chance = shift.divergenceByChance.value.map {
          "by chance \(NumberText.fixed($0.squareRoot(), digits: 3))"
        }
        return Table.Row(
          Phrase(name),
          [
            "", "", shift.distance.value.map { IntervalText.number($0) } ?? "–",
            Phrase(chance ?? "–"),
          ])
      }
    return Table(
      named: "Distances between the two sets",
      columns: [
        .init("Quantity", .text), .init("Other reviews", .number),
        .init("These reviews", .number), .init("Distance", .number), .init("p", .number),
      ], rows: numbers + words)
  }

  /// The words that moved the two sets apart; a test is of the share of reviews with the word.
  private func table(of shift: WordShift, named name: String, isTested: Bool = true) -> Table {
    Table(
      named: name,
      columns: [
        .init("Word", .text), .init("Other reviews", .number), .init("These reviews", .number),
        .init("Share of the divergence", .number),
      ] + (isTested ? [.init("Adjusted p", .number)] : []),
      rows: shift.words.prefix(rows).filter { $0.part > 0 }.map { word in
        let part = shift.divergence > 0 ? word.part / shift.divergence : 0
        return Table.Row(
          Phrase(word.key.clipped(60)),
          [
            .number(word.before, NumberText.percent(word.before, digits: 3)),
            .number(word.after, NumberText.percent(word.after, digits: 3)),
            .number(part, NumberText.percent(part, digits: 1)),
          ] + (isTested ? [IntervalText.p(word.adjusted)] : []))
      })
  }
}
