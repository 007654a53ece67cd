import SourceText

/// The words of a table, strongest first, with those whose place the samples of a method do not settle.
struct SampledOrder {
  /// The words in reading order.
  private let words: [String]
  /// The indices of the words in the table.
  private let shown: ArraySlice<Int>
  /// The indices of those whose place is not settled.
  private let unsettled: Set<Int>

  /// Compares each word with its neighbours.
  ///
  /// - Parameters:
  ///   - analysis: The review.
  ///   - result: The scores; nil for no order.
  ///   - limit: The number of words in the table.
  init(_ analysis: ReviewAnalysis, by result: ReviewAnalysis.Result?, limit: Int) {
    let order = MethodTable.order(analysis, by: result)
    words = analysis.words
    shown = order.prefix(limit)
    // The word after the last one may have its place.
    unsettled = SamplingError.unsettled(
      Array(order.prefix(limit + 1)), by: result?.attribution
    ).intersection(shown)
  }

  /// The words to mark.
  ///
  /// Marks on most words would distinguish nothing; the sentence then names the others.
  var marked: Set<Int> { 2 * unsettled.count <= shown.count ? unsettled : [] }

  /// A sentence about the words whose place is not settled; empty if there are none.
  var sentence: String {
    if unsettled.isEmpty { return "" }
    if !marked.isEmpty {
      return " ≈ marks words whose place in this order is not settled by the samples."
    }
    var settled: [String] = []
    for index in shown where !unsettled.contains(index) {
      let word = "“\(words[index])”"
      if !settled.contains(word) { settled.append(word) }
    }
    return settled.isEmpty
      ? " The samples do not settle the order of these words."
      : " Of these words, the samples settle the place of \(settled.joined(with: "and")) only."
  }
}
