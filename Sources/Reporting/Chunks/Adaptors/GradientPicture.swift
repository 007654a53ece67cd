import Attribution
import Blocks
import Classifier
import Figures
import HTML
import LinearAlgebra

/// Gradient, embeddings and contributions side by side, row by row, so that a repeated row is visible at a glance.
package struct GradientPicture {
  let analysis: ReviewAnalysis
  let result: ReviewAnalysis.Result
  /// Unique among the pictures of a page.
  let id: String

  /// The number of rows before the padding, which are drawn individually.
  private var head: Int {
    let padding = review.paddingPositions
    return padding.upperBound == review.indices.count ? padding.lowerBound : review.indices.count
  }

  private var review: EncodedReview { analysis.rows.review }
  private var tail: Int { review.indices.count - head }

  /// The share of the height for words: at least two fifths, however few they are.
  private var headShare: Double {
    tail == 0 ? 1 : max(0.4, Double(head) / Double(review.indices.count))
  }

  var block: Block {
    let gradient = analysis.gradient
    let embedded = analysis.rows.embedded
    let size = "\(gradient.rows) × \(gradient.columns)"
    let gradientScale = MatrixPicture.roundScale(of: gradient, share: 1)
    let embeddingScale = MatrixPicture.roundScale(of: embedded, share: 0.6)
    let output = analysis.explained.target == .probability ? "p" : "z"
    let names: [(String, Phrase)] = [
      ("Gradient", "∂\(output)/∂E, \(size): \(Self.rows(analysis))"),
      ("Embeddings", "E, \(size): \(counted(differentEmbeddings, "different row"))"),
      ("Contribution", "\(ColourScale.unit(of: analysis.explained.target)), row by row"),
    ]
    let detail =
      analysis.collapse.collapses
      ? "All rows that count are equal, so the picture shows vertical stripes."
      : "There are \(analysis.collapse.distinctRows) different rows."
    let panels = Block.group(
      names.map { .paragraph("\($0) \(small: $1)", style: "name") } + [
        .control(gutter),
        .picture(
          picture(
            gradient, gradientScale, "gradient",
            "The gradient with respect to the embedding matrix", detail)),
        .picture(
          picture(
            embedded, embeddingScale, "embedding", "The embedding matrix of the review",
            "Each word has its own row\(tail == 0 ? "." : "; the rows of padding are all equal.")")),
        .picture(bars), .control(MatrixPicture.key(largest: gradientScale)),
        .control(MatrixPicture.key(largest: embeddingScale)), .control(barKey),
      ], Block.Group("panels"))
    // Without the pictures, their names say what they show.
    return .rendered(
      [panels], elsewhere: [.list(Block.List(names.map { [.phrase("\($0) \($1)")] }))])
  }

  /// Returns the number of distinct gradient rows, in words.
  package static func rows(_ analysis: ReviewAnalysis) -> String {
    let collapse = analysis.collapse
    guard collapse.collapses else { return "\(collapse.distinctRows) different rows" }
    return collapse.counted == analysis.gradient.rows
      ? "one row, repeated" : "one row, repeated, and zeros where padding is left out"
  }

  private var differentEmbeddings: Int { Self.differentEmbeddings(analysis) }

  /// Returns the number of distinct embedding rows.
  package static func differentEmbeddings(_ analysis: ReviewAnalysis) -> Int {
    // A program may embed the same word differently at each position.
    guard !analysis.explained.explainer.hasLayers else { return Set(analysis.review.kinds).count }
    let vectors = analysis.rows.embedded
    return Set((0..<vectors.rows).map { Array(vectors.lanes[vectors.lanes(ofRow: $0)]) }).count
  }

  private func picture(
    _ matrix: Matrix, _ scale: Double, _ name: String, _ title: String, _ detail: String
  ) -> Picture {
    MatrixPicture(
      matrix: matrix, head: head, headShare: headShare, largest: scale, title: title,
      description: "\(matrix.rows) rows, \(matrix.columns) columns. \(detail)", id: "\(id)-\(name)"
    ).picture
  }

  /// The row labels to the left of the pictures.
  private var gutter: HTML {
    let isShortened =
      tail > 0 && headShare > Double(head) / Double(review.indices.count) + 1e-9
    let name = analysis.review.pieces == nil ? "word" : "piece"
    let words = label(
      from: 0, to: headShare,
      ["\(review.read.count)", review.read.count == 1 ? name : "\(name)s"])
    let padding =
      tail == 0
      ? ""
      : label(
        from: headShare, to: 1,
        ["\(tail) ×", "padding"] + (isShortened ? ["(drawn", "shorter)"] : []))
    return "<svg \(Paint.gutter) aria-hidden=\"true\">\(words)\(padding)</svg>"
  }

  private func label(from start: Double, to end: Double, _ lines: [String]) -> HTML {
    let middle = percentage((start + end) / 2)
    let texts = lines.enumerated().map { index, line -> HTML in
      let shift = 14 * index - 7 * lines.count + 11
      return
        "<text x=\"100%\" dx=\"-7\" y=\"\(middle)\" dy=\"\(shift)\" text-anchor=\"end\">\(line)</text>"
    }
    return """
      <line class="axis" x1="100%" x2="100%" y1="\(percentage(start + 0.004))" y2="\(percentage(end - 0.004))"/>\(texts)
      """
  }

  private var numbers: [Double] { analysis.numbers(ofRowsIn: result) }
  private var largest: Double { numbers.map(abs).max() ?? 0 }

  /// One bar per row before the padding.
  private var bars: Picture {
    let positions = numbers.prefix(head)
    let largest = largest
    var positive = ""
    var negative = ""
    for (row, value) in positions.enumerated() where largest > 0 && abs(value) / largest >= 0.002 {
      let length = NumberText.coordinate(100 * value / largest, digits: 1)
      let path = "M0 \(row).15h\(length)v.7H0"
      if value < 0 { negative += path } else { positive += path }
    }
    let title = "\(result.method.title), row by row"
    return Picture(
      title: title,
      description: "\(head) bars to the right or to the left of zero\(paddingBar).",
      id: "\(id)-bars", attributes: Paint.rows,
      drawing: """
        <svg viewBox="-100 0 200 \(max(head, 1))" preserveAspectRatio="none" width="100%" height="\(percentage(headShare))">\
        <path \(Paint.positive) d="\(positive)"/><path \(Paint.negative) d="\(negative)"/></svg>\
        <line class="axis" x1="50%" x2="50%" y1="0" y2="100%"/>
        """)
  }

  private var paddingBar: String {
    let sum = result.attribution.padding
    if review.paddingPositions.isEmpty { return "" }
    return "; padding contributes \(sum == 0 ? "nothing" : NumberText.points(sum))"
  }

  /// The words with the longest bars, for the caption; names beside the bars would cover other bars.
  var longestBars: String {
    let (scores, names) = (numbers, analysis.rowNames)
    let words = review.firstPosition..<review.firstPosition + review.read.count
    let sides = [("right", 1.0), ("left", -1.0)].compactMap { side, sign -> String? in
      let longest = words.max { (sign * scores[$0], $1) < (sign * scores[$1], $0) }
      guard let longest, sign * scores[longest] > 0 else { return nil }
      return "to the \(side) “\(names[longest - words.lowerBound])” in row \(longest)"
    }
    return sides.isEmpty ? "" : " Longest bars: \(sides.joined(separator: ", "))."
  }

  private var barKey: HTML {
    let end = NumberText.fixed(100 * largest, digits: 1)
    return """
      <div class="key"><span>\(NumberText.minus)\(end)</span><span>0</span><span>+\(end)</span></div>
      """
  }
}
