import Attribution
import Classifier
import HTML
import LinearAlgebra

/// The experiment that started it all: for each word the mean of its embedding, which differs from word to word,
/// and the sum of its gradient row, which doesn't; with lengths and products.
struct GradientTable {
  let analysis: ReviewAnalysis
  /// The number of words whose rows are printed.
  let limit: Int

  private var gradient: Matrix { analysis.gradient }
  private var first: Int { analysis.explained.firstCounted }
  private var embedded: Matrix { analysis.explained.vectors }

  var html: HTML {
    let review = analysis.review
    let printed = Array(analysis.tokens.indices.prefix(limit))
    var rows: [HTML] = []
    if let mark = review.mark { rows.append(row(mark.position, mark.name, isWord: false)) }
    rows += printed.map { token in
      let index = token - review.read.lowerBound
      return row(review.firstPosition + index, analysis.words[index], isWord: true)
    }
    let others = analysis.tokens.count - printed.count
    if others > 0 { rows.append(group(others, "more words", equal: isEqual(words: others))) }
    if let padding = review.paddingPositions.first {
      rows.append(row(padding, "padding", isWord: false))
      let count = review.paddingPositions.count - 1
      if count > 0 { rows.append(group(count, "more positions of padding", equal: isPaddingEqual)) }
    }
    return """
      <table class="gradient-table">
      <thead><tr><th scope="col">Row</th><th scope="col" class="left">Token</th>\
      <th scope="col" colspan="4">Gradient row</th><th scope="col">Its sum</th><th scope="col">Its length</th>\
      <th scope="col">Δ to row \(first)</th><th scope="col">Embedding mean</th><th scope="col">Product</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      """
  }

  private func row(_ position: Int, _ name: String, isWord: Bool) -> HTML {
    let entries = gradient.row(position)
    let firsts = entries.prefix(2) + entries.suffix(1)
    let cells = firsts.map { "<td>\(thousandths($0))</td>" as HTML }
    let words = embedded.row(position)
    let difference = zip(entries, gradient.row(first)).map { abs($0 - $1) }.max() ?? 0
    let product = zip(words, entries).reduce(0) { $0 + $1.0 * $1.1 }
    let mean = words.reduce(0, +) / Double(max(words.count, 1))
    let length = entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let mark: HTML = isWord ? "" : " class=\"mark\""
    return """
      <tr><td>\(position)</td><th scope="row"\(mark)>\(name)</th>\(Array(cells.prefix(2)))<td>…</td>\
      \(Array(cells.dropFirst(2)))<td>\(thousandths(entries.reduce(0, +)))</td><td>\(thousandths(length))</td>\
      <td>\(NumberText.scientific(difference))</td><td>\(NumberText.fixed(mean, digits: 4))</td>\
      <td>\(NumberText.points(product, digits: 2))</td></tr>
      """
  }

  private func group(_ count: Int, _ what: String, equal: Bool) -> HTML {
    """
    <tr class="group"><td></td><th colspan="10" scope="row">… \(count) \(what), \
    \(equal ? "with the same gradient row" : "with gradient rows of their own")</th></tr>
    """
  }

  private func thousandths(_ number: Double) -> String {
    NumberText.fixed(1000 * number, digits: 2)
  }

  private func isEqual(words others: Int) -> Bool {
    let end = analysis.review.firstPosition + analysis.tokens.count
    return (end - others..<end).filter(analysis.explained.counts).allSatisfy(isFirstRow)
  }

  private var isPaddingEqual: Bool {
    analysis.review.paddingPositions.allSatisfy(isFirstRow)
  }

  /// Whether a row of the gradient is the first one over again.
  private func isFirstRow(_ row: Int) -> Bool {
    gradient.lanes[gradient.lanes(ofRow: row)]
      .elementsEqual(gradient.lanes[gradient.lanes(ofRow: first)])
  }
}
