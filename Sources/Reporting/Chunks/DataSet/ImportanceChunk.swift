import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate
import SourceText

/// `{importance}`: the words that decide over all reviews, with their contributions and frequencies.
struct ImportanceChunk: ChunkOfDataSet {
  static let verb = "importance"
  static let summary =
    "The words that decide over all reviews: contributions, spread, frequency, and where they did most."
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{importance #tbl-importance rows=6 minimum=1}
    ```
    """

  /// The order of the words.
  enum Order: String, CaseIterable {
    case sum
    case mean
    case strongest
    case occurrences

    var order: WordImportance.Order {
      switch self {
      case .sum: .sum
      case .mean: .mean
      case .strongest: .strongest
      case .occurrences: .occurrences
      }
    }

    var summary: String {
      switch self {
      case .sum: "the magnitude of the summed contribution, which favours frequent words"
      case .mean: "the magnitude of the mean contribution, which favours rare words"
      case .strongest: "the number of reviews in which the word is among the strongest"
      case .occurrences: "the number of occurrences"
      }
    }
  }

  let filter: ReviewFilter<ReportContext>?
  private let method: String?
  var recordedMethods: [String] { [method ?? ""] }
  private let order: Order
  private let rows: Int
  private let minimum: Int
  private let strongest: Int

  init(options: inout Options) {
    filter = options.takeFilter()
    method = options.takeContributions()
    order = options.take("by", default: .sum)
    rows = options.take("rows", default: 20, in: 1...1000)
    minimum = options.take("minimum", default: 5, in: 1...1_000_000)
    strongest = options.take("strongest", default: 5, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = ImportanceStudy.of(reviews, method: method, strongest: strongest)
    guard study.words.reviews > 0 else {
      return reviews.missing("The importance of words is not known", .noReviews)
    }
    guard study.hasContributions else {
      return ChunkOutput(
        body: [.paragraph("No method of this run gives contributions of words in these reviews.")],
        isFigure: false)
    }
    switch study.words.words(by: order.order, minimum: minimum, limit: rows) {
    case .failure(let reason):
      return reason == .noOccurrence
        ? ChunkOutput(
          body: [.paragraph("No word occurs in \(counted(minimum, "review")) or more.")],
          isFigure: false)
        : reviews.missing("The importance of words is not known", reason)
    case .success(let words):
      let table = ImportanceTable(words, reviews)
      return ChunkOutput(
        body: [.table(table.main)], caption: caption(study, words, reviews), layout: .wide,
        alternative: table.byVerdict, isFigure: true)
    }
  }

  private func caption(
    _ study: ImportanceStudy, _ words: [WordStatistics], _ reviews: SelectedReviews
  ) -> Phrase {
    let context = reviews.context
    let name = method ?? context.run.analyst.methods.first { $0.method.isSigned }?.name ?? ""
    let title = AttributionMethods.named(name)?.card.title ?? name
    let subject: Phrase =
      context.totals?.subject.map { "“\($0.name)”" } ?? "the verdict of the review"
    let unit = ColourScale.unit(of: context.run.analyst.target)
    return """
      The \(counted(words.count, "word")) out of \(study.words.vocabulary) that come first by \(order.summary), among those \
      in at least \(counted(minimum, "review")); \(counted(study.words.reviews, "review"))\(reviews.condition). Contributions to \
      \(subject) by \(title), in \(unit). The mean is per occurrence, with its 95 % interval over reviews; the spread is the \
      standard deviation. A word is among the strongest of a review if \
      \(strongest == 1 ? "no other word contributes more" : "it is one of the first \(strongest)") by magnitude.
      """
  }
}
