import Attribution
public import SourceText

/// A metric for attributions: the agreement between scores and the behaviour of the model.
///
/// A new metric takes one file with one type, and one line in ``Metrics/all``: its name on the command line, its options
/// with their checks, its row in `report metrics` and its column in every study follow.
public protocol Metric: Sendable {
  /// The description of the type with its default options.
  static var card: MetricCard { get }
  /// The description of the metric with these options; it differs from the type’s if an option selects a named variant.
  var card: MetricCard { get }

  /// Takes its options and reports problems to them.
  ///
  /// - Parameters:
  ///   - options: The options by name.
  ///   - standard: The metric whose values apply to options that are not given.
  init(options: inout Options, default standard: Self)

  /// Does the work that all attributions of a review share.
  ///
  /// - Parameter review: The review.
  /// - Returns: A function that scores an explanation; nil if the metric is undefined for it, never NaN.
  func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double?
}

extension Metric {
  /// The description of the type.
  public var card: MetricCard { Self.card }
  /// The name on the command line.
  public var name: String { card.name }
}
