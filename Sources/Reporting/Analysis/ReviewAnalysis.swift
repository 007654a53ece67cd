public import Attribution
public import Classifier
public import LinearAlgebra
import SourceText

/// All that is known about one review: what the model said, and what each method says about why.
public struct ReviewAnalysis: Sendable {
  /// What one method found.
  public struct Result: Sendable {
    /// The method with its options.
    public let method: ConfiguredMethod
    /// Its numbers.
    public let attribution: Attribution

    /// Whether its numbers are contributions: with a sign, and in the unit of the output, so that one scale holds
    /// for all such methods.
    public var isContribution: Bool {
      method.method.isSigned && attribution.isInUnitOfOutput
    }

    /// Whether a word can be said to support the class, and coloured so, by the sign of its number.
    public let supports: Bool

    /// A caution about the method for this classifier, in one sentence.
    public let caution: String?

    init(method: ConfiguredMethod, attribution: Attribution, of explained: ExplainedReview) {
      self.method = method
      self.attribution = attribution
      caution =
        explained.explainer.program == nil ? nil : type(of: method.method).cautionForPrograms
      supports = caution == nil && method.method.hasSignOfEffect(for: explained.output)
    }
  }

  /// The review as it was picked.
  public internal(set) var pick: Pick
  /// Its number among the picks, from 1.
  public internal(set) var number: Int
  /// The review in front of the model.
  public let explained: ExplainedReview
  /// What the model says.
  public let prediction: Prediction
  /// What the run's methods found, in the order of the command line.
  public let results: [Result]
  /// The review in the space in which the gradient is taken: that of a program has a row for each piece.
  let rows: ExplainedReview
  /// Whether the gradient tells words apart.
  public let collapse: PoolingCollapse
  /// `∂F/∂E`, L × D, measured by the general backward pass.
  public let gradient: Matrix
  /// What the model says of a review without a word: a start mark, if it has one, and padding.
  public let emptyReview: Prediction
  /// Where the page begins to count.
  let start: StartingPoint

  /// The words that the model reads, as they stand in the review.
  public let words: [String]
  /// What stands in front of each of these words: spaces and punctuation.
  public let gaps: [Substring]
  /// How strong its numbers are coloured.
  var scale: ColourScale
  /// Options that hold for methods which the run does not name.
  let defaults: [Options.Item]
  /// Every method as a chunk has it that gives no option, by name.
  let standards: [String: ConfiguredMethod]
  /// Every method with ``defaults``, by name.
  let followers: [String: ConfiguredMethod]
  /// What studies of the review found, each once.
  let findings = Findings()

  /// The review as the model reads it.
  public var review: EncodedReview { explained.review }
  /// The tokens that the model reads, in reading order.
  public var tokens: ArraySlice<Token> { review.readTokens }
  /// Whether the verdict is that of the label; nil without a label.
  public var isRight: Bool? { pick.label.map { $0 == prediction.label } }

  /// What a chunk's method found.
  ///
  /// A chunk that gives its method no option of its own means the run's configuration of it.
  ///
  /// - Parameter method: The method with the chunk's options.
  /// - Returns: The method that was meant and its numbers, from the run's results where it is one of them.
  func result(of method: ConfiguredMethod) -> Result {
    let type = type(of: method.method)
    if method.key == standards[type.name]?.key { return result(named: type) }
    return results.first { $0.method.key == method.key } ?? found(by: method)
  }

  /// What a method found with the run's options; with its defaults where the run left it out.
  func result(named type: any AttributionMethod.Type) -> Result {
    if let result = results.first(where: { $0.method.name == type.name }) { return result }
    return found(by: followers[type.name] ?? ConfiguredMethod(type, defaults: []))
  }

  private func found(by method: ConfiguredMethod) -> Result {
    findings.finding(method.key) {
      Result(method: method, attribution: method.attribute(explained), of: explained)
    }
  }

  /// The results of the named methods in the order of the names; those of the run for nil.
  func results(named names: [String]?) -> [Result] {
    names?.compactMap(AttributionMethods.named).map(result(named:)) ?? results
  }
}

extension ReviewAnalysis {
  /// The names of the rows that the gradient has for words or their pieces.
  var rowNames: [String] {
    guard let pieces = review.pieces else { return words }
    return zip(pieces, rows.review.tokens).map { $0.word == nil ? "" : $1.text }
      .map { $0.isEmpty ? EncodedReview.specialToken : $0 }
  }

  /// What a method found, one number a row of the gradient.
  ///
  /// Of a method that looks at words alone, the first piece of a word has its number.
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
  /// A method with options that hold for all methods of a run.
  init(_ type: any AttributionMethod.Type, defaults: [Options.Item]) {
    var options = Options(owner: type.name)
    options.fallBack(on: defaults)
    self.init(type, options: &options)
  }
}

extension ReviewAnalysis {
  /// The removal curves of the review.
  func curves(by study: RemovalStudy) -> RemovalFindings? {
    findings.finding(study.key) { study.curves(of: pick.text) }
  }

  /// Whether the model finds no word in the review; then no method was asked.
  public var isWordless: Bool { review.tokens.isEmpty }
}
