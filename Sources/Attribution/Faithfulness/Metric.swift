public import Classifier
public import SourceText

/// The direction in which a metric improves.
public enum Better: String, Sendable {
  /// Higher is better.
  case higher
  /// Lower is better.
  case lower
  /// Closer to zero is better.
  case zero
}

/// A metric for attributions: the agreement between scores and the behaviour of the model.
///
/// A new metric takes one file with one type, and one line in ``Metrics/all``: its name on the command line, its options
/// with their checks, its row in `report metrics` and its column in every study follow.
public protocol Metric: Sendable {
  /// Its name on the command line, in kebab case.
  static var name: String { get }
  /// Its name in running text.
  static var title: String { get }
  /// The measured quantity, in one sentence.
  static var summary: String { get }
  /// Its formula in TeX.
  static var formula: String { get }
  /// The implemented definition, and the choices that it left open.
  static var origin: String { get }
  /// The paper that introduced it.
  static var source: Source { get }
  /// The direction in which it improves.
  static var better: Better { get }
  /// Whether the value depends on which word has which score; if not, a random order changes nothing, so there is no
  /// chance level to compare with.
  static var readsOrder: Bool { get }
  /// Whether words are removed, so that the removal and its baseline matter.
  static var removesWords: Bool { get }
  /// Whether perturbed reviews are explained again, each at the cost of the method.
  static var explainsAgain: Bool { get }
  /// The access to the classifier that it needs.
  static var needs: ModelAccess { get }

  /// Takes its options and reports problems to them.
  init(options: inout Options)

  /// Does the work that all attributions of a review share.
  ///
  /// - Parameter review: The review.
  /// - Returns: A function that scores an explanation; nil if the metric is undefined for it, never NaN.
  func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double?
}

extension Metric {
  /// True: most metrics depend on the order of words.
  public static var readsOrder: Bool { true }
  /// True: most metrics remove words.
  public static var removesWords: Bool { true }
  /// False: most metrics judge existing attributions.
  public static var explainsAgain: Bool { false }
  /// Predictions: most metrics need no more.
  public static var needs: ModelAccess { .predictions }
}
