import Attribution
public import Classifier
public import SourceText

/// The registry of metrics: a new one is one line here.
public enum Metrics {
  /// All metrics with their default options, in the order of listings.
  ///
  /// A variant that the literature names separately has its own line, even if it is an option of another metric.
  public static let all: [any Metric] = [
    Comprehensiveness(),
    Sufficiency(),
    Comprehensiveness(bins: .ferret()),
    Sufficiency(bins: .ferret()),
    CausalMetric(mode: .deletion),
    CausalMetric(mode: .insertion),
    TokensToFlip(),
    DecisionFlip(),
    FaithfulnessEstimate(similarity: .kendall),
    FaithfulnessEstimate(),
    FaithfulnessCorrelation(),
    SensitivityN(),
    Infidelity(),
    Monotonicity(),
    MonotonicityNguyen(),
    ConvergenceDelta(tolerance: 1e-6),
    ConvergenceDelta(),
    SensitivityMax(),
    InputInvariance(),
    Complexity(),
    Sparseness(),
  ]

  /// Returns the metric with a name; nil if there is none.
  public static func named(_ name: String) -> (any Metric)? {
    all.first { $0.name == name }
  }

  /// The names of all metrics.
  public static var names: [String] { all.map { $0.name } }

  /// Returns the metrics that need no more access than a classifier offers.
  public static func within(_ access: ModelAccess) -> [any Metric] {
    all.filter { $0.card.needs <= access }
  }

  /// Returns the reason why a metric does not work with a classifier.
  ///
  /// - Parameters:
  ///   - metrics: The metrics.
  ///   - access: The access that the classifier offers.
  /// - Returns: A diagnostic about the first that does not work, with those that do; nil if all of them work.
  public static func unavailability(
    of metrics: [any Metric], within access: ModelAccess
  ) -> Diagnostic? {
    metrics.lazy.compactMap { metric in
      access.unavailability(
        of: "the metric '\(metric.name)'", needing: metric.card.needs,
        hint: "use one of: \(within(access).map { $0.name }.joined(separator: ", "))")
    }.first
  }
}

/// A metric with its options.
public struct ConfiguredMetric: Sendable {
  /// The metric.
  public let metric: any Metric
  /// All its options with their values, whether set or default, except one that gives the metric its name.
  public let settings: [(name: String, value: String)]

  /// The description of the metric.
  public var card: MetricCard { metric.card }

  /// Creates a metric, taking its options.
  ///
  /// - Parameters:
  ///   - standard: The metric whose values apply to options that are not given.
  ///   - options: Its options; others may remain, and problems are collected there.
  public init(_ standard: any Metric, options: inout Options) {
    let known = options.declarations.count
    metric = standard.configured(by: &options)
    settings = options.declarations[known...].filter { !$0.isVariant }.map { ($0.key, $0.value) }
  }

  /// Parses a list in command-line syntax: `comprehensiveness,infidelity:samples=50`.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - argument: The name of the command-line argument, used as the location of diagnostics.
  ///   - access: The access that the classifier offers; metrics that need more are refused.
  /// - Returns: The metrics in the order given.
  /// - Throws: Diagnostics for unknown metrics and options.
  public static func list(
    parsing text: String, argument: String = "--metrics", within access: ModelAccess = .layers
  ) throws(Diagnostics) -> [ConfiguredMetric] {
    let list = ConfigurationList(noun: "metric", names: Metrics.names, named: Metrics.named)
    return try list.parse(text, argument: argument, name: \.card.name) {
      standard, options, problems in
      if let problem = Metrics.unavailability(of: [standard], within: access) {
        problems.report(problem.moved(to: SourceLocation(file: argument)))
      }
      return ConfiguredMetric(standard, options: &options)
    }
  }
}

extension Metric {
  /// Returns the metric with other options; those not given keep their values.
  fileprivate func configured(by options: inout Options) -> Self {
    Self(options: &options, default: self)
  }
}
