public import Classifier
public import SourceText

/// An axiom that a method satisfies; the contract tests verify those that each method claims.
public enum Axiom: String, CaseIterable, Sendable {
  /// `Σ attributions = F(x) − F(baseline)` (also called efficiency).
  case completeness
  /// Equal tokens have equal attributions.
  case symmetry
  /// A token whose embedding is the baseline's has the attribution zero.
  case dummy
  /// Attributions of a sum of logits are the sums of the attributions of each.
  case linearity
  /// Attributions for one of two classes are the negated attributions for the other.
  case targetSign = "target sign"
}

/// An attribution method, which scores the contribution of each token.
///
/// A new method takes one file with one type, and one line in ``AttributionMethods/all``: its name on the command line
/// and in documents, its options with their checks, its row in `report methods`, and the contract tests follow.
public protocol AttributionMethod: Sendable {
  /// Its name on the command line and in documents: Captum's, in kebab case.
  static var name: String { get }
  /// Its name in running text.
  static var title: String { get }
  /// A description in one sentence.
  static var summary: String { get }
  /// Its formula in TeX.
  static var formula: String { get }
  /// The computational cost.
  static var cost: String { get }
  /// The paper that introduced it.
  static var source: Source { get }
  /// The axioms that it satisfies.
  static var axioms: Set<Axiom> { get }
  /// Whether its numbers are signed by default.
  static var isSigned: Bool { get }
  /// The effect of average pooling on it.
  static var underAveragePooling: String { get }
  /// The access to the classifier that it needs.
  static var needs: ModelAccess { get }
  /// A caution for explanations without layers, in one sentence; nil if the numbers mean the same as with them.
  ///
  /// Attributions of a method with a caution are not presented as support for a class there.
  static var cautionWithoutLayers: String? { get }

  /// Takes its options and reports problems to them.
  init(options: inout Options)

  /// Checks options whose range depends on the model.
  ///
  /// - Parameter explainer: The model and the explained output.
  /// - Throws: One diagnostic per option that is out of range.
  func check(_ explainer: Explainer) throws(Diagnostics)

  /// Returns the attribution of each token of a review.
  func attribute(_ review: ReviewInput) -> Attribution

  /// The baseline of the contributions, for methods that have one.
  var baseline: Baseline? { get }
  /// The treatment of missing words, for methods that remove words.
  var removal: Removal? { get }
  /// Whether its numbers depend on the background reviews.
  var usesBackground: Bool { get }
  /// Whether its numbers are signed with these options.
  var isSigned: Bool { get }
  /// Returns whether the sign of a clear number is that of the word's effect on the output, so that a positive one can be
  /// presented as support for the class.
  ///
  /// The contract tests compare the sign with that of ``Occlusion`` on reviews of one word, for the output of every class.
  ///
  /// - Parameter output: The explained output.
  /// - Returns: True if it is; false also for unsigned numbers.
  func hasSignOfEffect(for output: Output) -> Bool
}

extension AttributionMethod {
  /// The network: most methods need the layers of the model.
  public static var needs: ModelAccess { .layers }
  /// No caution.
  public static var cautionWithoutLayers: String? { nil }
  /// Accepts all options: none depends on the model.
  public func check(_ explainer: Explainer) throws(Diagnostics) {}
  /// No baseline.
  public var baseline: Baseline? { nil }
  /// No removal of words.
  public var removal: Removal? { nil }
  /// True if the baseline is the mean of the background reviews.
  public var usesBackground: Bool { baseline == .corpusMean }
  /// The same as by default.
  public var isSigned: Bool { Self.isSigned }
  /// True for signed numbers, unless the method overrides it.
  public func hasSignOfEffect(for output: Output) -> Bool { isSigned }
}

/// A paper.
public struct Source: Hashable, Sendable {
  /// Authors, title, year, and the equation or section, if any.
  public let citation: String
  /// The address of the paper.
  public let url: String

  /// Creates a source.
  public init(_ citation: String, url: String) {
    self.citation = citation
    self.url = url
  }
}
