import Attribution
import Blocks
import Classifier
import Figures
import HTML
import Literate
import Site

/// A table of words by methods: the strongest words with bars, then the sum of the others, then the totals.
struct MethodTable {
  let analysis: ReviewAnalysis
  let results: [ReviewAnalysis.Result]
  /// The places of the strongest words in the order of the run's first method, which connect rows with words in the text.
  private let ranks: [Int: Int]
  /// The beginning of the ids of explained words.
  private let glossary: String
  /// The relative path of the page that shows the words.
  let reviewPage: String
  private let shown: [Int]
  private let order: [Int]
  /// The words whose place in the order is not settled, if the first method samples.
  private let sampledOrder: SampledOrder
  private let scales: [Double]

  init(
    analysis: ReviewAnalysis, results: [ReviewAnalysis.Result], limit: Int,
    in context: ReportContext
  ) {
    reviewPage = context.root + context.run.reviewPath(analysis.pick.id, number: analysis.number)
    self.analysis = analysis
    self.results = results
    order = Self.order(analysis, by: results.first)
    shown = Array(order.prefix(limit))
    sampledOrder = SampledOrder(analysis, by: results.first, limit: limit)
    glossary = context.pictureID("of")
    ranks =
      context.scope == .review ? Self.ranks(analysis, limit: StyleSheet.mostLinkedWords) : [:]
    let signed = results.filter(\.isContribution)
    let largest = signed.flatMap { $0.attribution.scores.map(abs) }.max() ?? 0
    scales = results.map { result in
      result.isContribution
        ? largest : (result.attribution.scores.map(abs).max() ?? 0) / 0.7
    }
  }

  /// Whether the table omits words.
  var hidesWords: Bool { shown.count < order.count }

  /// Returns the indices of the read tokens, strongest first, ties in reading order.
  static func order(_ analysis: ReviewAnalysis, by result: ReviewAnalysis.Result?) -> [Int] {
    guard let result else { return Array(analysis.words.indices) }
    return analysis.findings.finding("order", result.method.key) {
      let magnitudes = result.attribution.scores.map(abs)
      return magnitudes.indices.sorted { (magnitudes[$0], $1) > (magnitudes[$1], $0) }
    }
  }

  /// Returns the places of the strongest words by their index, from 0, in the order of the run's first method.
  static func ranks(_ analysis: ReviewAnalysis, limit: Int) -> [Int: Int] {
    let order = order(analysis, by: analysis.results.first).prefix(limit)
    return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
  }

  var table: Table {
    Table(
      style: Style("methods-table columns-\(results.count < 10 ? "\(results.count)" : "many")"),
      columns: columns(results), rows: shown.map(row),
      foot: [rest, unknown, special, padding].compactMap(\.self) + sums + [reference])
  }

  /// A sentence about the intervals of sampled scores and the words that they leave in no settled order; empty if there are
  /// none.
  var sampling: String {
    SamplingError.sentence(results) + sampledOrder.sentence
  }

  /// All words in reading order, as numbers only, without methods that give all words the same number.
  var allWords: Table {
    let telling = results.filter { !$0.attribution.isConstant }
    let results = telling.isEmpty ? results : telling
    // Whether scores are contributions is determined once per method, not per cell.
    let scores = results.map { ($0.attribution.scores, $0.isContribution) }
    return Table(
      columns: columns(results),
      rows: analysis.words.enumerated().map { token, word in
        Table.Row(
          Phrase(word),
          scores.map { Phrase(Self.number($0[token], 2, isContribution: $1)) })
      })
  }

  private func columns(_ results: [ReviewAnalysis.Result]) -> [Table.Column] {
    [.init("Word", .text)] + results.map { .init(Phrase($0.method.title)) }
  }

  private func row(_ token: Int) -> Table.Row {
    let cells = results.enumerated().map { slot, result -> Phrase in
      let score = result.attribution.scores[token]
      let number = Self.number(score, 1, isContribution: result.isContribution)
      let bar =
        result.supports
        ? CellBar.signed(score, largest: scales[slot])
        : CellBar.unsigned(score, largest: scales[slot])
      return "\(span: Phrase(number))\(.graphic(bar))"
    }
    let place = "\(reviewPage)#t\(analysis.review.firstPosition + token)"
    return Table.Row(
      "\(link: Phrase(analysis.words[token]), to: place)\(sampledOrder.marked.contains(token) ? " ≈" : "")",
      cells, style: ranks[token].map { Style("r\($0)") })
  }

  private static func number(_ score: Double, _ digits: Int, isContribution: Bool) -> String {
    isContribution
      ? NumberText.points(score, digits: digits) : NumberText.fixed(score, digits: 4)
  }

  private func foot(
    _ name: Phrase, isTotal: Bool = false, _ cell: (ReviewAnalysis.Result) -> Phrase
  ) -> Table.Row {
    Table.Row(
      name, results.map { $0.isContribution ? cell($0) : "–" },
      style: isTotal ? "total" : nil)
  }

  private func points(_ value: Double) -> Phrase { .span(Phrase(NumberText.points(value))) }

  private var rest: Table.Row? {
    let others = order.dropFirst(shown.count)
    guard !others.isEmpty else { return nil }
    return foot("\(counted(others.count, "other word"))") { result in
      points(others.reduce(0) { $0 + result.attribution.scores[$1] })
    }
  }

  /// The part of the above that belongs to unknown words.
  private var unknown: Table.Row? {
    let unknown = order.filter { !analysis.tokens[analysis.tokens.startIndex + $0].isKnown }
    guard !unknown.isEmpty else { return nil }
    return foot("of these, unknown × \(unknown.count)") { result in
      points(unknown.reduce(0) { $0 + result.attribution.scores[$1] })
    }
  }

  /// The baseline of each method, or its meaning of a missing word.
  private var reference: Table.Row {
    foot(Glossary.baseline.term(id: glossary)) { result in
      let method = result.method.method
      let explainer = analysis.explained.explainer
      if !explainer.hasBaselineRows, let removal = method.removal {
        return explainer.missingWord.maskToken(for: removal) == nil ? "word removed" : "word masked"
      }
      if !explainer.hasBaselineRows, method.baseline == .pad { return "the program’s" }
      let baseline = method.baseline?.rawValue ?? (method.usesBackground ? "background" : "zero")
      return method.removal == .remove ? "word removed" : Phrase(baseline)
    }
  }

  private var special: Table.Row? {
    analysis.review.specials.map { name in
      foot(Phrase(name)) { points($0.attribution.specialTokens) }
    }
  }

  private var padding: Table.Row? {
    let count = analysis.review.paddingPositions.count
    guard count > 0 else { return nil }
    return foot("padding × \(count)") {
      $0.attribution.padding == 0 ? .span("0") : points($0.attribution.padding)
    }
  }

  private var sums: [Table.Row] {
    [
      foot("sum", isTotal: true) { points($0.attribution.sum) },
      foot(Glossary.complete.term(id: glossary)) { result in
        guard let delta = result.attribution.convergenceDelta else { return "–" }
        let needed = NumberText.points(result.attribution.sum - delta)
        if abs(delta) < 5e-4 { return "yes, \(needed)" }
        let promises = result.method.card.axioms.contains(.completeness)
        return promises ? "no, expected \(needed)" : "not promised, \(needed)"
      },
    ]
  }
}
