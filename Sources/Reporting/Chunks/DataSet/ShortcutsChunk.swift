import Attribution
import Blocks
import DataSet
import HTML
import Literate
import SourceText

/// `{shortcuts}`: words, signs, lengths and folders that tell the label better than an opinion would.
struct ShortcutsChunk: ChunkOfDataSet {
  static let verb = "shortcuts"
  static let summary =
    "Words, punctuation, lengths and folders that tell the label better than they should, and whether the model relies on them."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{shortcuts #tbl-shortcuts minimum=1 purity=0.5}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private let method: String?
  var recordedMethods: [String] { [method ?? ""] }
  private var settings = ShortcutStudy.Settings()
  private let rows: Int

  init(options: inout Options) {
    filter = options.takeFilter()
    method = options.takeContributions()
    rows = options.take("rows", default: 10, in: 1...1000)
    settings.purity = options.take("purity", default: 0.9, in: 0...1)
    settings.minimum = options.take("minimum", default: 5, in: 1...1_000_000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = ShortcutStudy.of(reviews, settings, method: method)
    switch study.words {
    case .failure(.noOccurrence):
      return ChunkOutput(
        body: [
          .paragraph(
            """
            No word is in at least \(counted(settings.minimum, "review")) and missing in as many, so none can be tested.
            """)
        ], isFigure: false)
    case .failure(let reason): return reviews.missing("Shortcuts cannot be searched", reason)
    case .success(let words):
      // The most informative words give a measure, also if there is no shortcut.
      let best = words.prefix(rows)
      let share = NumberText.percent(settings.purity)
      let labelled = counted(study.labelled, "labelled review")
      let summary: Phrase =
        study.shortcuts.isEmpty
        ? """
        Of \(counted(words.count, "property", plural: "properties")) in \(labelled)\(reviews.condition), none is in reviews of one \
        label at a share that is surely above \(share). The most informative ones are shown.
        """
        : """
        \(study.shortcuts.count) of \(counted(words.count, "property", plural: "properties")) in \(labelled)\(reviews.condition) \
        \(study.shortcuts.count == 1 ? "occurs" : "occur") in reviews of one label at a share that is surely above \(share).
        """
      let table =
        study.shortcuts.isEmpty
        ? table(of: best.map { ($0, nil) }, reviews)
        : table(of: study.shortcuts.prefix(rows).map { ($0.word, $0) }, reviews)
      return ChunkOutput(
        body: [.table(table)],
        caption: """
          \(summary) The share of the label is the part of its entropy that the property explains. p is that of the G-test, adjusted \
          by Benjamini and Hochberg. The last column says how many other words contribute less, on average and by magnitude.
          """, layout: .wide, isFigure: true)
    }
  }

  private func table(
    of words: [(WordInformation, Shortcut?)], _ reviews: SelectedReviews
  ) -> Table {
    let contributions = ImportanceStudy.of(reviews, method: method)
    return Table(
      named: "Shortcuts",
      columns: [
        .init("Word or property", .text), .init("Tells", .text),
        .init("Share of its reviews", .number),
        .init("Reviews", .number), .init("Share of the label", .number),
        .init("Adjusted p", .number), .init("Mean contribution", .number),
        .init("Relied on more than", .number),
      ],
      rows: words.map { word, shortcut in
        let mean =
          shortcut?.contribution ?? contributions.words.statistics(of: word.key).value?.mean
        return Table.Row(
          Phrase(word.key.clipped(60)),
          [
            Phrase(reviews.classes[word.tells]), IntervalText.percent(word.purity),
            "\(word.reviews)",
            .number(word.share, NumberText.percent(word.share, digits: 1)),
            IntervalText.p(word.adjusted), mean.map { IntervalText.points($0) } ?? "–",
            shortcut?.relianceRank.map {
              .number($0, "\(NumberText.percent($0)) of the words")
            } ?? "–",
          ])
      })
  }
}
