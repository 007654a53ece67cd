public import Attribution
public import Classifier
public import LinearAlgebra
import SourceText

/// The analysis of one review: the prediction of the model and the results of the methods.
public struct ReviewAnalysis: Sendable {
  /// The result of one method.
  public struct Result: Sendable {
    /// The method with its options.
    public let method: ConfiguredMethod
    /// The scores.
    public let attribution: Attribution

    /// Whether the scores are contributions: signed and in the unit of the output, so that all such methods share one
    /// scale.
    public var isContribution: Bool {
      method.method.isSigned && attribution.isInUnitOfOutput
    }

    /// Whether the sign of a score shows if the word supports the class, so that words can be coloured by it.
    public let supports: Bool

    /// A one-sentence caution about the method for this classifier; nil if there is none.
    public let caution: String?

    init(method: ConfiguredMethod, attribution: Attribution, of explained: ReviewInput) {
      self.method = method
      self.attribution = attribution
      caution =
        explained.explainer.hasLayers ? nil : method.card.cautionWithoutLayers
      supports = caution == nil && method.method.hasSignOfEffect(for: explained.output)
    }
  }

  /// The pick.
  public internal(set) var pick: Pick
  /// The 1-based number of the review among the picks.
  public internal(set) var number: Int
  /// The review as input of the explained model.
  public let explained: ReviewInput
  /// The prediction of the model.
  public let prediction: Prediction
  /// The results of the run's methods, in the order of the command line.
  public let results: [Result]
  /// The review in the space in which the gradient is taken; without layers, one row per piece.
  let rows: ReviewInput
  /// Whether the gradient tells words apart.
  public let collapse: PoolingCollapse
  /// `∂F/∂E`, L × D, measured by the general backward pass.
  public let gradient: Matrix
  /// The prediction for a review without words: a start mark, if the model has one, and padding.
  public let emptyReview: Prediction
  /// The baseline of the page.
  let start: StartingPoint

  /// The words that the model reads, as written in the review.
  public let words: [String]
  /// The text before each of these words: spaces and punctuation.
  public let gaps: [Substring]
  /// The colour scale of the contributions.
  var scale: ColourScale
  /// Options for methods that the run does not name.
  let defaults: [Options.Item]
  /// Every method as configured by a chunk without options, by name.
  let standards: [String: ConfiguredMethod]
  /// Every method with ``defaults``, by name.
  let followers: [String: ConfiguredMethod]
  /// The findings of the review, each computed once.
  let findings = Findings()

  /// The encoded review.
  public var review: EncodedReview { explained.review }
  /// The tokens that the model reads, in reading order.
  public var tokens: ArraySlice<Token> { review.readTokens }

  /// Returns the result of a chunk's method.
  ///
  /// A chunk without method options refers to the run's configuration of the method.
  ///
  /// - Parameter method: The method with the chunk's options.
  /// - Returns: The method and its scores, taken from the run's results if they include it.
  func result(of method: ConfiguredMethod) -> Result {
    if method.key == standards[method.name]?.key { return result(named: method.method) }
    return results.first { $0.method.key == method.key } ?? found(by: method)
  }

  /// Returns the result of a method with the run's options, or with its defaults if the run does not include it.
  func result(named method: any AttributionMethod) -> Result {
    if let result = results.first(where: { $0.method.name == method.name }) { return result }
    return found(by: followers[method.name] ?? ConfiguredMethod(method, defaults: []))
  }

  private func found(by method: ConfiguredMethod) -> Result {
    findings.finding(method.key) {
      Result(method: method, attribution: method.attribute(explained), of: explained)
    }
  }

  /// Returns the results of the named methods in the order of the names; nil selects those of the run.
  func results(named names: [String]?) -> [Result] {
    names?.compactMap(AttributionMethods.named).map(result(named:)) ?? results
  }
}

extension ReviewAnalysis {
  /// The names of the gradient rows of words or their pieces.
  var rowNames: [String] {
    guard let pieces = review.pieces else { return words }
    return zip(pieces, rows.review.tokens).map { $0.word == nil ? "" : $1.text }
      .map { $0.isEmpty ? EncodedReview.specialToken : $0 }
  }

  /// Returns the scores of a method, one per row of the gradient.
  ///
  /// If the method scores whole words, the first piece of a word has its score.
  func numbers(ofRowsIn result: Result) -> [Double] {
    let numbers = result.attribution.rows
    guard let pieces = review.pieces, numbers.count != pieces.count else { return numbers }
    var next = 0
    return pieces.map { piece in
      guard piece.word == next else { return 0 }
      next += 1
      return numbers[next - 1]
    }
  }
}

extension ConfiguredMethod {
  /// Creates a method with the options that apply to all methods of a run.
  init(_ method: any AttributionMethod, defaults: [Options.Item]) {
    var options = Options(owner: method.name)
    options.fallBack(on: defaults)
    self.init(method, options: &options)
  }
}

extension ReviewAnalysis {
  /// Whether the model finds no word in the review; no method is then applied.
  public var isWordless: Bool { review.tokens.isEmpty }
}
