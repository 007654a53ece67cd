import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{swaps}`: the vocabulary words that would move this review most, and the fewest words whose removal changes the
/// verdict.
struct SwapsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "swaps"
  static let summary =
    "The words that would move the output most, with measured effects, and the fewest words that carry the verdict."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{swaps #tbl-swaps}
    ```
    """

  private let settings: Counterfactuals.Settings

  init(options: inout Options) {
    settings = Counterfactuals.Settings(options: &options)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let found = Counterfactuals(analysis: analysis, settings: settings)
    let flip = found.flip
    guard analysis.explained.explainer.hasLayers else {
      let missing = analysis.explained.explainer.meaning(of: settings.removal, settings.baseline)
      return ChunkOutput(
        body: [.paragraph(Phrase(found.sentence(flip)), style: "flip")],
        caption: """
          The smallest set of words found whose removal changes the verdict, in \(counted(flip.evaluations, "prediction")). A \
          missing word is \(missing). A program exposes no vocabulary from which other words could be tried.
          """,
        layout: .wide, alternative: allWords(flip, analysis, in: context), isFigure: true)
    }
    let swaps = found.swaps
    let vocabulary = NumberFormat(unit: .count)
      .text(for: .integer(analysis.explained.network.text.vocabulary.count))
    let subject = analysis.subject
    let tables = [
      table("Towards \(subject.label.name)", swaps.raising),
      table("Towards \(subject.plainOpposite)", swaps.lowering),
    ]
    return ChunkOutput(
      body: [
        .group(tables.map(Block.table), Block.Group("swaps")),
        .paragraph(Phrase(found.sentence(flip)), style: "flip"),
      ],
      caption: """
        One more word \(found.place(swaps)), the best of all \
        \(vocabulary) by the \(analysis.collapse.collapses ? "one gradient row" : "gradient row there"): \
        the change in \(ColourScale.unit(of: analysis.target)), predicted to first order by the gradient, and measured by a \
        forward pass. A removed word is \(settings.removal.summary(settings.baseline)).
        """,
      layout: .wide, alternative: allWords(flip, analysis, in: context), isFigure: true)
  }

  private func table(_ title: String, _ swaps: [VocabularySwaps.Swap]) -> Table {
    Table(
      named: title,
      columns: [.init(Phrase(title), .text), .init("predicted"), .init("measured")],
      rows: swaps.map { Table.Row(Phrase($0.word), [points($0.predicted), points($0.exact)]) })
  }

  /// Formats a change with two digits, or in scientific notation if two digits would show none.
  private func points(_ change: Double) -> Phrase {
    change != 0 && abs(change) < 5e-5
      ? .scientific(100 * change) : Phrase(NumberText.points(change, digits: 2))
  }

  /// Returns a table of the words of a large set, with links to their positions.
  private func allWords(
    _ flip: SmallestFlip, _ analysis: ReviewAnalysis, in context: ReportContext
  ) -> Table? {
    guard let words = flip.words, words.count > 12 else { return nil }
    let page = context.root + context.run.reviewPath(analysis.pick.id, number: analysis.number)
    let rows = zip(words, flip.interchangeable).map { word, members in
      Table.Row(
        .link(
          Phrase(analysis.words[word]), to: "\(page)#t\(analysis.review.firstPosition + word)"),
        ["\(members)"])
    }
    return Table(
      named: "Words whose removal changes the verdict",
      columns: [.init("Word", .text), .init("interchangeable words")], rows: rows)
  }
}
