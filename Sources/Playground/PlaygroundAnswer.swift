import Attribution
import Classifier
import LinearAlgebra

/// Everything that a playground shows about a text.
package struct PlaygroundAnswer: Sendable {
  /// A token with its place in the text.
  package struct Word: Sendable {
    /// The range in the text, in Unicode scalars.
    package let range: Range<Int>
    /// The index in the vocabulary.
    package let index: Int
    /// Whether the vocabulary contains the word.
    package let isKnown: Bool
  }

  /// The index of the predicted class.
  package let verdict: Int
  /// The index of the explained class.
  package let subject: Int
  /// The output at the text and at the baseline.
  package let (value, start): (Double, Double)
  /// The sums of the contributions of padding, of special tokens, and of all positions.
  package let (padding, specialTokens, sum): (Double, Double, Double)
  /// The number of positions, of those that count, and of those of padding.
  package let (positions, counted, paddingPositions): (Int, Int, Int)
  /// All tokens in reading order.
  package let words: [Word]
  /// The range of tokens that the model reads.
  package let read: Range<Int>
  /// The logits.
  package let logits: [Double]
  /// The probability of each class at the text and at the baseline.
  package let (probabilities, startProbabilities): ([Double], [Double])
  /// The row of the gradient that all positions share.
  package let gradient: [Double]
  /// The contribution of each token that the model reads.
  package let scores: [Double]
  /// The indices of the words to which the gradient points, with the change to first order.
  package let directions: [(index: Int, change: Double)]

  /// The number of words to which the gradient points.
  package static let directionCount = 10

  /// Explains a text.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - padding: The number of positions of padding beyond those of the model.
  ///   - model: The model.
  package init(_ text: String, padding: Int = 0, by model: PlaygroundModel) {
    let encoded = model.text.encode(text)
    let review =
      padding > 0 ? model.padded(by: padding, encoded).encode(text) : encoded
    let pooled = PooledReview(review, in: model.embedding, by: model.network)
    let labels = [Label](repeating: Label(""), count: max(2, model.logits))
    let prediction = Prediction(logits: pooled.logits, classes: labels)
    let explained = model.explained[model.explained.count == 1 ? 0 : prediction.classIndex]
    let explanation = pooled.explanation(of: explained.output, from: explained.start)
    let gradient = pooled.gradientRow(of: explained.output)
    verdict = prediction.classIndex
    subject = explained.output.classIndex
    value = explanation.value
    start = explanation.start
    self.padding = explanation.padding
    specialTokens = explanation.specialTokens
    sum = explanation.sum
    positions = review.indices.count
    counted = pooled.counted
    paddingPositions = review.paddingPositions.count
    words = review.tokens.map {
      Word(range: $0.range, index: $0.index, isKnown: $0.isKnown)
    }
    read = review.read
    logits = prediction.logits
    probabilities = prediction.probabilities
    startProbabilities =
      Prediction(logits: pooled.logits(atStart: explained.start), classes: labels).probabilities
    self.gradient = gradient.row(0)
    scores = explanation.scores
    directions = pooled.words(
      along: gradient, from: explained.start, of: model.text.vocabulary,
      count: Self.directionCount)
  }

  /// The answer as a list of numbers, in which JavaScript and the comparison with the report find each by its place.
  ///
  /// Seventeen numbers are followed by lists whose lengths are among them: logits, two lists of probabilities, the gradient, the
  /// words to which it points with their changes, four numbers for each token, and one score for each token that is read.
  package var numbers: [Double] {
    var numbers = [
      Double(verdict), Double(subject), value, start, padding, specialTokens, sum,
      Double(positions), Double(counted), Double(paddingPositions), Double(logits.count),
      Double(probabilities.count), Double(gradient.count), Double(directions.count),
      Double(words.count), Double(read.lowerBound), Double(read.upperBound),
    ]
    numbers += logits
    numbers += probabilities
    numbers += startProbabilities
    numbers += gradient
    for direction in directions {
      numbers.append(Double(direction.index))
      numbers.append(direction.change)
    }
    for word in words {
      numbers.append(Double(word.range.lowerBound))
      numbers.append(Double(word.range.upperBound))
      numbers.append(Double(word.index))
      numbers.append(word.isKnown ? 1 : 0)
    }
    numbers += scores
    return numbers
  }

  /// A hash (FNV-1a) of the bits of all numbers.
  ///
  /// - Parameter numbers: The numbers of an answer.
  /// - Returns: 64 bits that differ, in all likelihood, if a bit of a number differs.
  package static func digest(_ numbers: [Double]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for number in numbers {
      for byte in 0..<8 {
        hash = (hash ^ (number.bitPattern >> UInt64(8 * byte) & 0xFF)) &* 0x100_0000_01B3
      }
    }
    return hash
  }
}
