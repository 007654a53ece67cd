public import SourceText

/// A law that a method obeys, in the field's words; the contract tests hold each method to those it claims.
public enum Axiom: String, CaseIterable, Sendable {
  /// `Σ attributions = F(x) − F(baseline)` (also called efficiency).
  case completeness
  /// Equal tokens get equal attributions.
  case symmetry
  /// A token whose embedding is the baseline's gets zero.
  case dummy
  /// Attributions of a sum of logits are the sums of their attributions.
  case linearity
  /// Attributions for one of two classes are those for the other with the opposite sign.
  case targetSign = "target sign"
}

/// A way of saying how much each token matters.
///
/// A new method is one file with one type, and one line in ``AttributionMethods/all``: its name on the command line
/// and in documents, its options with their checks, its row in `report methods`, and the contract tests follow.
public protocol AttributionMethod: Sendable {
  /// Its name on the command line and in documents: Captum's, in kebab case.
  static var name: String { get }
  /// Its name in running text.
  static var title: String { get }
  /// What it does, in one sentence.
  static var summary: String { get }
  /// Its formula in TeX.
  static var formula: String { get }
  /// What it costs.
  static var cost: String { get }
  /// The paper it comes from.
  static var source: Source { get }
  /// The laws that it obeys.
  static var axioms: Set<Axiom> { get }
  /// Whether its numbers have a sign by default.
  static var isSigned: Bool { get }
  /// What average pooling does to it.
  static var underAveragePooling: String { get }
  /// What it asks of a classifier.
  static var needs: Demand { get }
  /// A caution for explanations of programs, in one sentence; nil if the numbers mean the same there as elsewhere.
  ///
  /// A method with a caution is not said to show support for a class there.
  static var cautionForPrograms: String? { get }

  /// Takes its options; problems are collected there.
  init(options: inout Options)

  /// Checks options whose range depends on the model.
  ///
  /// - Parameter explainer: The model and the output that is to be explained.
  /// - Throws: A diagnostic for each option that is out of its range.
  func check(_ explainer: Explainer) throws(Diagnostics)

  /// Says how much each token of a review matters.
  func attribute(_ review: ExplainedReview) -> Attribution

  /// Where contributions start from, for methods that have a baseline.
  var baseline: Baseline? { get }
  /// What a missing word means, for methods that take words away.
  var removal: Removal? { get }
  /// Whether its numbers depend on the background reviews.
  var usesBackground: Bool { get }
  /// Whether its numbers have a sign with these options.
  var isSigned: Bool { get }
  /// Whether the sign of a clear number is that of the word's effect on the output, so that a positive one can be said
  /// to support the class.
  ///
  /// The contract tests compare the sign with that of ``Occlusion`` on reviews of one word, for the output of every class.
  ///
  /// - Parameter output: What is explained.
  /// - Returns: False for numbers without a sign, too.
  func hasSignOfEffect(for output: Output) -> Bool
}

extension AttributionMethod {
  /// Most methods look into the model.
  public static var needs: Demand { .network }
  /// Nothing to beware of.
  public static var cautionForPrograms: String? { nil }
  /// No option depends on the model.
  public func check(_ explainer: Explainer) throws(Diagnostics) {}
  /// No baseline.
  public var baseline: Baseline? { nil }
  /// No words are taken away.
  public var removal: Removal? { nil }
  /// They do where the baseline is the mean of these reviews.
  public var usesBackground: Bool { baseline == .corpusMean }
  /// As the method has it by default.
  public var isSigned: Bool { Self.isSigned }
  /// Numbers that have a sign have that of the effect, unless the method says otherwise.
  public func hasSignOfEffect(for output: Output) -> Bool { isSigned }
}

/// A paper.
public struct Source: Hashable, Sendable {
  /// Authors, title, year, and the equation where there is one.
  public let citation: String
  /// Where to read it.
  public let url: String

  /// Creates a source.
  public init(_ citation: String, url: String) {
    self.citation = citation
    self.url = url
  }
}
