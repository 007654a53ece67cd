import Attribution
import Blocks
import Classifier
import HTML
import Literate
import Processes
import SourceText

/// `{orders}`: the predictions of each embedded architecture for shuffled words, and without one of them.
struct OrdersChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "orders"
  static let summary =
    "The predictions of each embedded architecture for the review's words in other orders, and without one of them."
  static let scopes: Set<Scope> = [.report, .review]
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{orders #tbl-orders word=not}
    text: This is not a good film.
    ```
    """

  private let text: String?
  private let word: String?
  private let label: Label?
  private let count: Int
  private let seed: Int

  init(options: inout Options) {
    text = options.takeText("text", values: "a text instead of the review")?.value
    word = options.takeText("word", values: "a word of the review")?.value
    label = options.take(
      "label", default: nil, among: Label.binary.map { ($0.name, Optional($0)) })
    count = options.take("shuffles", default: 100, in: 1...10_000)
    seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let focus = analysis.pick
    let text = text ?? focus.text
    var rows: [Table.Row] = []
    let contrasts = try Contrast.all(jobs: context.run.jobs)
    let found = Parallel.map(contrasts.count, jobs: context.run.jobs) { index in
      let (name, model) = (contrasts[index].architecture.rawValue, contrasts[index].model)
      return analysis.findings.finding(name, text, "\(count)", "\(seed)") {
        WordOrders(
          model.encode(text), model: model, output: Output(.probability), count: count, seed: seed)
      }
    }
    var right = 0
    for (contrast, orders) in zip(contrasts, found) {
      if let label, (orders.written >= 0.5) == (label == .positive) { right += 1 }
      let model = contrast.model
      let review = model.encode(text)
      let without = word.map { word -> Phrase in
        let rest = review.tokens.filter { $0.text != word }.map(\.text).joined(separator: " ")
        let prediction = model.predict(model.encode(rest))
        return Phrase(NumberText.percent(prediction.probability(of: .positive), digits: 1))
      }
      rows.append(
        Table.Row(
          Phrase(contrast.architecture.title),
          [Phrase(NumberText.percent(orders.written, digits: 1))] + [without].compactMap(\.self)
            + [range(orders), change(orders.largestChange)]))
    }
    let withoutHead = word.map { Table.Column("Without any “\($0)”", .number) }
    let table = Table(
      named: "Orders of the words of “\(self.text ?? focus.title)”",
      columns: [.init("Architecture", .text), .init("As written", .number)]
        + [withoutHead].compactMap(\.self) + [
          .init("Words shuffled", .number), .init("Largest change of the logit", .number),
        ], rows: rows)
    return ChunkOutput(
      body: [.table(table)],
      caption: """
        The probability that “\(self.text ?? focus.title)” is positive: as written, \
        \(word.map { "without any “\($0)”, " } ?? "")and the range over \(counted(count, "random order")) of its words.\
        \(verdicts(right, of: contrasts.count))
        """,
      layout: .wide, isFigure: true)
  }

  /// A sentence about the verdicts for the text as written; empty without a label.
  private func verdicts(_ right: Int, of count: Int) -> String {
    guard let label else { return "" }
    let share =
      right == 0
      ? "None of the \(count) architectures gives"
      : right == count
        ? "All \(count) architectures give"
        : "\(right) of the \(count) architectures \(right == 1 ? "gives" : "give")"
    return " \(share) the text as written the right verdict, \(label.name)."
  }

  /// Formats a change, in scientific notation if it is mere rounding.
  private func change(_ value: Double) -> Phrase {
    value < 1e-3
      ? .scientific(value) : Phrase(NumberText.fixed(value, digits: 2))
  }

  private func range(_ orders: WordOrders) -> Phrase {
    let ends = [orders.shuffled.lowerBound, orders.shuffled.upperBound].map {
      NumberText.percent($0, digits: 1)
    }
    return ends[0] == ends[1] ? "\(ends[0])" : "\(ends[0]) to \(ends[1])"
  }
}
