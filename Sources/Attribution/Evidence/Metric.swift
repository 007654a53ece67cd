public import SourceText

/// Which values of a metric are good.
public enum Better: String, Sendable {
  /// The larger the better.
  case higher
  /// The smaller the better.
  case lower
  /// The nearer to zero the better.
  case zero
}

/// A way of judging attributions: how well they fit what the model does.
///
/// A new metric is one file with one type, and one line in ``Metrics/all``: its name on the command line, its options
/// with their checks, its row in `report metrics` and its column in every study follow.
public protocol Metric: Sendable {
  /// Its name on the command line, in kebab case.
  static var name: String { get }
  /// Its name in running text.
  static var title: String { get }
  /// What it measures, in one sentence.
  static var summary: String { get }
  /// Its formula in TeX.
  static var formula: String { get }
  /// Whose definition it is, and where this one had to choose.
  static var origin: String { get }
  /// The paper it comes from.
  static var source: Source { get }
  /// Which values are good.
  static var better: Better { get }
  /// Whether it matters which word has which number; where it does not, a random order changes nothing, so that there
  /// is no chance to compare with.
  static var readsOrder: Bool { get }
  /// Whether words are taken away, so that the removal and its baseline matter.
  static var removesWords: Bool { get }
  /// Whether changed reviews are explained again, which costs as much as the method does.
  static var explainsAgain: Bool { get }
  /// Whether it changes embeddings or layers, which a program that predicts does not have.
  static var looksInside: Bool { get }

  /// Takes its options; problems are collected there.
  init(options: inout Options)

  /// Does what is the same for all attributions of a review.
  ///
  /// - Parameter review: The review.
  /// - Returns: Judges an explanation; nil where the metric is undefined for it, never NaN.
  func prepare(_ review: JudgedReview) -> @Sendable (Explanation) -> Double?
}

extension Metric {
  /// Most metrics compare numbers with words.
  public static var readsOrder: Bool { true }
  /// Most metrics take words away.
  public static var removesWords: Bool { true }
  /// Most metrics judge what is there.
  public static var explainsAgain: Bool { false }
  /// Most metrics need predictions alone.
  public static var looksInside: Bool { false }
}
