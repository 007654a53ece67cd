public import Classifier
public import SourceText

/// The registry of metrics: a new one is one line here.
public enum Metrics {
  /// All metrics in the order of listings.
  public static let all: [any Metric.Type] = [
    Comprehensiveness.self,
    Sufficiency.self,
    AOPCComprehensiveness.self,
    AOPCSufficiency.self,
    Deletion.self,
    Insertion.self,
    TokensToFlip.self,
    DecisionFlip.self,
    TauLOO.self,
    FaithfulnessEstimate.self,
    FaithfulnessCorrelation.self,
    SensitivityN.self,
    Infidelity.self,
    Monotonicity.self,
    MonotonicityNguyen.self,
    Completeness.self,
    ConvergenceDelta.self,
    SensitivityMax.self,
    InputInvariance.self,
    Complexity.self,
    Sparseness.self,
  ]

  /// Returns the metric with a name; nil if there is none.
  public static func named(_ name: String) -> (any Metric.Type)? {
    all.first { $0.name == name }
  }

  /// The names of all metrics.
  public static var names: [String] { all.map { $0.name } }

  /// Returns the metrics that need no more access than a classifier offers.
  public static func within(_ access: ModelAccess) -> [any Metric.Type] {
    all.filter { $0.needs <= access }
  }

  /// Returns the reason why a metric does not work with a classifier.
  ///
  /// - Parameters:
  ///   - metrics: The metrics.
  ///   - access: The access that the classifier offers.
  /// - Returns: A diagnostic about the first that does not work, with those that do; nil if all of them work.
  public static func unavailability(
    of metrics: [any Metric.Type], within access: ModelAccess
  ) -> Diagnostic? {
    metrics.lazy.compactMap { type in
      access.unavailability(
        of: "the metric '\(type.name)'", needing: type.needs,
        hint: "use one of: \(within(access).map { $0.name }.joined(separator: ", "))")
    }.first
  }
}

/// A metric with its options.
public struct ConfiguredMetric: Sendable {
  /// The metric.
  public let metric: any Metric
  /// All its options with their values, whether set or default.
  public let settings: [(name: String, value: String)]

  /// The metric's type, with its static descriptions.
  public var type: any Metric.Type { Swift.type(of: metric) }

  /// Creates a metric, taking its options.
  ///
  /// - Parameters:
  ///   - type: The metric.
  ///   - options: Its options; others may remain, and problems are collected there.
  public init(_ type: any Metric.Type, options: inout Options) {
    let known = options.declarations.count
    metric = type.init(options: &options)
    settings = options.declarations[known...].map { ($0.key, $0.value) }
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
    let place = SourceLocation(file: argument)
    var problems = Diagnostics()
    var metrics: [ConfiguredMetric] = []
    let entries = ConfiguredMethod.entries(of: text)
    if entries.isEmpty {
      problems.report(
        Diagnostic("no metric is given", at: place, hint: "try \(Metrics.names[0])"))
    }
    for entry in entries {
      guard let type = Metrics.named(entry.name) else {
        problems.report(
          Diagnostic(
            "there is no metric '\(entry.name)'", at: place,
            hint: NearestName.hint(for: entry.name, among: Metrics.names, listing: "report metrics")
          ))
        continue
      }
      if let problem = Metrics.unavailability(of: [type], within: access) {
        problems.report(problem.moved(to: place))
      }
      var options = Options(
        parsing: entry.options, owner: "metric '\(entry.name)'", argument: argument)
      let metric = ConfiguredMetric(type, options: &options)
      options.finish()
      problems.report(contentsOf: options.problems)
      if metrics.contains(where: { $0.type.name == type.name }) {
        problems.report(Diagnostic("the metric '\(type.name)' is given twice", at: place))
      }
      metrics.append(metric)
    }
    try problems.throwIfErrors()
    return metrics
  }
}
