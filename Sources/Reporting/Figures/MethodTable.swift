import Attribution
import Classifier
import HTML

/// A table of words by methods: the strongest words with bars, then the sum of the others, then the totals.
struct MethodTable {
  let analysis: ReviewAnalysis
  let results: [ReviewAnalysis.Result]
  /// The relative path of the page that shows the words.
  private let reviewPage: String
  private let shown: [Int]
  private let order: [Int]
  private let scales: [Double]

  init(
    analysis: ReviewAnalysis, results: [ReviewAnalysis.Result], limit: Int,
    in context: ReportContext
  ) {
    reviewPage = context.root + context.run.reviewPath(analysis.pick.id)
    self.analysis = analysis
    self.results = results
    order = Self.order(analysis, by: results.first)
    shown = Array(order.prefix(limit))
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
    guard let scores = result?.attribution.scores else { return Array(analysis.words.indices) }
    return scores.indices.sorted { (abs(scores[$0]), $1) > (abs(scores[$1]), $0) }
  }

  var html: HTML {
    let heads = results.map { result -> HTML in "<th scope=\"col\">\(result.method.title)</th>" }
    return """
      <table class="methods-table columns-\(results.count < 10 ? "\(results.count)" : "many")">
      <thead><tr><th scope="col" class="left">Word</th>\(heads)</tr></thead>
      <tbody>
      \(shown.map(row).joined(separator: "\n"))
      </tbody>
      <tfoot>
      \(rest)\(unknown)\(special)\(padding)\(sums)\(reference)</tfoot>
      </table>
      """
  }

  /// All words in reading order, as numbers only, without methods that give all words the same number.
  var allWords: HTML {
    let telling = results.filter { !$0.attribution.isConstant }
    let results = telling.isEmpty ? results : telling
    let heads = results.map { result -> HTML in "<th scope=\"col\">\(result.method.title)</th>" }
    // Whether scores are contributions is determined once per method, not per cell.
    let columns = results.map { ($0.attribution.scores, $0.isContribution) }
    var rows = HTML()
    for (token, word) in analysis.words.enumerated() {
      rows += "<tr><th scope=\"row\">\(word)</th>"
      for (scores, isContribution) in columns {
        rows += "<td>\(Self.number(scores[token], 2, isContribution: isContribution))</td>"
      }
      rows += "</tr>\n"
    }
    return """
      <table><thead><tr><th scope="col" class="left">Word</th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }

  private func row(_ token: Int) -> HTML {
    let cells = results.enumerated().map { slot, result -> HTML in
      let score = result.attribution.scores[token]
      return
        "<td><span>\(Self.number(score, 1, isContribution: result.isContribution))</span>\(bar(result, score, scales[slot]))</td>"
    }
    return """
      <tr><th scope="row"><a\(href: "\(reviewPage)#t\(analysis.review.firstPosition + token)")>\(analysis.words[token])</a></th>\(cells)</tr>
      """
  }

  private func bar(_ result: ReviewAnalysis.Result, _ score: Double, _ scale: Double) -> HTML {
    if result.supports { return signedBar(score, largest: scale) }
    let share = scale > 0 ? abs(score) / scale / 2 : 0
    return """
      <svg \(Paint.bar) aria-hidden="true"><rect \(Paint.flat) x="50%" width="\(percentage(share))" y="30%" \
      height="40%"/></svg>
      """
  }

  private static func number(_ score: Double, _ digits: Int, isContribution: Bool) -> String {
    isContribution
      ? NumberText.points(score, digits: digits) : NumberText.fixed(score, digits: 4)
  }

  private func foot(_ name: String, isTotal: Bool = false, _ cell: (ReviewAnalysis.Result) -> HTML)
    -> HTML
  {
    let cells = results.map { result -> HTML in
      "<td>\(result.isContribution ? cell(result) : "–")</td>"
    }
    let total: HTML = isTotal ? " class=\"total\"" : ""
    return "<tr\(total)><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
  }

  private var rest: HTML {
    let others = order.dropFirst(shown.count)
    guard !others.isEmpty else { return "" }
    return foot(counted(others.count, "other word")) { result in
      let sum = others.reduce(0) { $0 + result.attribution.scores[$1] }
      return "<span>\(NumberText.points(sum))</span>"
    }
  }

  /// The part of the above that belongs to unknown words.
  private var unknown: HTML {
    let unknown = order.filter { !analysis.tokens[analysis.tokens.startIndex + $0].isKnown }
    guard !unknown.isEmpty else { return "" }
    return foot("of these, unknown × \(unknown.count)") { result in
      "<span>\(NumberText.points(unknown.reduce(0) { $0 + result.attribution.scores[$1] }))</span>"
    }
  }

  /// The baseline of each method, or its meaning of a missing word.
  private var reference: HTML {
    foot("baseline") { result in
      let method = result.method.method
      let explainer = analysis.explained.explainer
      if !explainer.hasBaselineRows, let removal = method.removal {
        return explainer.missingWord.maskToken(for: removal) == nil ? "word removed" : "word masked"
      }
      if !explainer.hasBaselineRows, method.baseline == .pad { return "the program’s" }
      let baseline = method.baseline?.rawValue ?? (method.usesBackground ? "background" : "zero")
      return "\(method.removal == .remove ? "word removed" : baseline)"
    }
  }

  private var special: HTML {
    guard let name = analysis.review.specials else { return "" }
    return foot("\(name)") { "<span>\(NumberText.points($0.attribution.specialTokens))</span>" }
  }

  private var padding: HTML {
    let count = analysis.review.paddingPositions.count
    guard count > 0 else { return "" }
    return foot("padding × \(count)") {
      "<span>\($0.attribution.padding == 0 ? "0" : NumberText.points($0.attribution.padding))</span>"
    }
  }

  private var sums: HTML {
    let total = foot("sum", isTotal: true) {
      "<span>\(NumberText.points($0.attribution.sum))</span>"
    }
    let verdict = foot("complete", isTotal: false) { result in
      guard let delta = result.attribution.convergenceDelta else { return "–" }
      let needed = NumberText.points(result.attribution.sum - delta)
      return abs(delta) < 5e-4 ? "yes, \(needed)" : "no, expected \(needed)"
    }
    return total + verdict
  }
}
