import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate
import SourceText

/// `{confusion}`: the reviews by label and verdict, with the surest reviews of each kind and the words behind them.
struct ConfusionChunk: ChunkOfDataSet {
  static let verb = "confusion"
  static let summary =
    "Reviews by label and verdict, with precision, recall, and the surest reviews of each kind."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{confusion #tbl-confusion rows=3}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private let method: String?
  var recordedMethods: [String] { [method ?? ""] }
  private let rows: Int
  private let words: Int
  private let resampling: Resampling

  init(options: inout Options) {
    filter = options.takeFilter()
    method = options.takeContributions()
    rows = options.take("rows", default: 3, in: 0...100)
    words = options.take("words", default: 6, in: 0...ConfusionStudy.mostWords)
    resampling = options.takeResampling()
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = ConfusionStudy.of(reviews, method: method, listed: rows)
    switch study.matrix.accuracy {
    case .failure(let reason):
      return reviews.missing("Verdicts cannot be compared with labels", reason)
    case .success(let accuracy):
      let scores = scores(of: study, reviews.classes)
      return ChunkOutput(
        body: [.table(matrix(of: study, reviews.classes, context)), .table(scores)]
          + cells(of: study, reviews.classes, context),
        caption: caption(accuracy, study, reviews), layout: .wide, isFigure: true)
    }
  }

  private func caption(
    _ accuracy: Proportion, _ study: ConfusionStudy, _ reviews: SelectedReviews
  ) -> Phrase {
    let unlabelled = study.matrix.unlabelled.reduce(0, +)
    let rest: Phrase =
      unlabelled == 0 ? "" : " \(counted(unlabelled, "review")) without a label are left out."
    return """
      Labels and verdicts of \(counted(accuracy.total, "review"))\(reviews.condition): \
      \(IntervalText.percent(accuracy)) of the verdicts are right. Small print gives 95 % intervals: Wilson’s for shares, \
      the bootstrap’s over reviews for F₁.\(rest)
      """
  }

  // MARK: Tables

  private func matrix(
    of study: ConfusionStudy, _ classes: [String], _ context: ReportContext
  ) -> Table {
    Table(
      named: "Reviews by label and verdict",
      columns: [.init("Label", .text)]
        + classes.map { .init("Verdict \($0)", .number) } + [.init("All", .number)],
      rows: classes.indices.map { label in
        let counts = classes.indices.map { study.matrix.count(label: label, predicted: $0) }
        let total = counts.reduce(0, +)
        let cells = counts.enumerated().map { predicted, count -> Phrase in
          guard count > 0 else { return "0" }
          let id = id(label, predicted, context)
          let shown: Phrase = rows > 0 ? "\(link: "\(count)", to: "#\(id)")" : "\(count)"
          return
            "\(shown) \(small: "(\(NumberText.percent(Double(count) / Double(total), digits: 1)))")"
        }
        return Table.Row(Phrase(classes[label]), cells + ["\(total)"])
      })
  }

  private func scores(of study: ConfusionStudy, _ classes: [String]) -> Table {
    let f1 = study.matrix.f1(resamples: resampling.count, seed: resampling.seed)
    func share(_ share: Decided<Proportion>) -> Phrase {
      share.value.map { IntervalText.percent($0) } ?? "–"
    }
    func number(_ estimate: Decided<Estimate>) -> Phrase {
      estimate.value.map { IntervalText.number($0) } ?? "–"
    }
    let mean = Table.Row("Mean of the classes", ["", "", number(f1.mean)])
    return Table(
      named: "Precision, recall and F₁ by class",
      columns: [
        .init("Class", .text), .init("Precision", .number), .init("Recall", .number),
        .init("F₁", .number),
      ],
      rows: classes.indices.map { index in
        Table.Row(
          Phrase(classes[index]),
          [
            share(study.matrix.precision(of: index)), share(study.matrix.recall(of: index)),
            number(f1.classes[index]),
          ])
      } + [mean])
  }

  // MARK: Cells

  private func id(_ label: Int, _ predicted: Int, _ context: ReportContext) -> String {
    context.pictureID("confusion-\(label)-\(predicted)")
  }

  /// The surest reviews of each cell, wrong verdicts first.
  private func cells(
    of study: ConfusionStudy, _ classes: [String], _ context: ReportContext
  ) -> [Block] {
    guard rows > 0 else { return [] }
    let places = classes.indices.flatMap { label in classes.indices.map { (label, $0) } }
    return (places.filter { $0.0 != $0.1 } + places.filter { $0.0 == $0.1 }).flatMap {
      label, predicted -> [Block] in
      let listed = study.matrix.mostConfident(label: label, predicted: predicted)
      guard !listed.isEmpty else { return [] }
      let head: Phrase = """
        \(strong: "Labelled \(classes[label]), verdict \(classes[predicted])"): \
        \(study.matrix.count(label: label, predicted: predicted)).\(study.words(label, predicted, limit: words))
        """
      let items = listed.map { review -> [Block] in
        [
          .phrase(
            """
            \(context.link(to: review.number)), \(NumberText.percent(review.value, digits: 1)): \
            \(context.excerpt(of: review.number))
            """)
        ]
      }
      return [
        .group(
          [.paragraph(head), .list(Block.List(items))],
          Block.Group(id: id(label, predicted, context)))
      ]
    }
  }
}
