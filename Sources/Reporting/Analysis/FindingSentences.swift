import Attribution
package import Blocks
import Classifier
import HTML

/// Sentences about the gradient of one review, each derived from measurements.
package enum FindingSentences {
  package static func headline(_ analysis: ReviewAnalysis) -> Phrase {
    let collapse = analysis.collapse
    guard collapse.collapses else {
      return "The gradient of this review has \(collapse.distinctRows) different rows"
    }
    return collapse.largestEntry == 0
      ? "The gradient of this review is zero in every row"
      : "The gradient of this review is one row, repeated over \(counted(collapse.counted, "position"))"
  }

  /// The reason, from the layer structure.
  package static func reason(_ analysis: ReviewAnalysis) -> Phrase {
    guard analysis.explained.explainer.hasLayers else { return reasonWithoutLayers(analysis) }
    let collapse = analysis.collapse
    let structure = analysis.explained.network.sequential.rowStructure
    guard let difference = structure.difference else {
      let hasPadding = !analysis.review.paddingPositions.isEmpty && analysis.explained.mask == nil
      return """
        The layer \(code: structure.layer) averages the rows of all positions that count, which reach it through the same linear map, or directly, so a small \
        change to any of them moves the output by the same amount. A gradient map can’t tell “\(strongestWord(analysis))” \
        from \(hasPadding ? "padding" : "any other word"). \
        Contributions can: they multiply that one row by each word’s own embedding.
        """
    }
    if collapse.collapses {
      return
        "The layer \(code: structure.layer) \(difference), yet all rows are equal in this review."
    }
    return collapse.distinctWordRows > 1
      ? "The layer \(code: structure.layer) \(difference), so the rows differ from word to word."
      : "The layer \(code: structure.layer) \(difference), so the rows differ, but not among the words of this review."
  }

  private static func reasonWithoutLayers(_ analysis: ReviewAnalysis) -> Phrase {
    guard analysis.collapse.collapses else {
      return analysis.collapse.distinctWordRows > 1
        ? "The gradient rows that the program returns differ from word to word."
        : "The gradient rows that the program returns differ, but not among the words of this review."
    }
    return """
      The program returns the same gradient row for every word of this review, as averaging the words’ embeddings would. \
      A gradient map can’t tell “\(strongestWord(analysis))” from any other word. Contributions can: they multiply that \
      one row by each word’s own embedding.
      """
  }

  private static func strongestWord(_ analysis: ReviewAnalysis) -> String {
    MethodTable.order(analysis, by: analysis.results.first).first.map { analysis.words[$0] }
      ?? "a word"
  }

  /// The methods of the run that rank the words, by their results.
  package static func advice(_ analysis: ReviewAnalysis) -> Phrase {
    if analysis.rowStatistics.distinctWords < 2 {
      return "With fewer than two different words, there is nothing to rank."
    }
    let results = analysis.results
    let flat = results.filter(\.attribution.isConstant).map(\.method.title)
    let useful = results.filter { !$0.attribution.isConstant }.map(\.method.title)
    if flat.isEmpty {
      return analysis.collapse.collapses && results.allSatisfy(\.isContribution)
        ? "All methods of this report tell the words apart, because they compute contributions."
        : "Every method of this report can rank the words."
    }
    let list = "Flat here, and no better than chance: \(flat.joined(separator: ", "))." as Phrase
    return useful.isEmpty
      ? list : "\(list) These methods still tell words apart: \(useful.joined(separator: ", "))."
  }

  /// The finding for the terminal.
  package static func terminal(_ analysis: ReviewAnalysis) -> String {
    guard analysis.explained.explainer.hasGradients else {
      return "This program returns no gradients: these numbers come from its predictions alone."
    }
    let collapse = analysis.collapse
    let difference = NumberText.scientificText(collapse.maxRowDifference)
    if collapse.collapses {
      let wordless = analysis.rowStatistics.distinctWords < 2
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

  /// A summary of the gradient rows in two or three sentences.
  package static func standfirst(_ analysis: ReviewAnalysis) -> String {
    let law =
      "A classifier that averages its word vectors gives every word the same gradient."
    if analysis.collapse.collapses {
      return
        "\(law) That does not mean that every word contributes the same. Both facts are measured here, on one review."
    }
    return analysis.collapse.distinctWordRows > 1
      ? "\(law) This model works differently, and its gradient tells words apart. Here is how, measured on one review."
      : "\(law) This model works differently, but its gradient does not tell the words of this review apart."
  }

  /// The positions that the mean is taken over, if there is a mean.
  package static func mean(_ analysis: ReviewAnalysis) -> String {
    let explained = analysis.explained
    let first = analysis.review.firstPosition
    // Words that the model ignores have no share.
    let seen = (first..<first + analysis.tokens.count).count(where: explained.isUnmasked)
    let words =
      counted(seen, "word") + (seen < analysis.tokens.count ? " that the model sees" : "")
    let others = analysis.collapse.counted - seen
    let padding = analysis.review.paddingPositions.count(where: explained.isUnmasked)
    guard padding > 0 else {
      return others == 0
        ? "The mean is over the \(words) alone, so a word moves the mean of a short review further than that of a long one."
        : "The mean is over \(analysis.collapse.counted) positions: the \(words) and the \(analysis.review.mark?.name ?? "mark"); padding has no share of it. A word moves the mean of a short review further than that of a long one."
    }
    return
      "The mean is over \(analysis.collapse.counted) positions, not over \(words). Padding, which carries no meaning, takes its share, so a word moves the mean of a short review no further than that of a long one."
  }
}
