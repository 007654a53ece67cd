import Classifier
public import SourceText

/// An attribution method, which scores the contribution of each token.
///
/// A new method takes one file with one type, and one line in ``AttributionMethods/all``: its name on the command line
/// and in documents, its options with their checks, its row in `report methods`, and the contract tests follow.
public protocol AttributionMethod: Sendable {
  /// The description of the type with its default options.
  static var card: MethodCard { get }
  /// The description of the method with these options; it differs from the type’s if an option selects a named variant.
  var card: MethodCard { get }

  /// Takes its options and reports problems to them.
  ///
  /// - Parameters:
  ///   - options: The options by name.
  ///   - standard: The method whose values apply to options that are not given.
  init(options: inout Options, default standard: Self)

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
  /// The description of the type.
  public var card: MethodCard { Self.card }
  /// The name on the command line and in documents.
  public var name: String { card.name }
  /// The name in running text.
  public var title: String { card.title }
  /// Accepts all options: none depends on the model.
  public func check(_ explainer: Explainer) throws(Diagnostics) {}
  /// No baseline.
  public var baseline: Baseline? { nil }
  /// No removal of words.
  public var removal: Removal? { nil }
  /// True if the baseline is the mean of the background reviews.
  public var usesBackground: Bool { baseline == .corpusMean }
  /// The same as by default.
  public var isSigned: Bool { card.isSigned }
  /// True for signed numbers, unless the method overrides it.
  public func hasSignOfEffect(for output: Output) -> Bool { isSigned }
}
