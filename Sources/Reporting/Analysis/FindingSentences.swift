import Attribution
import Classifier
package import HTML

/// The finding about the gradient of one review in words: each sentence a function of what was measured on it.
package enum FindingSentences {
  package static func headline(_ analysis: ReviewAnalysis) -> HTML {
    let collapse = analysis.collapse
    guard collapse.collapses else {
      return "The gradient of this review has \(collapse.distinctRows) different rows"
    }
    return collapse.largestEntry == 0
      ? "The gradient of this review is zero in every row"
      : "The gradient of this review is one row, written \(collapse.counted) times"
  }

  /// What the layers have to do with it.
  package static func reason(_ analysis: ReviewAnalysis) -> HTML {
    guard analysis.explained.explainer.hasLayers else { return reasonOfProgram(analysis) }
    let collapse = analysis.collapse
    let structure = analysis.explained.model.sequential.rowStructure
    guard let difference = structure.difference else {
      let hasPadding = !analysis.review.paddingPositions.isEmpty && analysis.explained.mask == nil
      return """
        The layer <code>\(structure.layer)</code> averages the rows of all positions that count, which reach it by one and the same linear map, or none, so a small push \
        on any of them moves the output by the same amount. A map of gradients can't tell “\(strongestWord(analysis))” \
        from \(hasPadding ? "padding" : "any other word"). \
        The contribution can: it multiplies that one row with each word’s own embedding.
        """
    }
    if collapse.collapses {
      return
        "The layer <code>\(structure.layer)</code> \(difference), yet all rows are equal in this review."
    }
    return collapse.distinctWordRows > 1
      ? "The layer <code>\(structure.layer)</code> \(difference), so the rows differ from word to word."
      : "The layer <code>\(structure.layer)</code> \(difference), so the rows differ, but not among the words of this review."
  }

  private static func reasonOfProgram(_ analysis: ReviewAnalysis) -> HTML {
    guard analysis.collapse.collapses else {
      return analysis.collapse.distinctWordRows > 1
        ? "The rows that the program gives differ from word to word."
        : "The rows that the program gives differ, but not among the words of this review."
    }
    return """
      The program gives every word of this review the same row, as an average of the words’ embeddings makes it. \
      A map of gradients can't tell “\(strongestWord(analysis))” from any other word. The contribution can: it multiplies \
      that one row with each word’s own embedding.
      """
  }

  private static func strongestWord(_ analysis: ReviewAnalysis) -> String {
    MethodTable.order(analysis, by: analysis.results.first).first.map { analysis.words[$0] }
      ?? "a word"
  }

  /// Which methods of the run rank the words, by what they found.
  package static func advice(_ analysis: ReviewAnalysis) -> HTML {
    if Experiment(analysis).distinctWords < 2 { return "With one word there is nothing to rank." }
    let results = analysis.results
    let flat = results.filter(\.attribution.isConstant).map(\.method.title)
    let useful = results.filter { !$0.attribution.isConstant }.map(\.method.title)
    if flat.isEmpty {
      return analysis.collapse.collapses && results.allSatisfy(\.isContribution)
        ? "All methods of this report tell the words apart: they look at contributions."
        : "Every method of this report can rank the words."
    }
    let list = "Flat here, and no better than chance: \(flat.joined(separator: ", "))." as HTML
    return useful.isEmpty
      ? list : "\(list) Still telling words apart: \(useful.joined(separator: ", "))."
  }

  /// The finding for the terminal.
  package static func terminal(_ analysis: ReviewAnalysis) -> String {
    guard analysis.explained.explainer.hasGradients else {
      return "This program gives no gradients: these numbers come from its predictions alone."
    }
    let collapse = analysis.collapse
    let difference = NumberText.scientificText(collapse.maxRowDifference)
    if collapse.collapses {
      let wordless = Experiment(analysis).distinctWords < 2
      return """
        Largest difference between two of the \(collapse.counted) gradient rows: \(difference). \
        \(wordless ? "There are no two words to tell apart." : "The gradient alone can't rank these words; their contributions can.")
        """
    }
    return """
      Largest difference between two gradient rows: \(difference). \
      \(collapse.distinctWordRows > 1 ? "The gradient tells words apart." : "The gradient does not tell these words apart.")
      """
  }

  /// What is to be said of the gradient rows, in two or three sentences.
  package static func standfirst(_ analysis: ReviewAnalysis) -> String {
    let law =
      "A classifier that averages its word vectors hands every word one and the same gradient."
    if analysis.collapse.collapses {
      return
        "\(law) It does not follow that every word counts the same. Here are both facts, measured on one review."
    }
    return analysis.collapse.distinctWordRows > 1
      ? "\(law) This model does something else, and its gradient tells words apart. Here is how, measured on one review."
      : "\(law) This model does something else, though its gradient does not tell the words of this review apart."
  }

  /// What the mean of the positions is taken over, where there is one.
  package static func mean(_ analysis: ReviewAnalysis) -> String {
    let explained = analysis.explained
    let first = analysis.review.firstPosition
    // Words that the model does not see have no share.
    let seen = (first..<first + analysis.tokens.count).count(where: explained.counts)
    let words =
      counted(seen, "word") + (seen < analysis.tokens.count ? " that the model sees" : "")
    let others = analysis.collapse.counted - seen
    let padding = analysis.review.paddingPositions.count(where: explained.counts)
    guard padding > 0 else {
      return others == 0
        ? "The mean is over the \(words) alone, and a word moves the mean of a short review further than that of a long one."
        : "The mean is over \(analysis.collapse.counted) positions, the \(words) and the \(analysis.review.mark?.name ?? "mark"); padding has no share of it. A word moves the mean of a short review further than that of a long one."
    }
    return
      "The mean is over \(analysis.collapse.counted) positions and not over \(words). Padding, which says nothing, takes its share of it, and a word moves the mean of a short review no more than that of a long one."
  }
}
