import Attribution
import Classifier
import HTML
import Literate
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
  private let count: Int
  private let seed: Int

  init(options: inout Options) {
    text = options.takeText("text", values: "a text instead of the review")?.value
    word = options.takeText("word", values: "a word of the review")?.value
    count = options.take("shuffles", default: 100, in: 1...10_000)
    seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let focus = analysis.pick
    let text = text ?? focus.text
    var rows: [HTML] = []
    for contrast in try Contrast.all() {
      let model = contrast.model
      let review = model.encode(text)
      let orders = analysis.findings.finding(model.sha256, text, "\(count)", "\(seed)") {
        WordOrders(review, model: model, output: Output(.probability), count: count, seed: seed)
      }
      let without = word.map { word -> HTML in
        let rest = review.tokens.filter { $0.text != word }.map(\.text).joined(separator: " ")
        let prediction = model.predict(model.encode(rest))
        return
          "<td class=\"num\">\(NumberText.percent(prediction.probability(of: .positive), digits: 1))</td>"
      }
      rows.append(
        """
        <tr><th scope="row">\(contrast.architecture.title)</th>\
        <td class="num">\(NumberText.percent(orders.written, digits: 1))</td>\(without ?? "")\
        <td class="num">\(range(orders))</td>\
        <td class="num">\(change(orders.largestChange))</td></tr>
        """)
    }
    let withoutHead = word.map { word -> HTML in
      "<th scope=\"col\" class=\"num\">Without any “\(word)”</th>"
    }
    let table: HTML = """
      <table><thead><tr><th scope="col" class="left">Architecture</th><th scope="col" class="num">As written</th>\
      \(withoutHead ?? "")<th scope="col" class="num">Words shuffled</th>\
      <th scope="col" class="num">Largest change of the logit</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      """
    return ChunkOutput(
      body: scrollingTable(named: "Orders of the words of “\(self.text ?? focus.title)”", table),
      caption: """
        The probability that “\(self.text ?? focus.title)” is positive: as written, \
        \(word.map { "without any “\($0)”, " } ?? "")and the range over \(counted(count, "random order")) of its words.
        """,
      layout: .wide, isFigure: true)
  }

  /// Formats a change, in scientific notation if it is mere rounding.
  private func change(_ value: Double) -> HTML {
    value < 1e-3
      ? NumberText.scientific(value) : "\(NumberText.fixed(value, digits: 2))"
  }

  private func range(_ orders: WordOrders) -> HTML {
    let ends = [orders.shuffled.lowerBound, orders.shuffled.upperBound].map {
      NumberText.percent($0, digits: 1)
    }
    return ends[0] == ends[1] ? "\(ends[0])" : "\(ends[0]) to \(ends[1])"
  }
}
